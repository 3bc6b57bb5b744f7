import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import { registerAgents } from '../../jobs/agents/registry.ts'
import { loadPrompts } from '../../jobs/prompts.ts'
import { textModel } from '../../jobs/providers/models.ts'
import { RETRY_DELAYS } from '../../jobs/runJob.ts'
import { startWorker } from '../../jobs/worker.ts'
import type { PasswordKeeper } from '../../server/auth/auth.ts'
import { createLimits } from '../../server/http/limits.ts'
import { type RunningServer, startServer } from '../../server/server.ts'
import type { Role } from '../../shared/core/access.ts'
import { type Config, readConfig } from '../../shared/node/config.ts'
import { connect } from '../../shared/node/database.ts'
import { createLog } from '../../shared/node/log.ts'
import { openBoss } from '../../shared/node/queues.ts'
import { activeEmbedder } from '../../shared/node/styles/activeEmbedder.ts'
import { createTestDatabase } from './postgres.ts'

export const LOCAL_KEY = 'a key that was printed at start'

export interface TestServer extends RunningServer {
  url: string
  databaseUrl: string
}

export interface TestServerOptions {
  /** An existing database, for a second process on it or a restart. */
  databaseUrl?: string
  /** Local mode: visitors join by {@link LOCAL_KEY}. */
  local?: boolean
  env?: Record<string, string>
  /** With a worker, so that agents answer and projections follow edits. */
  worker?: boolean
  /** Time does not refill what the limits of requests allow, however slow the machine. */
  stillLimits?: boolean
  /** Passwords are hashed as in production, which takes a tenth of a second each. */
  realPasswords?: boolean
  /** A folder with a built client. */
  clientFolder?: string
}

const quickHash = (password: string) => createHash('sha256').update(password).digest('hex')
const quickPasswords: PasswordKeeper = {
  hash: async password => quickHash(password),
  verify: async ({ hash, password }) => hash === quickHash(password),
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** One whole server process, in this process: HTTP, sync and queue on a database of its own. Stop it in afterAll. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase())
  const config = readConfig({
    PORT: String(await freePort()),
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 'a secret that only the tests know, for a day',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...(options.local ? { LOCAL_MODE: '1', LOCAL_KEY } : {}),
    ...options.env,
  })
  const limits = options.stillLimits ? createLimits(() => 0) : createLimits()
  const log = createLog('test', config.LOG_LEVEL)
  const clientFolder = options.clientFolder ?? '/nowhere'
  const server = await startServer(config, log, {
    clientFolder,
    limits,
    ...(options.realPasswords ? {} : { passwords: quickPasswords }),
  })
  const stopWorker = options.worker ? await startTestWorker(config) : async () => {}
  const stop = async () => {
    await stopWorker()
    await server.stop()
  }
  return { ...server, stop, url: `http://127.0.0.1:${server.port}`, databaseUrl }
}

/** A whole worker in this process, as `npm run worker` starts it. Returns how to stop it. */
export async function startTestWorker(config: Config): Promise<() => Promise<void>> {
  const log = createLog('test worker', config.LOG_LEVEL)
  const sql = connect(config.DATABASE_URL, config.WORKER_CONCURRENCY + 3)
  const boss = await openBoss(config.DATABASE_URL, log, { worker: true })
  const prompts = await loadPrompts()
  const agents = registerAgents(prompts)
  const model = await textModel(config)
  const embedder = await activeEmbedder(config)
  const deps = { sql, boss, config, log, agents, prompts, model, embedder, retryDelays: RETRY_DELAYS }
  const worker = await startWorker(deps)
  return async () => {
    await worker.stop(1_000)
    await sql.end({ timeout: 2 })
  }
}

export interface Answer {
  status: number
  body: unknown
  headers: Headers
}

/** A person with an account, or a stranger (no cookie), who calls the API as a program would: without Origin. */
export interface TestPerson {
  id: string
  name: string
  email: string
  cookie: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export function personWith(
  server: Pick<TestServer, 'url'>,
  cookie: string,
  who = { id: '', name: '', email: '' },
): TestPerson {
  return {
    ...who,
    cookie,
    async call(method, path, body, headers = {}) {
      const form = body instanceof FormData
      const response = await fetch(server.url + path, {
        method,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(body && !form ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const json = response.headers.get('content-type')?.includes('json')
      return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers }
    },
  }
}

/** The Cookie header that the Set-Cookie headers of a response ask for. */
export const cookieFrom = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')

const signedUp = z.object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) })
let signUps = 0

/** A new account by e-mail, signed in. */
export async function signUp(server: Pick<TestServer, 'url'>, name: string): Promise<TestPerson> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${process.pid}.${++signUps}@example.com`
  const answer = await personWith(server, '').call('POST', '/api/auth/sign-up/email', {
    name,
    email,
    password: 'correct horse',
  })
  if (answer.status !== 200) throw new Error(`Sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return personWith(server, cookieFrom(answer.headers), signedUp.parse(answer.body).user)
}

/** The body of an answer that must have this status; the test fails with the body otherwise. */
export function bodyOf(answer: Answer, ...statuses: number[]): unknown {
  const expected = statuses.length > 0 ? statuses : [200, 201]
  if (!expected.includes(answer.status)) throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

export interface TestProject {
  id: string
  timelineId: string
  /** The script document. */
  scriptId: string
}

const madeProject = z.object({ id: z.string(), timelineId: z.string() })
const documents = z.array(z.object({ id: z.string(), kind: z.string(), sceneId: z.string().nullable() }))

async function withScript(owner: TestPerson, project: z.infer<typeof madeProject>): Promise<TestProject> {
  const list = documents.parse(bodyOf(await owner.call('GET', `/api/projects/${project.id}/documents`)))
  const script = list.find(document => document.kind === 'script')
  if (!script) throw new Error('The project has no script document.')
  return { ...project, scriptId: script.id }
}

export async function createProject(owner: TestPerson, name = 'A film'): Promise<TestProject> {
  const made = madeProject.parse(bodyOf(await owner.call('POST', '/api/projects', { name, type: 'narrative' })))
  return withScript(owner, made)
}

export async function addMember(owner: TestPerson, projectId: string, person: TestPerson, role: Role): Promise<void> {
  bodyOf(await owner.call('POST', `/api/projects/${projectId}/members`, { userId: person.id, role }))
}

export function fountainForm(
  text: string,
  fileName = 'script.fountain',
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData()
  form.set('file', new File([text], fileName, { type: 'text/plain' }))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** A new project made of a Fountain text. */
export async function importFountain(owner: TestPerson, text: string): Promise<TestProject> {
  return withScript(
    owner,
    madeProject.parse(bodyOf(await owner.call('POST', '/api/projects/import', fountainForm(text)))),
  )
}

export interface SyncClient {
  doc: Y.Doc
  provider: HocuspocusProvider
  /** Why the server closed the socket, if it did. */
  closed: { code: number; reason: string } | null
  stop(): void
}

/**
 * Opens a document as the app does, with a session cookie or a token. Resolves when it is synced; rejects when the server
 * refuses.
 */
export async function syncClient(
  server: Pick<TestServer, 'url'>,
  documentId: string,
  credentials: { cookie: string } | { token: string },
): Promise<SyncClient> {
  const headers = { origin: server.url, ...('cookie' in credentials ? { cookie: credentials.cookie } : {}) }
  class BrowserSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers })
      this.on('error', () => {}) // the provider no longer listens when it closes a socket that is not open yet
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    url: `${server.url.replace(/^http/, 'ws')}/sync`,
    WebSocketPolyfill: BrowserSocket,
    delay: 50,
    minDelay: 50,
    maxDelay: 500,
  })
  const doc = new Y.Doc()
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: documentId,
    document: doc,
    token: 'token' in credentials ? credentials.token : '',
  })
  const client: SyncClient = {
    doc,
    provider,
    closed: null,
    stop() {
      provider.destroy()
      socket.destroy()
    },
  }
  socket.on('close', ({ event }: { event: { code: number; reason: string } }) => {
    client.closed = { code: event.code, reason: event.reason }
  })
  await new Promise<void>((resolve, reject) => {
    provider.on('synced', () => resolve())
    provider.on('authenticationFailed', ({ reason }: { reason: string }) => reject(new Error(`refused: ${reason}`)))
    socket.on('close', ({ event }: { event: { code: number; reason: string } }) => {
      if (event.code >= 4000) reject(new Error(`closed: ${event.code} ${event.reason}`))
    })
    provider.attach()
  }).catch(error => {
    client.stop()
    throw error
  })
  return client
}

/** Asks again and again until `check` holds; fails with the last answer after `seconds`. */
export async function eventually<T>(ask: () => Promise<T> | T, check: (value: T) => boolean, seconds = 10): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await ask()
    if (check(value)) return value
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)} after ${seconds} s.`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
