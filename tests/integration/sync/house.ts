import type { AddressInfo } from 'node:net'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { HeldDraft, HeldDrafts } from '../../../client/sync/heldDrafts.ts'
import type { SyncEnvironment } from '../../../client/sync/tabSocket.ts'
import type { Sync, SyncDependencies } from '../../../server/sync/contract.ts'
import { LockError } from '../../../server/sync/locks.ts'
import { Refusal } from '../../../server/sync/refusal.ts'
import { createSync } from '../../../server/sync/sync.ts'
import type { Role } from '../../../shared/core/access.ts'
import type { DocumentKind } from '../../../shared/core/documents/kinds.ts'
import { newId } from '../../../shared/core/ids.ts'
import { connect, type Sql } from '../../../shared/node/database.ts'
import { createDocument, type DocumentRecord, findDocument, loadDocument } from '../../../shared/node/documents.ts'
import { createLog } from '../../../shared/node/log.ts'
import { type Identity, makeSyncToken, readSyncToken } from '../../../shared/node/syncToken.ts'
import { TEST_SHAPES } from '../../testShapes.ts'
import { createTestDatabase } from '../postgres.ts'

const SECRET = 'a secret that signs the tokens of these tests'

/** A sync server with a project of its own, which has a script and a scene, in a database that other houses were in before. */
export interface House {
  sql: Sql
  sync: Sync
  url: string
  port: number
  projectId: string
  timelineId: string
  script: string
  scene: string
  /** How often it was asked who somebody is, and what they may. */
  asked(): { identified: number; authorised: number }
  /** What onSettled was called with. */
  settled: DocumentRecord[]
  person(name: string, role: Role | null): Promise<Extract<Identity, { kind: 'person' }>>
  agent(documentId: string, agent?: string): Promise<Extract<Identity, { kind: 'agent' }>>
  token(identity: Identity): string
  document(kind: DocumentKind, seed?: (doc: Y.Doc) => void): Promise<string>
  /** What a process that started now would load. */
  stored(documentId: string): Promise<Y.Doc>
  join(identity: Identity, documentId: string, options?: { editor?: number }): Guest
  /** What client/sync asks of its surroundings, for a tab of this person. */
  tab(person: Extract<Identity, { kind: 'person' }>): SyncEnvironment
  /** What happens while a table cannot be reached. */
  without(table: string, during: () => Promise<unknown>): Promise<void>
  stop(): Promise<void>
  restart(): Promise<void>
  /** Cuts every connection, as a broken network does. */
  cut(): void
  close(): Promise<void>
}

/** A real provider on a socket of its own. */
export interface Guest {
  doc: Y.Doc
  text: Y.Text
  provider: HocuspocusProvider
  socket: HocuspocusProviderWebsocket
  synced(): Promise<Guest>
  /** Codes and reasons with which the server closed the socket. */
  closes: string[]
  refusals: string[]
  /** Acknowledgements received, and those that said "not applied". */
  acks: { applied: number; refused: number }
  leave(): void
}

let shared: Promise<Sql> | undefined
/** One database for every house of a process: making one, and connecting to it, takes longer than most tests. */
const sharedDatabase = () => (shared ??= createTestDatabase().then(url => connect(url, 6)))

export async function openHouse(overrides: Partial<SyncDependencies> & { databaseUrl?: string } = {}): Promise<House> {
  const { databaseUrl } = overrides
  const sql = databaseUrl === undefined ? await sharedDatabase() : connect(databaseUrl, 6)
  const settled: DocumentRecord[] = []
  const guests: Guest[] = []
  const drafts: { userId: string; draft: HeldDraft }[] = []
  const [projectId, timelineId] = [newId(), newId()]
  await sql`insert into projects (id, name, type) values (${projectId}, 'Test', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values (${timelineId}, ${projectId}, 'Main')`
  let scenes = 0
  const asked = { identified: 0, authorised: 0 }
  const document = (kind: DocumentKind, seed?: (doc: Y.Doc) => void) =>
    createDocument(sql, { projectId, timelineId, kind, sceneId: kind === 'scene' ? `scene${scenes++}` : null }, seed)

  const dependencies: SyncDependencies = {
    sql,
    config: { url: 'http://127.0.0.1:4000', LOCAL_MODE: true, HOST: '127.0.0.1', PORT: 4000 },
    log: createLog('sync', 'silent'),
    identify: async ({ token, cookie }) => {
      asked.identified++
      return readSyncToken(SECRET, token || (cookie?.replace('session=', '') ?? ''))
    },
    authorise: async (identity, documentId) => {
      asked.authorised++
      const found = await findDocument(sql, documentId)
      if (!found) return null
      if (identity.kind === 'agent') return { document: found, role: 'editor' }
      const [member] = await sql<{ role: Role }[]>`
        select role from project_members where project_id = ${found.projectId} and user_id = ${identity.id}`
      return member ? { document: found, role: member.role } : null
    },
    onSettled: async (_tx, record) => {
      settled.push(record)
    },
    shapes: TEST_SHAPES,
    ...overrides,
  }
  const start = async (port: number) => {
    const sync = createSync(dependencies)
    const app = new Hono()
    sync.mount(app)
    const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: sync.websocketServer } })
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
    let stopped: Promise<void> | null = null
    const stop = () => {
      stopped ??= sync.stop().then(() => new Promise(resolve => server.close(() => resolve())))
      return stopped
    }
    return { sync, server, stop }
  }
  let running = await start(0)
  const { port } = running.server.address() as AddressInfo
  const url = `ws://127.0.0.1:${port}/sync`
  const script = await document('script')
  const scene = await document('scene')

  const house: House = {
    sql,
    get sync() {
      return running.sync
    },
    url,
    port,
    projectId,
    timelineId,
    script,
    scene,
    asked: () => ({ ...asked }),
    settled,
    async person(name, role) {
      const id = `${name}-${newId()}`
      await sql`insert into "user" (id, name, email) values (${id}, ${name}, ${`${id}@example.com`})`
      if (role) await sql`insert into project_members (project_id, user_id, role) values (${projectId}, ${id}, ${role})`
      return { kind: 'person', id, name }
    },
    async agent(documentId, agent = 'rewrite') {
      const jobId = newId()
      await sql`insert into jobs (id, project_id, timeline_id, document_id, agent, key, input)
        values (${jobId}, ${projectId}, ${timelineId}, ${documentId}, ${agent}, ${jobId}, '{}')`
      return { kind: 'agent', agent, name: 'Rewrite', jobId, documentId }
    },
    token: identity => makeSyncToken(SECRET, identity).token,
    document,
    stored: documentId => loadDocument(sql, documentId),
    join(identity, documentId, { editor } = {}) {
      const guest = joinAs(editor === undefined ? url : `${url}?editor=${editor}`, documentId, async () =>
        house.token(identity),
      )
      guests.push(guest)
      return guest
    },
    tab: person => ({
      url,
      WebSocket: globalThis.WebSocket,
      token: async () => house.token(person),
      retry: { first: 50, most: 200 },
      readState: async documentId => Y.encodeStateAsUpdate(await loadDocument(sql, documentId)),
      drafts: userId => memoryDrafts(drafts, userId),
      async upload(documentId, update) {
        try {
          await running.sync.take(documentId, update, { ...person, kind: 'person' })
          return 'durable'
        } catch (error) {
          if (error instanceof LockError) return 'locked'
          return error instanceof Refusal && error.code >= 4400 ? { refused: error.reason } : 'later'
        }
      },
    }),
    async without(table, during) {
      await sql`alter table ${sql(table)} rename to elsewhere`
      await during().finally(() => sql`alter table elsewhere rename to ${sql(table)}`)
    },
    stop: () => running.stop(),
    async restart() {
      await running.stop()
      running = await start(port)
    },
    cut() {
      for (const socket of running.sync.websocketServer.clients) socket.terminate()
    },
    async close() {
      for (const guest of guests) guest.leave()
      await running.stop()
      if (databaseUrl !== undefined) await sql.end()
    },
  }
  return house
}

/** The drafts of everybody, as a browser keeps those of one person. */
function memoryDrafts(all: { userId: string; draft: HeldDraft }[], userId: string): HeldDrafts {
  return {
    of: async documentId =>
      all.filter(one => one.userId === userId && one.draft.documentId === documentId).map(({ draft }) => draft),
    async add(draft) {
      all.push({ userId, draft })
    },
    async remove(id) {
      const at = all.findIndex(({ draft }) => draft.id === id)
      if (at >= 0) all.splice(at, 1)
    },
  }
}

/** The provider no longer listens when it closes a socket that is not open yet. */
class QuietSocket extends WebSocket {
  constructor(url: string | URL) {
    super(url)
    this.on('error', () => {})
  }
}

export function joinAs(url: string, documentId: string, token: () => Promise<string>): Guest {
  const doc = new Y.Doc()
  const socket = new HocuspocusProviderWebsocket({
    url,
    WebSocketPolyfill: QuietSocket,
    delay: 50,
    minDelay: 50,
    maxDelay: 200,
  })
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: documentId, document: doc, token })
  const guest: Guest = {
    doc,
    text: doc.getText('t'),
    provider,
    socket,
    closes: [],
    refusals: [],
    acks: { applied: 0, refused: 0 },
    async synced() {
      await expect.poll(() => provider.isSynced, { interval: 5, timeout: 5000 }).toBe(true)
      return guest
    },
    leave() {
      provider.destroy()
      socket.destroy()
    },
  }
  socket.on('close', ({ event }: { event: { code: number; reason: string } }) =>
    guest.closes.push(`${event.code} ${event.reason}`),
  )
  provider.on('authenticationFailed', ({ reason }: { reason: string }) => guest.refusals.push(reason))
  provider.on('message', ({ message }: { message: { readVarString(): string; readVarUint(): number } }) => {
    message.readVarString()
    if (message.readVarUint() === 8) guest.acks[message.readVarUint() === 1 ? 'applied' : 'refused']++
  })
  provider.attach()
  return guest
}

/** Polls until `claim` holds. */
export const until = (claim: () => unknown, timeout = 5000) => expect.poll(claim, { interval: 5, timeout })
