import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Documents } from '../../client/sync/documents.ts'
import type { OpenDocument } from '../../client/sync/openDocument.ts'
import { newId } from '../../shared/core/ids.ts'
import { makeLine, plain } from '../../shared/core/script/line.ts'
import { readLines, scriptRoots } from '../../shared/core/script/scenes.ts'
import { connect, type Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { makeSyncToken } from '../../shared/node/syncToken.ts'
import {
  addMember,
  eventually,
  importFountain,
  personWith,
  signUp,
  syncClient,
  type TestPerson,
} from '../integration/factories.ts'
import { type Cluster, SECRET, startCluster } from './cluster.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 6)

let cluster: Cluster
let sql: Sql
beforeAll(async () => {
  cluster = await startCluster(2)
  sql = connect(cluster.databaseUrl, 2)
})
const tabs: Documents[] = []
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.destroy()
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
  /** The longest time for which the header said “Offline”, in milliseconds. */
  longestOffline = 0
  readonly #name: string
  readonly #open: OpenDocument
  readonly #sceneId: string
  #going: Promise<void>
  #isWriting = true

  constructor(name: string, open: OpenDocument, sceneId: string) {
    this.#name = name
    this.#open = open
    this.#sceneId = sceneId
    this.#going = this.#write()
  }

  /** Lines that were acknowledged until now. */
  saved(): string[] {
    return this.written.slice(0, this.acknowledged)
  }

  /** What its header says. */
  state() {
    const { state, unsaved, message } = this.#open.getState()
    return { state, unsaved, message }
  }

  async stop(): Promise<void> {
    this.#isWriting = false
    await this.#going
  }

  async #write(): Promise<void> {
    const { doc } = this.#open
    let onlineAt = performance.now()
    const look = () => {
      if (isSaved(this.#open)) this.acknowledged = this.written.length
      const now = performance.now()
      if (this.#open.getState().state === 'offline') this.longestOffline = Math.max(this.longestOffline, now - onlineAt)
      else onlineAt = now
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

/** Resolves when so many more lines of each were acknowledged. */
async function saveMore(writers: readonly Writer[], lines: number): Promise<void> {
  const goals = writers.map(writer => writer.acknowledged + lines)
  await eventually(
    () => writers.map((writer, i) => ({ missing: (goals[i] ?? 0) - writer.acknowledged, ...writer.state() })),
    all => all.every(({ missing }) => missing <= 0),
    20,
  )
}

/** A browser tab of somebody, without the browser. */
function tabOf(person: TestPerson, documentId: string): OpenDocument {
  const tab = new Documents({
    url: `${cluster.url.replace(/^http/, 'ws')}/sync`,
    WebSocket: globalThis.WebSocket,
    token: async () => makeSyncToken(SECRET, { kind: 'person', id: person.id, name: person.name }).token,
    retry: { first: 50, most: 500 },
    readState: async id => Y.encodeStateAsUpdate(await loadDocument(sql, id)),
    drafts: () => ({ of: async () => [], add: async () => {}, remove: async () => {} }),
    upload: async () => 'later',
  })
  tabs.push(tab)
  return tab.open(documentId, person)
}
const isSaved = (open: OpenDocument) => open.getState().state === 'saved'

/** Two people of a new film, each on a connection that the balancer chose. */
async function film() {
  const through = { url: cluster.url }
  const [ana, ben] = [await signUp(through, 'Ana'), await signUp(through, 'Ben')]
  const project = await importFountain(ana, 'INT. KITCHEN - DAY\n\nRain.\n')
  await addMember(ana, project.id, ben, 'editor')
  const open = [tabOf(ana, project.scriptId), tabOf(ben, project.scriptId)] as const
  await eventually(() => open.every(isSaved), Boolean)
  const sceneId = readLines(open[0].doc)[0]?.scene ?? ''
  const writers = [new Writer('Ana', open[0], sceneId), new Writer('Ben', open[1], sceneId)]
  return { ana, ben, project, open, writers }
}

/** Both have everything of both, once, and the store too, with nothing pending. */
async function agree(open: readonly OpenDocument[], writers: readonly Writer[], scriptId: string): Promise<void> {
  const all = writers.flatMap(({ written }) => written).sort()
  for (const { doc } of open)
    await eventually(
      () => {
        const here = linesIn(doc)
          .filter(line => / \d+\.$/.test(line))
          .sort()
        const known = new Set(here)
        return { missing: all.filter(line => !known.has(line)), tooMany: here.length - known.size }
      },
      ({ missing, tooMany }) => missing.length === 0 && tooMany === 0,
      20,
    )
  await eventually(() => open.every(isSaved), Boolean, 20)
  const stored = await loadDocument(sql, scriptId)
  expect(stored.store.pendingStructs).toBeNull()
  expect(stored.store.pendingDs).toBeNull()
  for (const { doc } of open) expect(linesIn(stored)).toEqual(linesIn(doc))
}

describe('two servers, of which one dies', () => {
  test(
    'lose nothing that was acknowledged, whichever dies, and everybody goes on',
    async () => {
      const { project, open, writers } = await film()
      for (let round = 0; round < ROUNDS; round++) {
        await saveMore(writers, 20 + 3 * (round % 7))
        const saved = writers.flatMap(writer => writer.saved())
        await cluster.end(round % 2, 'SIGKILL')
        const stored = new Set(linesIn(await loadDocument(sql, project.scriptId)))
        expect(saved.filter(line => !stored.has(line))).toEqual([])
        await saveMore(writers, 5) // with the one that is left
        await cluster.start(round % 2)
      }
      await Promise.all(writers.map(writer => writer.stop()))
      await agree(open, writers, project.scriptId)
      expect(Math.min(...writers.map(({ written }) => written.length))).toBeGreaterThan(50)
    },
    40_000 + ROUNDS * 5_000,
  )

  test('are replaced one after the other while people write: nobody waits long, and no request fails', async () => {
    const { ana, project, open, writers } = await film()
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
      await saveMore(writers, 20)
      await cluster.end(index, 'SIGTERM')
      await saveMore(writers, 20)
      await cluster.start(index)
    }
    await saveMore(writers, 20)
    asking = false
    await asked
    await Promise.all(writers.map(writer => writer.stop()))
    await agree(open, writers, project.scriptId)
    expect(new Set(answers)).toEqual(new Set([200]))
    for (const { longestOffline } of writers) expect(longestOffline).toBeLessThan(3_000)
  })

  test('take a member’s rights away on both', async () => {
    const { ana, ben, project, writers } = await film()
    await Promise.all(writers.map(writer => writer.stop()))
    const everywhere = await Promise.all(cluster.urls.map(url => syncClient({ url }, project.scriptId, ben)))
    const answer = await ana.call('DELETE', `/api/projects/${project.id}/members/${ben.id}`)
    expect(answer.status).toBe(204)
    for (const client of everywhere)
      await eventually(
        () => client.closed?.reason,
        reason => reason === 'access-revoked',
      )
    for (const client of everywhere) client.stop()
  })
})
