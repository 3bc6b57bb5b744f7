import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { scriptEighths } from '../../../shared/core/pages/sceneEighths.ts'
import {
  deleteLines,
  findLine,
  insertLines,
  mergeScene,
  moveScene,
  ScriptEditError,
  setLineType,
  splitScene,
} from '../../../shared/core/script/edit.ts'
import { lineText, plain } from '../../../shared/core/script/line.ts'
import { LINE_TYPES } from '../../../shared/core/script/lineTypes.ts'
import { secondsOfLines } from '../../../shared/core/script/measure.ts'
import { FRONT, readLines, readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { addShot, deleteShots } from '../../../shared/core/shots/write.ts'
import {
  addMember,
  bodyOf,
  eventually,
  fountainForm,
  importFountain,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

const SCRIPT = ['KITCHEN', 'YARD', 'ROOF', 'CELLAR']
  .map(place => `INT. ${place} - DAY\n\nMara waits.\n\nMARA\nNow.\n\nRain falls.\n`)
  .join('\n')
const row = z.object({
  id: z.string(),
  documentId: z.string(),
  number: z.string(),
  heading: z.string(),
  eighths: z.number(),
  seconds: z.number(),
  shots: z.number(),
  omitted: z.boolean(),
})
const rows = z.array(row)

/** Mulberry32. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

let server: TestServer
let people: TestPerson[]
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  people = [await signUp(server, 'Ana'), await signUp(server, 'Ben'), await signUp(server, 'Cy')]
})
afterAll(() => server.stop())

/** One edit of a person, as the editor makes them. */
function edit(doc: Y.Doc, random: (below: number) => number): void {
  const lines = readLines(doc)
  const scenes = readScenes(doc)
  const line = lines[random(lines.length)]
  const [one, other] = [scenes[random(scenes.length)], scenes[random(scenes.length)]]
  if (!line || !one || !other) return void insertLines(doc, null, [{ type: 'scene_heading', runs: plain('INT. NEW') }])
  const type = LINE_TYPES[random(LINE_TYPES.length)] ?? 'action'
  const acts: (() => void)[] = [
    () => lineText(findLine(scriptRoots(doc), line.id) ?? new Y.XmlElement('none'))?.insert(0, `${random(1000)} 😀 `),
    () => setLineType(doc, line.id, type),
    () => setLineType(doc, line.id, 'scene_heading'),
    () => deleteLines(doc, [line.id]),
    () =>
      deleteLines(
        doc,
        one.lines.map(({ id }) => id),
      ),
    () => insertLines(doc, line.id, [{ type, runs: plain(`line ${random(1000)}`) }]),
    () => splitScene(doc, line.id),
    () => mergeScene(doc, one.id, other.id),
    () => moveScene(doc, one.id, other.id),
    () => findLine(scriptRoots(doc), line.id)?.setAttribute('dual', '1'),
  ]
  try {
    doc.transact(() => acts[random(acts.length)]?.(), 'typing')
  } catch (error) {
    // its entry has not arrived, or went with somebody's undo: the person is told so
    if (!(error instanceof ScriptEditError)) throw error
  }
}

/** What the rows of scenes have to be, from the document itself. */
const expectedOf = (doc: Y.Doc, eighths = scriptEighths(doc)) =>
  readScenes(doc)
    .filter(scene => scene.id !== FRONT)
    .map(({ id, number, heading, omitted, lines }) => ({
      id,
      number,
      heading,
      omitted,
      eighths: eighths.get(id) ?? 0,
      seconds: Math.round(secondsOfLines(lines) * 100) / 100,
    }))

describe('after many edits by several people, some of them offline for a while', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))
  it(`the hub shows what the script says, and the script survives a file (SEED=${seed})`, {
    timeout: 60_000,
  }, async () => {
    const random = randomOf(seed)
    const [ana, ben, cy] = people
    if (!ana || !ben || !cy) throw new Error('three people expected')
    const project = await importFountain(ana, SCRIPT)
    for (const person of [ben, cy]) await addMember(ana, project.id, person, 'editor')
    const clients: SyncClient[] = []
    for (const person of people) clients.push(await syncClient(server, project.scriptId, { cookie: person.cookie }))
    const undo = clients.map(
      ({ doc }) =>
        new Y.UndoManager([scriptRoots(doc).script, scriptRoots(doc).scenes], {
          trackedOrigins: new Set(['typing']),
          captureTimeout: 0,
        }),
    )
    const scenesNow = async () => rows.parse(bodyOf(await ana.call('GET', `/api/projects/${project.id}/scenes`)))

    // shots in two scenes, which may go and come back
    const shots = new Map<string, SyncClient>()
    for (const { documentId } of (await scenesNow()).slice(0, 2)) {
      const table = await syncClient(server, documentId, { cookie: ana.cookie })
      for (let i = 0; i < 3; i++) addShot(table.doc, null, { action: `shot ${i}` })
      deleteShots(table.doc, [readShots(table.doc)[0]?.id ?? ''])
      shots.set(documentId, table)
    }
    for (let round = 0; round < 12; round++) {
      const away = clients[random(clients.length)]
      if (round % 3 === 0) away?.provider.disconnect()
      for (let i = 0; i < 15; i++) {
        const at = random(clients.length)
        const client = clients[at]
        if (!client) continue
        if (random(6) === 0) undo[at]?.undo()
        else edit(client.doc, random)
        if (random(4) === 0) await new Promise(resolve => setImmediate(resolve))
      }
      if (round % 3 === 0) away?.provider.connect()
      await eventually(
        () => clients.map(({ provider }) => provider.unsyncedChanges + (provider.isSynced ? 0 : 1)),
        waiting => waiting.every(count => count === 0),
      )
    }
    const [first, ...others] = clients
    if (!first) throw new Error('a client expected')
    const shown = async () =>
      (await scenesNow()).map(({ documentId: _, shots: __, seconds, ...rest }) => ({
        ...rest,
        seconds: Math.round(seconds * 100) / 100,
      }))
    await eventually(shown, now => isDeepStrictEqual(now, expectedOf(first.doc)), 15).catch(async () =>
      expect(await shown()).toEqual(expectedOf(first.doc)),
    )
    for (const { doc } of others) expect(readScenes(doc)).toEqual(readScenes(first.doc))
    for (const { documentId, shots: count } of await scenesNow()) expect(count).toBe(shots.has(documentId) ? 2 : 0)
    for (const { doc } of shots.values()) expect(readShots(doc)).toHaveLength(2)

    // whatever was deleted, there is a screenplay to export
    insertLines(first.doc, null, [{ type: 'scene_heading', runs: plain('INT. LAST - NIGHT') }])
    await eventually(shown, now => isDeepStrictEqual(now, expectedOf(first.doc)), 15)
    const exported = async (id: string) => z.string().parse(bodyOf(await ana.call('GET', `/api/projects/${id}/export`)))
    const file = await exported(project.id)
    const again = z
      .object({ id: z.string() })
      .parse(bodyOf(await ana.call('POST', '/api/projects/import', fountainForm(file))))
    expect(await exported(again.id)).toBe(file)
    for (const client of [...clients, ...shots.values()]) client.stop()
  })
})
