import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Random, withSeed } from '../../../tests/fuzz/binding/random.ts'
import { readBeats } from './beats.ts'
import { type BeatUndo, createBeatUndo } from './undo.ts'
import { addBeat, deleteBeats, mergeBeats, moveBeats, setBeatText, splitBeat } from './write.ts'

/*
 * Three clients, pinned ids 11, 12, 13, move, add, split, merge, remove and write at once. Even seeds exchange updates in the
 * order in which they were made, odd ones in any order; every third session takes back and does again, too. Every word that
 * is typed is unique and names its author: 'w12_7z' is the 7th act, by client 12.
 */
const SEEDS = Number(process.env.SEEDS ?? 1000)
const ACTS = 24

interface RawBeat {
  id: string
  order: string
  title: string
  body: string
  deleted?: unknown
}

/** Reads a sheet without our readers: the raw maps, sorted by key and id. */
function rawBeats(doc: Y.Doc): RawBeat[] {
  const raw = doc.getMap('beats').toJSON() as Record<string, Omit<RawBeat, 'id'>>
  return Object.entries(raw)
    .map(([id, beat]) => ({ ...beat, id }))
    .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1))
}

const wordsIn = (text: string): string[] => text.match(/w\d+_\d+z/g) ?? []

interface Client {
  doc: Y.Doc
  undo: BeatUndo
  origin: string
  inbox: Uint8Array[]
}

/** Ids and order keys are drawn from the seed, too, so that a failure repeats. */
function run(seed: number): void {
  const random = new Random(seed)
  withSeed(random, () => session(seed, random.next))
}

function session(seed: number, next: () => number): void {
  const inOrder = seed % 2 === 0
  const takesBack = seed % 3 === 0
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)]
  const first = new Y.Doc()
  first.clientID = 1
  for (const word of ['w1_0z w1_1z', 'w1_2z', 'w1_3z w1_4z w1_5z']) addBeat(first, null, { title: word, body: word })
  const clients: Client[] = [11, 12, 13].map(clientID => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = clientID
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first), 'remote')
    return { doc, origin: `client ${clientID}`, undo: createBeatUndo(doc, `client ${clientID}`, 0), inbox: [] }
  })
  for (const client of clients)
    client.doc.on('update', (update, origin) => {
      if (origin !== 'remote') for (const other of clients) if (other !== client) other.inbox.push(update)
    })
  const typed = new Set(['w1_0z', 'w1_1z', 'w1_2z', 'w1_3z', 'w1_4z', 'w1_5z'])
  const rows = new Set(readBeats(first).map(({ id }) => id))
  const deliver = (client: Client, most: number) => {
    for (let n = 0; n < most && client.inbox.length > 0; n++) {
      const [update] = client.inbox.splice(inOrder ? 0 : Math.floor(next() * client.inbox.length), 1)
      if (update) Y.applyUpdate(client.doc, update, 'remote')
    }
  }

  for (let act = 0; act < ACTS; act++) {
    const client = pick(clients)
    if (!client) continue
    const { doc, origin, undo } = client
    const beats = readBeats(doc)
    const beat = pick(beats)
    const other = pick(beats)
    const dice = next()
    if (takesBack && dice < 0.15) undo.undo()
    else if (takesBack && dice < 0.2) undo.redo()
    else if (!beat || dice < 0.3) rows.add(addBeat(doc, pick([...beats.map(({ id }) => id), null]) ?? null, {}, origin))
    else if (dice < 0.55) {
      const word = `w${doc.clientID}_${act}z`
      const words = beat.body.split(' ').filter(Boolean)
      words.splice(Math.floor(next() * (words.length + 1)), 0, word)
      setBeatText(doc, beat.id, 'body', words.join(' '), origin)
      typed.add(word)
    } else if (dice < 0.75)
      moveBeats(doc, [beat.id, ...(next() < 0.3 && other ? [other.id] : [])], pick(beats)?.id ?? null, origin)
    else if (dice < 0.85) {
      // never inside a word: a half would be no word of the test any more
      const cut = pick([...beat.body.matchAll(/\s/g)].map(({ index }) => index))
      const made = cut === undefined ? null : splitBeat(doc, beat.id, cut, null, origin)
      if (made !== null) rows.add(made)
    } else if (dice < 0.92) mergeBeats(doc, beat.id, other?.id ?? '', origin)
    else deleteBeats(doc, [beat.id], origin)
    for (const one of clients) if (next() < 0.3) deliver(one, 1 + Math.floor(next() * 6))
  }
  for (const client of clients) deliver(client, Number.POSITIVE_INFINITY)

  const [one, ...others] = clients.map(({ doc }) => readBeats(doc))
  for (const other of others) expect(other, `seed ${seed}`).toEqual(one)
  const doc = clients[0]?.doc ?? first
  const raw = rawBeats(doc)
  // no beat is lost and none is there twice; what is on the sheet stands in the order of the raw keys
  expect(new Set(raw.map(({ id }) => id)), `seed ${seed}`).toEqual(rows)
  const shown = readBeats(doc)
  const shownIds = new Set(shown.map(({ id }) => id))
  expect(shownIds.size, `seed ${seed}`).toBe(shown.length)
  expect(
    shown.map(({ id, number }) => `${number} ${id}`),
    `seed ${seed}`,
  ).toEqual(raw.filter(({ id }) => shownIds.has(id)).map(({ id }, place) => `${place + 1} ${id}`))
  for (const beat of raw)
    if (beat.deleted === undefined && !shownIds.has(beat.id)) throw new Error(`seed ${seed}: ${beat.id} is not shown`)
  // every word is on the sheet, or in a beat that somebody removed
  if (!takesBack) {
    const there = new Set(
      raw.flatMap(beat => (beat.deleted === true || shownIds.has(beat.id) ? wordsIn(beat.body) : [])),
    )
    for (const word of typed) if (!there.has(word)) throw new Error(`seed ${seed}: ${word} was lost`)
  }
  for (const client of clients) {
    expect(client.doc.store.pendingStructs).toBeNull()
    client.undo.destroy()
  }
}

test(`three people at once, ${SEEDS} random sessions: one order for all, no beat twice, no beat or word lost`, () => {
  const seed0 = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
  console.info(`beat sheet fuzz: SEED=${seed0}`)
  for (let seed = seed0; seed < seed0 + SEEDS; seed++) run(seed)
}, 600_000)
