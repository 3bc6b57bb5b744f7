import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Random, withSeed } from '../../../../tests/fuzz/binding/random.ts'
import { ASSETS } from '../../assets/assets.ts'
import { readBeats } from '../../beats/beats.ts'
import { addBeat, deleteBeats, mergeBeats, moveBeats, restoreBeats, setBeatText, splitBeat } from '../../beats/write.ts'
import {
  BRIEF_TEXTS,
  briefText,
  GENRES,
  RATINGS,
  seedBrief,
  setGenre,
  setLength,
  setRating,
  setTwist,
} from '../../brief/brief.ts'
import {
  addRow,
  deleteRows,
  readTable,
  setRowEntries,
  setRowText,
  setRowValues,
  type Table,
} from '../../documents/table.ts'
import { versionContent } from '../../history/content.ts'
import { newId } from '../../ids.ts'
import { makeLine, plain } from '../../script/line.ts'
import { TEXT_COLUMNS } from '../../shots/columns.ts'
import { readShots } from '../../shots/shots.ts'
import { addShot, deleteShots, moveShots, restoreShots, setCell, setDuration } from '../../shots/write.ts'
import { STATES } from '../../states/states.ts'
import { writeWords } from '../../text/writeWords.ts'
import { repairTreatment } from '../../treatment/repair.ts'
import {
  chooseVariant,
  proseOf,
  readProse,
  readVariants,
  variantEntry,
  variantTitle,
} from '../../treatment/variants.ts'
import { addVariant, bringBackVariant, removeVariant } from '../../treatment/write.ts'
import type { Choice, MergeHunk } from './hunk.ts'
import { applyHunks, type MergedKind, mergeHunks, nextBase } from './merge.ts'

/*
 * Documents of every kind but scripts are forked, edited at random on both sides and merged. What they say is read by the
 * readers of versions and from the raw documents, never by the code that is tested. Every new word is unique.
 */
const SEEDS = Number(process.env.SEEDS ?? 20)
const seed0 = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))

interface Session {
  random: Random
  word(): string
}
type Act = (doc: Y.Doc, session: Session) => void

/** The text with a word more, or one less. */
function reworded(text: string, { random, word }: Session): string {
  const words = text.split(' ').filter(Boolean)
  words.splice(random.below(words.length + 1), random.chance(0.3) ? 1 : 0, word())
  return words.join(' ')
}
const either = <T>(random: Random, list: readonly T[]): T | null => (list.length === 0 ? null : random.pick(list))

/** What is no word of a text. */
const value = (random: Random): string => `value ${random.below(1e6)}`

const beats: Act = (doc, session) => {
  const { random, word } = session
  const all = readBeats(doc)
  const beat = either(random, all)
  const kind = random.below(9)
  if (!beat || kind === 0)
    addBeat(doc, beat?.id ?? null, { title: word(), body: word(), sources: [{ lineId: value(random), hash: 'h' }] })
  else if (kind < 4) setBeatText(doc, beat.id, random.pick(['title', 'body']), reworded(beat.body, session))
  else if (kind === 4) moveBeats(doc, [beat.id], random.pick([...all.map(({ id }) => id), null]))
  else if (kind === 5) deleteBeats(doc, [beat.id])
  else if (kind === 6) splitBeat(doc, beat.id, beat.body.indexOf(' '), null)
  else if (kind === 7) mergeBeats(doc, beat.id, random.pick(all).id)
  else restoreBeats(doc, [random.pick([...doc.getMap('beats').keys()])])
}

const someTable =
  (table: Table): Act =>
  (doc, session) => {
    const { random, word } = session
    const row = either(random, readTable(doc, table))
    const kind = random.below(6)
    // what waits on one timeline is merged into no other: see invalidation.test.ts
    const merged = table.values.filter(name => name !== 'invalidated')
    if (!row || kind === 0) addRow(doc, table, { texts: { [table.texts[0] ?? '']: word() } })
    else if (kind < 3) {
      const name = random.pick(table.texts)
      setRowText(doc, table, row.id, name, reworded(row.texts[name] ?? '', session))
    } else if (kind === 3) setRowValues(doc, table, row.id, { [random.pick(merged)]: value(random) })
    else if (kind === 4)
      setRowEntries(doc, table, row.id, random.pick(table.maps), [[random.pick(['a', 'b']), { text: value(random) }]])
    else deleteRows(doc, table, [row.id])
  }

const shots: Act = (doc, session) => {
  const { random, word } = session
  const all = readShots(doc)
  const shot = either(random, all)
  const kind = random.below(9)
  const column = random.pick(TEXT_COLUMNS)
  if (kind === 8) someTable(STATES)(doc, session)
  else if (!shot || kind === 0)
    addShot(doc, shot?.id ?? null, { action: word(), sources: [{ lineId: value(random), hash: 'h' }] })
  else if (kind < 4) setCell(doc, shot.id, column, reworded(shot[column], session))
  else if (kind === 4) moveShots(doc, [shot.id], random.pick([...all.map(({ id }) => id), null]))
  else if (kind === 5) deleteShots(doc, [shot.id])
  else if (kind === 6) setDuration(doc, shot.id, 1 + random.below(50))
  else restoreShots(doc, [random.pick([...doc.getMap('shots').keys()])])
}

const treatment: Act = (doc, session) => {
  const { random, word } = session
  const all = readVariants(doc)
  const variant = either(random, all)
  const kind = random.below(11)
  const draft = { title: word(), tone: word(), ending: '', chronology: '', madeBy: null, at: '' }
  if (!variant || kind === 0) {
    addVariant(doc, { ...draft, lines: [{ type: 'general', runs: plain(word()) }] })
    return
  }
  const prose = proseOf(doc, variant.id)
  const line = either(random, readProse(doc, variant.id))
  if (kind === 1) removeVariant(doc, variant.id)
  else if (kind === 2) {
    const id = random.pick([...doc.getMap('variants').keys()])
    if (variantEntry(doc, id)?.has('deleted')) bringBackVariant(doc, id)
  } else if (kind === 3) chooseVariant(doc, variant.id)
  else if (kind === 4) {
    const title = variantTitle(doc, variant.id)
    if (title) writeWords(title, reworded(title.toString(), session))
  } else if (!prose) return
  else if (kind < 7 || !line)
    prose.insert(random.below(prose.length + 1), [
      makeLine(newId(), variant.id, { type: 'general', runs: plain(word()) }),
    ])
  else if (kind === 7) prose.delete(random.below(prose.length), 1)
  else {
    const node = (prose.toArray() as Y.XmlElement[]).find(one => one.getAttribute('id') === line.id)
    const text = node?.get(0)
    if (kind === 8) node?.setAttribute('type', random.pick(['section', 'general']))
    else if (text instanceof Y.XmlText) {
      if (kind === 9) writeWords(text, reworded(line.text, session))
      else text.format(0, text.length, { italic: true })
    }
  }
}

const brief: Act = (doc, session) => {
  const { random, word } = session
  const kind = random.below(6)
  const text = briefText(doc, random.pick(BRIEF_TEXTS))
  if (kind === 0) setRating(doc, random.pick(RATINGS))
  else if (kind === 1) setLength(doc, random.pick(['least', 'most']), random.chance(0.3) ? null : random.below(90))
  else if (kind === 2) setGenre(doc, random.pick(GENRES), random.chance(0.6))
  else if (kind === 3) setTwist(doc, word())
  else if (text) writeWords(text, reworded(text.toString(), session))
}

const KINDS: readonly { kind: MergedKind; act: Act; seed?: (doc: Y.Doc) => void }[] = [
  { kind: 'beats', act: beats },
  { kind: 'scene', act: shots },
  { kind: 'assets', act: someTable(ASSETS) },
  { kind: 'treatment', act: treatment },
  { kind: 'brief', act: brief, seed: seedBrief },
]

function fork(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}
const wordsOf = (content: string): Set<string> => new Set(content.match(/w\d+z/g) ?? [])
/** Ids of what is chosen with all that it needs, and theirs. */
function takenWith(hunks: readonly MergeHunk[], chosen: ReadonlyMap<string, Choice>): Set<string> {
  const taken = new Set([...chosen].flatMap(([id, choice]) => (choice === 'leave' ? [] : [id])))
  for (const id of taken) for (const need of hunks.find(hunk => hunk.id === id)?.needs ?? []) taken.add(need)
  return taken
}
const choices = (hunks: readonly MergeHunk[], choose: (hunk: MergeHunk) => Choice) =>
  new Map(hunks.map(hunk => [hunk.id, choose(hunk)]))

describe.each(KINDS)('$kind', ({ kind, act, seed: seedDoc }) => {
  const says = (doc: Y.Doc) => versionContent(kind, doc)

  function sessions(name: string, run: (session: Session, base: Y.Doc, seed: number) => void): void {
    it(name, () => {
      console.info(`merge fuzz of ${kind}: SEED=${seed0}`)
      for (let seed = seed0; seed < seed0 + SEEDS; seed++) {
        const random = new Random(seed)
        let count = 0
        const session = { random, word: () => `w${count++}z` }
        withSeed(random, () => {
          const base = new Y.Doc()
          base.clientID = 1
          seedDoc?.(base)
          edit(base, session, 12)
          run(session, base, seed)
        })
      }
    }, 600_000)
  }
  function edit(doc: Y.Doc, session: Session, most: number): void {
    for (let n = session.random.below(most); n > 0; n--) act(doc, session)
  }
  function mergeAll(base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Y.Doc {
    const hunks = mergeHunks(kind, base, mine, theirs)
    const all = choices(hunks, () => 'take')
    const next = nextBase(kind, base, theirs, hunks, all)
    applyHunks(kind, mine, { base, theirs }, hunks, all)
    if (kind === 'treatment') expect(repairTreatment(mine)).toEqual([])
    return next
  }

  sessions('says theirs where our side did nothing', (session, base, seed) => {
    const [mine, theirs] = [fork(base, 11), fork(base, 12)]
    edit(theirs, session, 12)
    const before = [says(base), says(theirs)]
    const next = mergeAll(base, mine, theirs)
    expect([says(base), says(theirs)]).toEqual(before)
    expect(says(mine), `seed ${seed}`).toEqual(says(theirs))
    expect(says(next), `seed ${seed}: base`).toEqual(says(theirs))
  })

  sessions('says the same from both directions where nothing conflicts', (session, base, seed) => {
    const [left, right] = [fork(base, 11), fork(base, 12)]
    edit(left, session, 4)
    edit(right, session, 4)
    const hunks = [...mergeHunks(kind, base, left, right), ...mergeHunks(kind, base, right, left)]
    if (hunks.some(({ conflict }) => conflict)) return
    const [a, b] = [fork(left, 21), fork(right, 22)]
    mergeAll(base, a, right)
    mergeAll(base, b, left)
    expect(says(a), `seed ${seed}`).toEqual(says(b))
  })

  sessions('loses no word that no hunk names', (session, base, seed) => {
    const [mine, theirs] = [fork(base, 11), fork(base, 12)]
    edit(mine, session, 12)
    edit(theirs, session, 12)
    const [was, ours, there] = [base, mine, theirs].map(doc => wordsOf(says(doc)))
    const hunks = mergeHunks(kind, base, mine, theirs)
    const named = wordsOf(
      JSON.stringify(
        hunks
          .filter(({ conflict, change }) => conflict || change === 'removed')
          .flatMap(hunk => hunk.mine.map(({ pieces }) => pieces.map(({ text }) => text).join(''))),
      ),
    )
    const next = mergeAll(base, mine, theirs)
    const now = wordsOf(says(mine))
    for (const word of there ?? [])
      if (!was?.has(word) && !now.has(word)) throw new Error(`seed ${seed}: ${word} of theirs was lost`)
    for (const word of ours ?? [])
      if (!was?.has(word) && !now.has(word) && !named.has(word))
        throw new Error(`seed ${seed}: ${word} of ours was lost`)
    expect(says(next), `seed ${seed}: base`).toEqual(says(theirs))
    expect(
      mergeHunks(kind, next, mine, theirs).map(({ title }) => title),
      `seed ${seed}`,
    ).toEqual([])
  })

  sessions('proposes what was left again, in rounds and in both directions', (session, first, seed) => {
    let base = first
    const { random } = session
    const [a, b] = [fork(base, 11), fork(base, 12)]
    for (let round = 0; round < 3; round++) {
      edit(a, session, 5)
      edit(b, session, 5)
      const [mine, theirs] = random.chance(0.5) ? [a, b] : [b, a]
      const hunks = mergeHunks(kind, base, mine, theirs)
      expect(new Set(hunks.map(({ id }) => id)).size, `seed ${seed}: ids`).toBe(hunks.length)
      const chosen = choices(hunks, () => (random.chance(0.5) ? 'take' : 'leave'))
      const next = nextBase(kind, base, theirs, hunks, chosen)
      const before = says(mine)
      applyHunks(kind, mine, { base, theirs }, hunks, chosen)
      if (![...chosen.values()].includes('take')) expect(says(mine)).toEqual(before)
      const again = new Set(
        mergeHunks(kind, next, mine, theirs).flatMap(({ writes }) => writes.map(({ family, id }) => `${family} ${id}`)),
      )
      const taken = takenWith(hunks, chosen)
      for (const { id, title, needs, writes } of hunks) {
        for (const need of needs) expect(hunks.some(hunk => hunk.id === need && need !== id)).toBe(true)
        if (!taken.has(id) && !writes.some(({ family, id }) => again.has(`${family} ${id}`)))
          throw new Error(`seed ${seed} round ${round}: “${title}” was left and is not proposed again`)
      }
      base = next
    }
    base = mergeAll(base, a, b)
    base = mergeAll(base, b, a)
    expect(says(b), `seed ${seed}: in the end`).toEqual(says(a))
    for (const [mine, theirs] of [
      [a, b],
      [b, a],
    ] as const)
      expect(
        mergeHunks(kind, base, mine, theirs).map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([])
  })
})

it('no word is lost or stands twice when beats were split and joined there, whatever is taken of it', () => {
  console.info(`merge fuzz of split beats: SEED=${seed0}`)
  const timesOf = (doc: Y.Doc): Map<string, number> => {
    const times = new Map<string, number>()
    for (const { title, body } of readBeats(doc))
      for (const word of `${title} ${body}`.match(/w\d+z/g) ?? []) times.set(word, (times.get(word) ?? 0) + 1)
    return times
  }
  let hanging = 0
  for (let seed = seed0; seed < seed0 + SEEDS * 5; seed++) {
    const random = new Random(seed)
    let count = 0
    const session = { random, word: () => `w${count++}z` }
    withSeed(random, () => {
      const base = new Y.Doc()
      for (let n = 0; n < 5; n++)
        addBeat(base, null, { title: session.word(), body: Array.from({ length: 4 }, session.word).join(' ') })
      const [mine, theirs] = [fork(base, 11), fork(base, 12)]
      for (let n = random.below(3); n > 0; n--) {
        const beat = random.pick(readBeats(mine))
        setBeatText(mine, beat.id, 'body', `${session.word()} ${beat.body}`)
      }
      for (let n = 1 + random.below(5); n > 0; n--) {
        const all = readBeats(theirs)
        const beat = random.pick(all)
        if (random.chance(0.4)) splitBeat(theirs, beat.id, beat.body.indexOf(' ', 1 + random.below(12)), null)
        else if (random.chance(0.6)) mergeBeats(theirs, beat.id, random.pick(all).id)
        else setBeatText(theirs, beat.id, 'body', `${beat.body} ${session.word()}`)
      }
      const hunks = mergeHunks('beats', base, mine, theirs)
      if (hunks.some(({ needs }) => needs.length > 0)) hanging++
      const chosen = choices(hunks, () => (random.chance(0.5) ? 'take' : 'leave'))
      const taken = takenWith(hunks, chosen)
      if (hunks.some(({ id, conflict }) => conflict && taken.has(id))) return
      const [was, ours, there] = [base, mine, theirs].map(timesOf)
      applyHunks('beats', mine, { base, theirs }, hunks, chosen)
      const now = timesOf(mine)
      for (const [word, times] of was ?? [])
        if (times === 1 && ours?.get(word) === 1 && there?.get(word) === 1)
          expect(now.get(word), `seed ${seed}: ${word}`).toBe(1)
    })
  }
  expect(hanging).toBeGreaterThan(SEEDS)
}, 600_000)
