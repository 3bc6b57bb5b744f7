import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Random, withSeed } from '../../../tests/fuzz/binding/random.ts'
import { readBeats } from './beats.ts'
import { movesRoot, repairBeats } from './moves.ts'
import { createBeatUndo } from './undo.ts'
import { addBeat, mergeBeats, setBeatText, splitBeat } from './write.ts'

/*
 * A sheet of four beats that all have, in which every word is unique: 'b2w3' is the third word of the second beat. Each edits at
 * the same time without hearing of the others; then all updates arrive, the server repairs, and its repair arrives, too.
 */
function sheet(people: number): Y.Doc[] {
  const seed = new Y.Doc()
  seed.clientID = 1
  let last: string | null = null
  for (const beat of ['b1', 'b2', 'b3', 'b4']) {
    const body = Array.from({ length: 6 }, (_, n) => `${beat}w${n}`).join(' ')
    last = addBeat(seed, last, { title: beat === 'b3' ? '' : `${beat}t0`, body }, undefined, beat)
  }
  return Array.from({ length: people }, (_, n) => {
    const doc = new Y.Doc({ gc: false })
    doc.clientID = 11 + n
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed))
    return doc
  })
}

function exchange(docs: readonly Y.Doc[]): void {
  const updates = docs.map(doc => Y.encodeStateAsUpdate(doc))
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'remote')
}
/** All updates arrive; two servers repair alike. */
function meet(docs: readonly Y.Doc[]): void {
  exchange(docs)
  for (const doc of docs.slice(0, 2)) repairBeats(doc)
  exchange(docs)
  for (const doc of docs) {
    expect(readBeats(doc)).toEqual(readBeats(docs[0] ?? doc))
    expect(repairBeats(doc)).toEqual([])
  }
}
const wordsOn = (doc: Y.Doc) =>
  readBeats(doc).flatMap(({ title, body }) => `${title} ${body}`.match(/[a-z]\d+[wt]\d+/g) ?? [])
const bodies = (doc: Y.Doc) => readBeats(doc).map(({ body }) => body)
const at = (doc: Y.Doc, beat: string, word: string) =>
  readBeats(doc)
    .find(({ id }) => id === beat)
    ?.body.indexOf(word) ?? -1
const twice = (doc: Y.Doc) => wordsOn(doc).filter((word, place, all) => all.indexOf(word) !== place)

describe('two people at one beat at once', () => {
  test('split it at one place: it is split once', () => {
    const [ana, ben] = sheet(2) as [Y.Doc, Y.Doc]
    for (const doc of [ana, ben]) splitBeat(doc, 'b2', at(doc, 'b2', 'b2w3'), null)
    meet([ana, ben])
    expect(bodies(ana).slice(1, 3)).toEqual(['b2w0 b2w1 b2w2', 'b2w3 b2w4 b2w5'])
    expect(readBeats(ana)).toHaveLength(5)
  })

  test('split it at two places: it is in three parts', () => {
    const [ana, ben] = sheet(2) as [Y.Doc, Y.Doc]
    splitBeat(ana, 'b2', at(ana, 'b2', 'b2w4'), null)
    splitBeat(ben, 'b2', at(ben, 'b2', 'b2w2'), null)
    meet([ana, ben])
    expect(bodies(ana)).toHaveLength(6)
    expect(new Set(bodies(ana).slice(1, 4))).toEqual(new Set(['b2w0 b2w1', 'b2w2 b2w3', 'b2w4 b2w5']))
  })

  test('merge it into one beat, or into two: its words and its title stand in one', () => {
    for (const into of ['b3', 'b1']) {
      const [ana, ben] = sheet(2) as [Y.Doc, Y.Doc]
      mergeBeats(ana, 'b3', 'b2')
      mergeBeats(ben, into, 'b2')
      meet([ana, ben])
      expect(twice(ana)).toEqual([])
      expect(wordsOn(ana)).toHaveLength(27)
      expect(readBeats(ana)).toHaveLength(3)
    }
  })

  test('one merges it while the other splits it or writes in it: it stays where it was', () => {
    const [ana, ben, eve] = sheet(3) as [Y.Doc, Y.Doc, Y.Doc]
    mergeBeats(ana, 'b1', 'b2')
    splitBeat(ben, 'b2', at(ben, 'b2', 'b2w3'), null)
    mergeBeats(ana, 'b3', 'b4')
    setBeatText(eve, 'b4', 'body', `${bodies(eve)[3]} c1w1`)
    meet([ana, ben, eve])
    expect(bodies(ana)).toEqual([
      'b1w0 b1w1 b1w2 b1w3 b1w4 b1w5',
      'b2w0 b2w1 b2w2',
      'b2w3 b2w4 b2w5',
      'b3w0 b3w1 b3w2 b3w3 b3w4 b3w5',
      'b4w0 b4w1 b4w2 b4w3 b4w4 b4w5 c1w1',
    ])
  })

  test('what somebody wrote into the copy that goes stays', () => {
    const [ana, ben] = sheet(2) as [Y.Doc, Y.Doc]
    mergeBeats(ana, 'b1', 'b2')
    mergeBeats(ben, 'b1', 'b2')
    setBeatText(ben, 'b1', 'body', bodies(ben)[0]?.replace('b2w3', 'b2w3 c2w1') ?? '')
    meet([ana, ben])
    expect(twice(ana)).toEqual([])
    expect(wordsOn(ana)).toContain('c2w1')
  })

  test('undo of a merge that was made twice takes back one’s own, and loses nothing', () => {
    const [ana, ben] = sheet(2) as [Y.Doc, Y.Doc]
    const undo = createBeatUndo(ana, 'ana')
    mergeBeats(ana, 'b1', 'b2', 'ana')
    mergeBeats(ben, 'b1', 'b2', 'ben')
    meet([ana, ben])
    undo.undo()
    meet([ana, ben])
    expect(new Set(wordsOn(ana)).size).toBe(27)
    expect(twice(ana)).toEqual([])
  })
})

test('a word that is typed anew and split off again is not taken for a copy', () => {
  const [ana] = sheet(1) as [Y.Doc]
  splitBeat(ana, 'b2', at(ana, 'b2', 'b2w5'), null)
  setBeatText(ana, 'b2', 'body', 'b2w0 b2w1 b2w2 b2w3 b2w4 b2w5')
  splitBeat(ana, 'b2', at(ana, 'b2', 'b2w5'), null)
  expect(repairBeats(ana)).toEqual([])
  expect(bodies(ana).filter(body => body === 'b2w5')).toHaveLength(2)
})

test('what a foreign program put among the moves is not read', () => {
  const [ana] = sheet(1) as [Y.Doc]
  for (const value of [
    null,
    1,
    {},
    { row: 'b1', text: 'body', run: [1, 2], ids: [] },
    { row: 'b1', text: 'body', run: [1, 0, 9e9], ids: [[1, 0, 9e9]] },
  ])
    movesRoot(ana).set(String(Math.random()), value)
  expect(repairBeats(ana)).toEqual([])
})

const SEEDS = Number(process.env.SEEDS ?? 80)
test(`three people split, merge and write at once, ${SEEDS} sessions: every word once, for all the same`, () => {
  const seed0 = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
  console.info(`moves of beats: SEED=${seed0}`)
  for (let seed = seed0; seed < seed0 + SEEDS; seed++) {
    const random = new Random(seed)
    withSeed(random, () => {
      const docs = sheet(3)
      const typed = new Set(docs.flatMap(wordsOn))
      for (let round = 0; round < 2; round++) {
        for (const doc of docs)
          for (let act = random.below(3); act >= 0; act--) {
            const beats = readBeats(doc)
            const beat = random.pick(beats)
            const dice = random.next()
            const gaps = [...beat.body.matchAll(/\s+/g)].map(({ index }) => index)
            if (dice < 0.45 && gaps.length > 0) splitBeat(doc, beat.id, random.pick(gaps), null)
            else if (dice < 0.8) mergeBeats(doc, beat.id, random.pick(beats).id)
            else {
              const word = `c${doc.clientID}w${seed % 1000}${round}${act}`
              typed.add(word)
              setBeatText(doc, beat.id, 'body', `${beat.body} ${word}`)
            }
          }
        meet(docs)
        for (const doc of docs) {
          const there = new Set(wordsOn(doc))
          // of two titles that become one, one goes
          const lost = [...typed].filter(word => !there.has(word) && !word.includes('t'))
          expect(lost, `SEED=${seed}: lost`).toEqual([])
          // the second part of a split has the title of the first
          const doubled = twice(doc).filter(word => !word.includes('t'))
          expect(doubled, `SEED=${seed}: twice`).toEqual([])
        }
      }
    })
  }
}, 120_000)
