import * as Y from 'yjs'
import { syncToken } from '../../shared/core/api/schemas.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { bodyOf, createProject, signUp, startTestServer, syncClient } from '../integration/factories.ts'
import type { Figures } from './figures.ts'
import type { Ground } from './ground.ts'
import { startServer } from './servers.ts'
import { openTypist, typedBy, waitFor } from './typist.ts'

/** Milliseconds between two letters, before the session ends, and for which somebody types on afterwards. */
const PACE = { every: 5, before: 300, after: 5_500 }

/** Types until told to stop, on a timer: like a program that listens to nobody. */
function typeOn(doc: Y.Doc): () => void {
  const timer = setInterval(() => doc.getText('t').insert(0, 'x'), PACE.every)
  return () => clearInterval(timer)
}

const figuresOf = (closedAfter: number | null, promised: number, lost: number, taken: number): Figures => ({
  counts: {
    sessions: 1,
    'closed within 5 s': closedAfter !== null && closedAfter <= 5_000 ? 1 : 0,
    'edits called saved before': promised,
    'of these lost': lost,
    'edits taken after the end': taken,
  },
  times: closedAfter === null ? {} : { 'from the end of the session to the close': [closedAfter] },
})

/** A session ends while its tab types, on a whole server. Also returns how the server closed. */
export async function revoked(
  ground: Pick<Ground, 'url'>,
): Promise<Figures & { closed: { code: number; reason: string } | null }> {
  const server = await startTestServer({ databaseUrl: ground.url })
  try {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const { token } = syncToken.parse(bodyOf(await ada.call('POST', '/api/sync/token', {})))
    const client = await syncClient(server, scriptId, { token })
    const { doc, provider } = client
    let promised = 0
    provider.on('unsyncedChanges', () => {
      if (!client.closed) promised = Math.max(promised, typedBy({ doc }) - provider.unsyncedChanges)
    })
    const stop = typeOn(doc)
    await waitFor('some is saved', () => promised > PACE.before / PACE.every / 4)
    const ended = performance.now()
    bodyOf(await ada.call('POST', '/api/auth/sign-out', {}))
    await waitFor('the socket closes', () => client.closed !== null, PACE.after)
    const took = performance.now() - ended
    const typedAtClose = typedBy({ doc })
    await waitFor('it types on', () => typedBy({ doc }) > typedAtClose + 50)
    stop()
    const { closed } = client
    client.stop()
    const stored = Y.getState((await loadDocument(server.platform.sql, scriptId)).store, doc.clientID)
    return {
      ...figuresOf(took, promised, Math.max(0, promised - stored), Math.max(0, stored - typedAtClose)),
      closed,
    }
  } finally {
    await server.stop()
  }
}

/** Stock asks who somebody is when they come in, and has nothing by which to hear that it ended. */
export async function revokedAtStock(ground: Ground): Promise<Figures> {
  const server = await startServer('stock', ground)
  const typist = await openTypist(ground, server, await ground.document(), await ground.person('Ada'))
  try {
    const stop = typeOn(typist.doc)
    await waitFor('some is saved', () => typist.promised() > PACE.before / PACE.every / 4)
    const before = typist.promised()
    const ended = performance.now()
    await waitFor('time passes', () => performance.now() - ended > PACE.after, 2 * PACE.after)
    stop()
    return figuresOf(null, before, 0, typist.promised() - before)
  } finally {
    typist.stop()
    await server.kill()
  }
}
