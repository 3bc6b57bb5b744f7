import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Random, withSeed } from '../../../../tests/fuzz/binding/random.ts'
import { restoreScript } from '../../history/restoreScript.ts'
import { readScriptState } from '../../history/scriptState.ts'
import { toggleBookmark } from '../../script/bookmarks.ts'
import {
  deleteLines,
  insertLines,
  mergeScene,
  moveScene,
  setLineText,
  setLineType,
  splitScene,
} from '../../script/edit.ts'
import { isLineElement, lineText, makeLine, plain } from '../../script/line.ts'
import { setOmitted } from '../../script/production.ts'
import { repairScript } from '../../script/repair.ts'
import { addScene, readLines, readScenes, scriptRoots } from '../../script/scenes.ts'
import { setTitlePageField } from '../../script/titlePage.ts'
import type { Choice, MergeHunk } from './hunk.ts'
import { applyHunks, mergeHunks, nextBase } from './merge.ts'

/*
 * A script is forked and both sides are edited at random: words, lines, elements, emphasis, scenes moved, split, joined,
 * deleted, omitted. Every new word is unique and names its side: 'w12_7z' is the 7th act of client 12. What must hold is read
 * from the raw documents, never by the code that is tested.
 */
const SEEDS = Number(process.env.SEEDS ?? 20)
const ACTS = 14

interface RawLine {
  id: string
  scene: string
  type: string
  attributes: Record<string, unknown>
  words: string
  delta: string
}
function rawLines(doc: Y.Doc): RawLine[] {
  return (doc.getXmlFragment('script').toArray() as Y.XmlElement[]).map(node => {
    const text = node.get(0) as Y.XmlText
    const attribute = (name: string) => String(node.getAttribute(name) ?? '')
    return {
      id: attribute('id'),
      scene: attribute('scene'),
      type: ['type', 'dual', 'depth', 'boneyard'].map(attribute).join(),
      attributes: node.getAttributes(),
      words: (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join(''),
      // attributes of a format have no order
      delta: JSON.stringify(
        (text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]).map(({ insert, attributes }) => [
          insert,
          Object.keys(attributes ?? {}).sort(),
        ]),
      ),
    }
  })
}
const rawEntries = (doc: Y.Doc): Record<string, Record<string, unknown>> => doc.getMap('scenes').toJSON()
const rawTitles = (doc: Y.Doc): Record<string, unknown> => doc.getMap('titlePage').toJSON()

/** Everything that a script says: lines scene by scene, entries of scenes that have lines, the title page. */
function raw(doc: Y.Doc): unknown {
  const lines = rawLines(doc)
  const scenes = [...new Set(lines.map(({ scene }) => scene))].sort()
  const entries = rawEntries(doc)
  return {
    scenes: scenes.map(scene => [scene, entries[scene] ? Object.entries(entries[scene]).sort() : null]),
    lines: scenes.map(scene =>
      lines.filter(line => line.scene === scene).map(({ id, type, delta }) => [id, type, delta]),
    ),
    titles: Object.entries(rawTitles(doc)).sort(),
  }
}
const wordsIn = (text: string): string[] => text.match(/w\d+_\d+z/g) ?? []
const allWords = (doc: Y.Doc): Set<string> => new Set(rawLines(doc).flatMap(({ words }) => wordsIn(words)))

function film(random: Random): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes, titlePage } = scriptRoots(doc)
  titlePage.set('Title', 'w1_900z')
  let word = 0
  for (let s = 0; s < 4; s++) {
    addScene(scenes, `s${s}`, { order: `a${s}` })
    const count = 2 + random.below(4)
    for (let l = 0; l < count; l++) {
      const text = Array.from({ length: 1 + random.below(6) }, () => `w1_${word++}z`).join(' ')
      script.push([makeLine(`s${s}l${l}`, `s${s}`, { type: l === 0 ? 'scene_heading' : 'action', runs: plain(text) })])
    }
  }
  return doc
}

function fork(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** One act of a person. */
function act(doc: Y.Doc, random: Random, word: () => string): void {
  const lines = readLines(doc)
  const line = lines.length > 0 ? random.pick(lines) : null
  const scenes = readScenes(doc).map(({ id }) => id)
  const kind = random.below(12)
  const types = ['action', 'character', 'dialogue', 'scene_heading', 'note'] as const
  if (!line || kind < 2) {
    const count = 1 + random.below(3)
    const draft = () => ({ type: random.chance(0.15) ? random.pick(types) : ('action' as const), runs: plain(word()) })
    insertLines(doc, line?.id ?? null, Array.from({ length: count }, draft))
  } else if (kind < 5) {
    const words = line.text.split(' ')
    const at = random.below(words.length + 1)
    words.splice(at, random.chance(0.4) ? 1 : 0, word())
    setLineText(doc, line.id, words.join(' '))
  } else if (kind === 5) {
    const at = lines.indexOf(line)
    deleteLines(
      doc,
      lines.slice(at, at + 1 + random.below(3)).map(({ id }) => id),
    )
  } else if (kind === 6) setLineType(doc, line.id, random.pick(types))
  else if (kind === 7) moveScene(doc, random.pick(scenes), random.chance(0.2) ? null : random.pick(scenes))
  else if (kind === 8) splitScene(doc, line.id)
  else if (kind === 9) {
    const [a, b] = [random.pick(scenes), random.pick(scenes)]
    if (a !== b) mergeScene(doc, a, b)
  } else if (kind === 10) {
    if (random.chance(0.5)) setOmitted(doc, random.pick(scenes), random.chance(0.7))
    else setTitlePageField(doc, random.pick(['Title', 'Author']), word(), null)
  } else {
    const node = (scriptRoots(doc).script.toArray() as unknown[])
      .filter(isLineElement)
      .find(one => one.getAttribute('id') === line.id)
    const text = node && lineText(node)
    if (text && text.length > 2)
      text.format(0, 1 + random.below(text.length - 1), { [random.pick(['bold', 'italic'])]: true })
  }
}

/** Is what was left something that our side does not have? Repairs may have joined the same scenes meanwhile. */
function stillDiffers(mine: Y.Doc, theirs: Y.Doc, { family, id, field }: MergeHunk['writes'][number]): boolean {
  if (field === null || field === 'text' || (family !== 'line' && family !== 'scene')) return true
  const said = (doc: Y.Doc) =>
    family === 'scene' ? rawEntries(doc)[id]?.[field] : rawLines(doc).find(line => line.id === id)?.attributes[field]
  return said(mine) !== said(theirs)
}

interface Session {
  random: Random
  word(): string
}

function edit(doc: Y.Doc, { random, word }: Session, most = ACTS): void {
  const before = readScriptState(doc)
  for (let n = random.below(most); n > 0; n--) act(doc, random, word)
  // whoever goes back makes some lines anew, elsewhere
  if (random.chance(0.1)) {
    restoreScript(doc, before)
    for (let n = random.below(most); n > 0; n--) act(doc, random, word)
  }
  repairScript(doc)
}

function choices(hunks: readonly MergeHunk[], choose: (hunk: MergeHunk) => Choice): Map<string, Choice> {
  return new Map(hunks.map(hunk => [hunk.id, choose(hunk)]))
}
const all = (hunks: readonly MergeHunk[]) => choices(hunks, () => 'take')

/** Merges with all hunks taken, as a server does; returns the base of the next merge. */
function mergeAll(base: Y.Doc, mine: Y.Doc, theirs: Y.Doc): Y.Doc {
  const hunks = mergeHunks('script', base, mine, theirs)
  const next = nextBase('script', base, theirs, hunks, all(hunks))
  applyHunks('script', mine, { base, theirs }, hunks, all(hunks))
  return next
}

function wellFormed(doc: Y.Doc, seed: number): void {
  const ids = rawLines(doc).map(({ id }) => id)
  expect(new Set(ids).size, `seed ${seed}: ids`).toBe(ids.length)
  expect(repairScript(doc), `seed ${seed}: repair`).toEqual([])
}

function session(seed: number, run: (session: Session) => void): void {
  const random = new Random(seed)
  let count = 0
  withSeed(random, () => run({ random, word: () => `w${seed % 7 === 0 ? 3 : 2}_${1000 + count++}z` }))
}

const seed0 = Number(process.env.SEED ?? Math.floor(Math.random() * 1e6))
function seeds(run: (seed: number) => void): void {
  console.info(`script merge fuzz: SEED=${seed0}`)
  for (let seed = seed0; seed < seed0 + SEEDS; seed++) run(seed)
}

test('where our side did nothing, taking all gives their script, word for word', () => {
  seeds(seed =>
    session(seed, one => {
      const base = film(one.random)
      repairScript(base)
      const [mine, theirs] = [fork(base, 11), fork(base, 12)]
      edit(theirs, one)
      const before = [raw(base), raw(theirs)]
      const next = mergeAll(base, mine, theirs)
      expect([raw(base), raw(theirs)], `seed ${seed}: read only`).toEqual(before)
      expect(raw(mine), `seed ${seed}`).toEqual(raw(theirs))
      expect(raw(next), `seed ${seed}: base`).toEqual(raw(theirs))
      wellFormed(mine, seed)
      expect(mergeHunks('script', next, mine, theirs)).toEqual([])
    }),
  )
}, 600_000)

test('both directions give one script where all is taken and nothing conflicts', () => {
  let clean = 0
  seeds(seed =>
    session(seed, one => {
      const base = film(one.random)
      repairScript(base)
      const [left, right] = [fork(base, 11), fork(base, 12)]
      edit(left, one, 6)
      edit(right, one, 6)
      const [toLeft, toRight] = [mergeHunks('script', base, left, right), mergeHunks('script', base, right, left)]
      if ([...toLeft, ...toRight].some(({ conflict }) => conflict)) return
      clean++
      const [a, b] = [fork(left, 21), fork(right, 22)]
      mergeAll(base, a, right)
      mergeAll(base, b, left)
      wellFormed(a, seed)
      wellFormed(b, seed)
      const text = (doc: Y.Doc) => readLines(doc).map(({ id, type, text }) => `${id} ${type} ${text}`)
      expect(text(a), `seed ${seed}`).toEqual(text(b))
    }),
  )
  expect(clean).toBeGreaterThan(SEEDS / 10)
}, 600_000)

test('no word of either side vanishes but where a hunk says so', () => {
  seeds(seed =>
    session(seed, one => {
      const base = film(one.random)
      repairScript(base)
      const [mine, theirs] = [fork(base, 11), fork(base, 12)]
      edit(mine, one)
      edit(theirs, one)
      const [was, ours, there] = [base, mine, theirs].map(allWords)
      const hunks = mergeHunks('script', base, mine, theirs)
      const conflicts = new Set(
        hunks
          .filter(({ conflict }) => conflict)
          .flatMap(hunk => hunk.mine.flatMap(({ pieces }) => wordsIn(pieces.map(({ text }) => text).join('')))),
      )
      const result = fork(mine, 21)
      const next = mergeAll(base, result, theirs)
      wellFormed(result, seed)
      const now = allWords(result)
      for (const word of there ?? [])
        if (!was?.has(word) && !now.has(word)) throw new Error(`seed ${seed}: ${word} of theirs was lost`)
      for (const word of ours ?? [])
        if (!was?.has(word) && !now.has(word) && !conflicts.has(word))
          throw new Error(`seed ${seed}: ${word} of ours was lost`)
      for (const word of was ?? []) {
        const both = ours?.has(word) && there?.has(word)
        if (both && !now.has(word)) throw new Error(`seed ${seed}: ${word} was lost`)
        if (!both && now.has(word) && !conflicts.has(word) && there?.has(word) === false && ours?.has(word))
          throw new Error(`seed ${seed}: ${word} was removed there and stays unnamed`)
      }
      expect(raw(next), `seed ${seed}: base`).toEqual(raw(theirs))
      expect(
        mergeHunks('script', next, result, theirs).map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([])
    }),
  )
}, 600_000)

test('what is left is proposed again, what is taken is not, whatever happens meanwhile and in both directions', () => {
  seeds(seed =>
    session(seed, one => {
      let base = film(one.random)
      repairScript(base)
      const [a, b] = [fork(base, 11), fork(base, 12)]
      for (let round = 0; round < 3; round++) {
        edit(a, one, 5)
        edit(b, one, 5)
        const [mine, theirs] = one.random.chance(0.5) ? [a, b] : [b, a]
        const hunks = mergeHunks('script', base, mine, theirs)
        expect(mergeHunks('script', base, mine, theirs)).toEqual(hunks)
        expect(new Set(hunks.map(({ id }) => id)).size, `seed ${seed}: hunk ids`).toBe(hunks.length)
        const chosen = choices(hunks, () => (one.random.chance(0.5) ? 'take' : 'leave'))
        const next = nextBase('script', base, theirs, hunks, chosen)
        const before = raw(mine)
        applyHunks('script', mine, { base, theirs }, hunks, chosen)
        if (![...chosen.values()].includes('take')) expect(raw(mine)).toEqual(before)
        wellFormed(mine, seed)
        const again = new Set(
          mergeHunks('script', next, mine, theirs).flatMap(({ writes }) =>
            writes.map(({ family, id }) => `${family} ${id}`),
          ),
        )
        for (const { id, title, writes } of hunks)
          if (
            chosen.get(id) === 'leave' &&
            writes.some(write => stillDiffers(mine, theirs, write)) &&
            !writes.some(({ family, id }) => again.has(`${family} ${id}`))
          )
            throw new Error(`seed ${seed} round ${round}: “${title}” was left and is not proposed again`)
        base = next
      }
      // in the end everything is taken, both ways
      base = mergeAll(base, a, b)
      base = mergeAll(base, b, a)
      wellFormed(a, seed)
      wellFormed(b, seed)
      expect(
        mergeHunks('script', base, a, b).map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([])
      expect(
        mergeHunks('script', base, b, a).map(({ title }) => title),
        `seed ${seed}`,
      ).toEqual([])
      const text = (doc: Y.Doc) => readLines(doc).map(({ id, type, text }) => `${id} ${type} ${text}`)
      expect(text(b), `seed ${seed}: in the end`).toEqual(text(a))
    }),
  )
}, 600_000)

test('a bookmark comes with its line, whatever else is left', () => {
  let brought = 0
  seeds(seed =>
    session(seed, one => {
      const base = film(one.random)
      repairScript(base)
      const [mine, theirs] = [fork(base, 11), fork(base, 12)]
      edit(mine, one, 5)
      edit(theirs, one, 8)
      // half of them on lines that are new there, if any are
      const known = new Set(rawLines(base).map(({ id }) => id))
      const fresh = rawLines(theirs).filter(({ id }) => !known.has(id))
      for (let n = 0; n < 4; n++) {
        const lines = n % 2 === 0 && fresh.length > 0 ? fresh : rawLines(theirs)
        toggleBookmark(theirs, one.random.pick(lines).id, one.word())
      }
      const hunks = mergeHunks('script', base, mine, theirs)
      brought += hunks.filter(({ needs }) => needs.length > 0).length
      const chosen = choices(hunks, ({ writes }) =>
        writes.some(({ family }) => family === 'bookmark') && one.random.chance(0.7) ? 'take' : 'leave',
      )
      const [was, ours] = [base, mine].map(doc => new Set(rawLines(doc).map(({ id }) => id)))
      applyHunks('script', mine, { base, theirs }, hunks, chosen)
      const now = new Set(rawLines(mine).map(({ id }) => id))
      const marks: Record<string, { line: string }> = mine.getMap('bookmarks').toJSON()
      for (const { line } of Object.values(marks))
        if (!now.has(line) && (!was?.has(line) || ours?.has(line)))
          throw new Error(`seed ${seed}: a bookmark came without its line ${line}`)
      wellFormed(mine, seed)
    }),
  )
  expect(brought).toBeGreaterThan(0)
}, 600_000)
