import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { newId } from '../../shared/core/ids.ts'
import { makeLine, plain } from '../../shared/core/script/line.ts'
import { readLines, scriptRoots } from '../../shared/core/script/scenes.ts'
import { connect, type Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import {
  addMember,
  eventually,
  importFountain,
  personWith,
  type SyncClient,
  signUp,
  syncClient,
  type TestPerson,
} from '../integration/factories.ts'
import { type Cluster, startCluster } from './cluster.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 6)

let cluster: Cluster
let sql: Sql
beforeAll(async () => {
  cluster = await startCluster(2)
  sql = connect(cluster.databaseUrl, 2)
})
afterAll(async () => {
  await cluster.close()
  await sql.end()
})

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
const linesIn = (doc: Y.Doc) => readLines(doc).map(line => line.runs.map(run => run.text).join(''))

/** Somebody who adds line after line, and knows which of them were acknowledged. */
class Writer {
  readonly written: string[] = []
  acknowledged = 0
  /** The longest time without an acknowledgement while there was something to acknowledge, in milliseconds. */
  longestWait = 0
  readonly #name: string
  readonly #client: SyncClient
  readonly #sceneId: string
  #going: Promise<void>
  #isWriting = true

  constructor(name: string, client: SyncClient, sceneId: string) {
    this.#name = name
    this.#client = client
    this.#sceneId = sceneId
    this.#going = this.#write()
  }

  /** Lines that were acknowledged until now. */
  saved(): string[] {
    return this.written.slice(0, this.acknowledged)
  }

  async stop(): Promise<void> {
    this.#isWriting = false
    await this.#going
  }

  async #write(): Promise<void> {
    const { doc, provider } = this.#client
    let savedAt = performance.now()
    const look = () => {
      const now = performance.now()
      if (provider.isSynced && provider.unsyncedChanges === 0) {
        this.acknowledged = this.written.length
        savedAt = now
      } else this.longestWait = Math.max(this.longestWait, now - savedAt)
    }
    while (this.#isWriting) {
      const words = `${this.#name} ${this.written.length}.`
      const { script } = scriptRoots(doc)
      script.insert(script.length, [makeLine(newId(), this.#sceneId, { type: 'action', runs: plain(words) })])
      this.written.push(words)
      for (let i = 0; i < 5; i++) {
        await wait(3)
        look()
      }
    }
  }
}

/** Two people of a new film, each on a connection that the balancer chose. */
async function film() {
  const through = { url: cluster.url }
  const [ana, ben] = [await signUp(through, 'Ana'), await signUp(through, 'Ben')]
  const project = await importFountain(ana, 'INT. KITCHEN - DAY\n\nRain.\n')
  await addMember(ana, project.id, ben, 'editor')
  const join = (person: TestPerson, at = cluster.url) => syncClient({ url: at }, project.scriptId, person)
  const clients = [await join(ana), await join(ben)] as const
  const sceneId = readLines(clients[0].doc)[0]?.scene ?? ''
  const writers = [new Writer('Ana', clients[0], sceneId), new Writer('Ben', clients[1], sceneId)]
  return { ana, ben, project, clients, writers, join }
}

/** Both have everything of both, once, and the store too, with nothing pending. */
async function agree(clients: readonly SyncClient[], writers: readonly Writer[], scriptId: string): Promise<void> {
  const all = writers.flatMap(({ written }) => written).sort()
  for (const { doc } of clients)
    await eventually(
      () =>
        linesIn(doc)
          .filter(line => / \d+\.$/.test(line))
          .sort(),
      lines => lines.join() === all.join(),
      20,
    )
  await eventually(
    () => clients.map(({ provider }) => provider.unsyncedChanges),
    counts => counts.every(count => count === 0),
    20,
  )
  const stored = await loadDocument(sql, scriptId)
  expect(stored.store.pendingStructs).toBeNull()
  expect(stored.store.pendingDs).toBeNull()
  for (const { doc } of clients) expect(linesIn(stored)).toEqual(linesIn(doc))
}

describe('two servers, of which one dies', () => {
  test('lose nothing that was acknowledged, whichever dies, and everybody goes on', async () => {
    const { project, clients, writers } = await film()
    for (let round = 0; round < ROUNDS; round++) {
      await wait(400 + 61 * round)
      const saved = writers.flatMap(writer => writer.saved())
      await cluster.end(round % 2, 'SIGKILL')
      const stored = new Set(linesIn(await loadDocument(sql, project.scriptId)))
      expect(saved.filter(line => !stored.has(line))).toEqual([])
      await wait(300)
      await cluster.start(round % 2)
    }
    await Promise.all(writers.map(writer => writer.stop()))
    await agree(clients, writers, project.scriptId)
    for (const client of clients) client.stop()
    expect(Math.min(...writers.map(({ written }) => written.length))).toBeGreaterThan(50)
  })

  test('are replaced one after the other while people write: nobody waits long, and no request fails', async () => {
    const { ana, project, clients, writers } = await film()
    let asking = true
    const answers: number[] = []
    const asked = (async () => {
      while (asking) {
        answers.push(
          (await personWith({ url: cluster.url }, ana.cookie).call('GET', `/api/projects/${project.id}`)).status,
        )
        await wait(50)
      }
    })()
    for (const index of [0, 1]) {
      await wait(500)
      await cluster.end(index, 'SIGTERM')
      await wait(300)
      await cluster.start(index)
    }
    await wait(500)
    asking = false
    await asked
    await Promise.all(writers.map(writer => writer.stop()))
    await agree(clients, writers, project.scriptId)
    for (const client of clients) client.stop()
    expect(new Set(answers)).toEqual(new Set([200]))
    for (const { longestWait } of writers) expect(longestWait).toBeLessThan(5_000)
  })

  test('take a member’s rights away on both', async () => {
    const { ana, ben, project, clients, writers, join } = await film()
    await Promise.all(writers.map(writer => writer.stop()))
    const everywhere = await Promise.all(cluster.urls.map(url => join(ben, url)))
    const answer = await ana.call('DELETE', `/api/projects/${project.id}/members/${ben.id}`)
    expect(answer.status).toBe(204)
    for (const client of [...everywhere, clients[1]])
      await eventually(
        () => client.closed?.reason,
        reason => reason === 'access-revoked',
      )
    for (const client of [...everywhere, ...clients]) client.stop()
  })
})
