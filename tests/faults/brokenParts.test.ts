import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newId } from '../../shared/core/ids.ts'
import { makeSyncToken } from '../../shared/node/syncToken.ts'
import { Random } from '../fuzz/binding/random.ts'
import { openWire, updateBy } from '../integration/sync/wire.ts'
import { PARTS, WAYS } from './brokenParts.ts'
import { SECRET } from './child.ts'
import { type Ground, openGround } from './ground.ts'
import { type FaultServer, startServer } from './servers.ts'
import { openTypist, type Typist, type, waitFor } from './typist.ts'

let ground: Ground
let server: FaultServer
const typists: Typist[] = []
beforeAll(async () => {
  ground = await openGround()
  server = await startServer('aiuteur', ground)
})
afterEach(async () => {
  await server.ask('break', null)
  for (const typist of typists.splice(0)) typist.stop()
})
afterAll(async () => {
  await server.kill()
  await ground.close()
})

/** An agent that streams a draft comes, writes and is gone: the server takes its draft away by itself. */
async function visitOfAnAgent(documentId: string): Promise<void> {
  const token = makeSyncToken(SECRET, { kind: 'agent', agent: 'rewrite', name: 'Rewrite', jobId: newId(), documentId })
  const wire = await openWire(server.address, `${documentId}~drafts`, token.token)
  wire.send(2, 0, token.token)
  wire.send(
    0,
    2,
    updateBy(8, doc => doc.getMap('drafts').set('job', 'half a sentence')),
  )
  await waitFor('the agent is answered', () => wire.authenticated.length + wire.denied.length > 0 || !!wire.closed)
  wire.socket.terminate()
}

/** How somebody who comes now is turned away; null: they were let in. */
async function turnedAway(documentId: string): Promise<string | null> {
  const token = ground.token(await ground.person('Newcomer'))
  const wire = await openWire(server.address, documentId, token)
  const hello = wire.hello().then(
    () => null,
    () => 'closed',
  )
  await Promise.race([hello, waitFor('an answer', () => wire.denied.length > 0 || !!wire.closed)])
  const why = wire.denied[0] ?? wire.closed?.reason ?? null
  wire.socket.terminate()
  return why
}

const cases = PARTS.flatMap(part => WAYS.map(way => ({ part, way })))

describe('while what the sync server depends on fails', () => {
  test.each(cases)(
    '$part $way: the process lives, everybody is told by name, and all is saved when it is back',
    async breakage => {
      const documentId = await ground.document()
      const ada = await openTypist(ground, server, documentId, await ground.person('Ada'))
      const vi = await openTypist(ground, server, await ground.document(), await ground.person('Vi'))
      typists.push(ada, vi)
      await server.ask('break', breakage)
      type(ada, 5, new Random(1))
      vi.stop() // the last one leaves a document
      await visitOfAnAgent(documentId)
      // another document: it has to be loaded
      const why = await turnedAway(await ground.document())
      expect([null, 'restarting']).toContain(why)
      if (breakage.part === 'identify' || breakage.part === 'authorise') expect(why).toBe('restarting')
      await server.ask('recheck')
      type(ada, 5, new Random(2))

      await server.ask('break', null)
      await waitFor('Ada reads Saved', ada.synced, 10_000)
      expect((await ground.stored(documentId)).getText('t').length).toBe(10)
      typists.push(await openTypist(ground, server, documentId, await ground.person('Bob')))
      expect(server.ended(), server.said()).toBeNull()
    },
  )
})

/** What an attempt to open a connection came to. */
const knock = (address: string, headers: Record<string, string>): Promise<string> =>
  new Promise(resolve => {
    const socket = new WebSocket(address, { headers })
    socket.on('error', () => resolve('refused'))
    socket.on('unexpected-response', (_request, response) => resolve(`HTTP ${response.statusCode}`))
    socket.on('open', () => {
      socket.terminate()
      resolve('open')
    })
  })

describe('an upgrade that makes no sense', () => {
  test.each([
    ['an origin that is none', '', { origin: 'null' }],
    ['an origin that cannot be read', '', { origin: 'http://[::' }],
    ['an empty origin', '', { origin: '' }],
    ['an editor version that cannot be decoded', '?editor=%', {}],
    ['an editor version without end', '?editor=1e999', {}],
    ['an endless cookie', '', { cookie: `session=${'x'.repeat(12_000)}` }],
    ['a host that is none', '', { host: ':::' }],
  ])('%s is answered, and ends nothing', async (_what, query, headers) => {
    await knock(server.address + query, headers)
    expect(await knock(server.address, {})).toBe('open')
    expect(server.ended(), server.said()).toBeNull()
  })
})
