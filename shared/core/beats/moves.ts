import * as Y from 'yjs'
import type { Row } from '../documents/rows.ts'
import { BEAT_TEXTS, type BeatText, beatRow, beatRows, beatText, isShownBeat } from './beats.ts'

/**
 * Where words went that a split or a merge wrote anew in another beat. Root `moves`, a Y.Map key -> {row, text, run, ids, lost?}: the
 * characters `run` in a text of the row are copies of the characters `ids`, one for one. `lost`: the key of the move whose copy was
 * kept instead. Two people who split or merge one beat
 * at once both copy its words: {@link repairBeats} leaves one copy of each character.
 */
export const movesRoot = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('moves')

/** Characters that one client wrote one after the other: client, clock of the first, how many. */
type Run = readonly [client: number, clock: number, length: number]

interface Move {
  key: string
  row: string
  text: BeatText
  run: Run
  ids: readonly Run[]
  lost?: string
}

const ofCharacter = (client: number, clock: number): string => `${client} ${clock}`
const sizeOf = (ids: readonly Run[]): number => ids.reduce((sum, [, , length]) => sum + length, 0)

/** The live characters of a text from `from` to `to` (UTF-16), as runs. */
function runsOf(text: Y.Text, from: number, to: number): Run[] {
  const runs: [number, number, number][] = []
  let at = 0
  for (let item = text._start; item && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue
    const [first, end] = [Math.max(from - at, 0), Math.min(to - at, item.length)]
    at += item.length
    if (first >= end) continue
    const { client, clock } = item.id
    const last = runs.at(-1)
    if (last && last[0] === client && last[1] + last[2] === clock + first) last[2] += end - first
    else runs.push([client, clock + first, end - first])
  }
  return runs
}

/** Characters as they were first written, before any move. */
function originsOf(doc: Y.Doc, ids: readonly Run[]): Run[] {
  const origin = new Map<string, readonly [number, number]>()
  for (const { run, ids } of readMoves(doc))
    ids
      .flatMap(([client, clock, length]) => Array.from({ length }, (_, n) => [client, clock + n] as const))
      .forEach((id, n) => void origin.set(ofCharacter(run[0], run[1] + n), id))
  const out: [number, number, number][] = []
  for (const [client, first, length] of ids)
    for (let clock = first; clock < first + length; clock++) {
      const [of, at] = origin.get(ofCharacter(client, clock)) ?? [client, clock]
      const last = out.at(-1)
      if (last && last[0] === of && last[1] + last[2] === at) last[2]++
      else out.push([of, at, 1])
    }
  return out
}

/**
 * Notes, in the transaction that copies them, that `length` characters from `at` in a text of `row` are those of `ids`. Call
 * `moving` before the words are taken away.
 */
export function noteMove(
  doc: Y.Doc,
  row: string,
  text: BeatText,
  at: number,
  length: number,
  ids: readonly Run[],
): void {
  const written: unknown = beatRows(doc).get(row)?.get(text)
  const [run] = written instanceof Y.Text ? runsOf(written, at, at + length) : []
  if (!run || run[2] !== length || sizeOf(ids) !== length) return
  movesRoot(doc).set(ofCharacter(run[0], run[1]), { row, text, run, ids })
}

/** What {@link noteMove} is told of the characters that are about to be copied. */
export const moving = (doc: Y.Doc, text: Y.Text, from = 0, to = text.length): readonly Run[] =>
  originsOf(doc, runsOf(text, from, to))

const isRun = (value: unknown): value is Run =>
  Array.isArray(value) && value.length === 3 && value.every(part => Number.isSafeInteger(part) && part >= 0)

/** Longer than any beat: what a foreign program put there is not read. */
const MOST = 100_000

function readMoves(doc: Y.Doc): Move[] {
  return [...movesRoot(doc).entries()].flatMap(([key, value]): Move[] => {
    if (typeof value !== 'object' || value === null || !('row' in value) || !('text' in value)) return []
    const { row } = value
    const text = BEAT_TEXTS.find(name => name === value.text)
    const [run, ids] = ['run' in value ? value.run : null, 'ids' in value ? value.ids : null]
    if (typeof row !== 'string' || !text || !isRun(run) || !Array.isArray(ids) || !ids.every(isRun)) return []
    const lost = 'lost' in value && typeof value.lost === 'string' ? { lost: value.lost } : {}
    return sizeOf(ids) === run[2] && run[2] <= MOST ? [{ key, row, text, run, ids, ...lost }] : []
  })
}

/** A live copy of a character on the sheet. */
interface Copy {
  move: Move
  id: string
}

/**
 * Leaves one copy of each character that was moved twice at once: in the beat it was written in while that is on the sheet and
 * has it, else in the smallest piece that it went to. Words that people wrote in a copy stay there. What only two splits at one
 * place made twice goes off the sheet. Written alike by several servers at once. Returns what was put right.
 */
export function repairBeats(doc: Y.Doc, origin: unknown = 'repair'): string[] {
  const fixed: string[] = []
  if (movesRoot(doc).size === 0) return fixed
  doc.transact(() => {
    // what is taken out of one copy may leave another one alone; every pass takes something out
    for (let found = repairOnce(doc); found.length > 0; found = repairOnce(doc)) fixed.push(...found)
  }, origin)
  return fixed
}

function repairOnce(doc: Y.Doc): string[] {
  const moves = readMoves(doc)
  const live = charactersIn(doc, isShownBeat)
  const doubles = doublesAmong(moves, live)
  const orphans = orphansOf(doc, moves, live)
  // a beat that stays on the sheet, since somebody wrote in it, is merged into none, also when it reads as before again
  const stays = [...beatRows(doc).values()].filter(row => row instanceof Y.Map && isMerged(row) && isShownBeat(row))
  for (const row of [...stays, ...orphans]) row.delete('deleted')
  for (const [{ key, lost: _, ...move }, { ids, kept }] of doubles) {
    const written: unknown = beatRows(doc).get(move.row)?.get(move.text)
    if (written instanceof Y.Text) deleteCharacters(written, ids)
    if (kept) movesRoot(doc).set(key, { ...move, lost: kept.key })
  }
  for (const { row } of doubles.keys()) {
    const beat = beatRow(doc, row)
    const body = beat?.get('body')
    // a piece of which nothing is left: the other one is the beat
    if (beat && body instanceof Y.Text && body.toString().trim() === '') beat.set('deleted', true)
  }
  return [
    ...stays.map(() => 'mark of a beat that stays'),
    ...orphans.map(() => 'beat without its words'),
    ...[...doubles].map(() => 'words that stood twice'),
  ]
}

/** Words of a text that stand in the beat `to` now, and stood in `from` when `base` was what all agreed on. */
export interface WentWords {
  from: string
  to: string
  text: BeatText
}

/** Words that a split or a merge of beats took elsewhere since `base`. */
export function wordsThatWent(doc: Y.Doc, base: Y.Doc): WentWords[] {
  const went: WentWords[] = []
  for (const { row: to, text, run, ids } of readMoves(doc)) {
    const words = wordsOfRun(beatText(doc, to, text), run)
    if (words === '' || beatText(base, to, text)?.toString().includes(words)) continue
    for (const from of beatRows(doc).keys()) {
      const source: unknown = beatRows(doc).get(from)?.get(text)
      const wrote = source instanceof Y.Text && ids.some(of => hasWritten(source, of))
      if (from !== to && wrote) went.push({ from, to, text })
    }
  }
  return went
}

/** What is still there of a run of characters. */
function wordsOfRun(text: Y.Text | null, [client, clock, length]: Run): string {
  let words = ''
  for (let item = text?._start ?? null; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString) || item.id.client !== client) continue
    const from = Math.max(clock - item.id.clock, 0)
    words += item.content.str.slice(from, Math.max(clock + length - item.id.clock, from))
  }
  return words
}

/** Were any of these characters written in a text, whether they are still there or not? */
function hasWritten(text: Y.Text, [client, clock, length]: Run): boolean {
  for (let item = text._start; item; item = item.right)
    if (item.id.client === client && item.id.clock < clock + length && clock < item.id.clock + item.length) return true
  return false
}

const isMerged = (row: Row): boolean => String(row.get('deleted')).startsWith('merged ')

/** Copies that go, by the move that made them, and the move that made the copy that is kept (null: the first writing is). */
function doublesAmong(
  moves: readonly Move[],
  live: ReadonlyMap<string, string>,
): Map<Move, { ids: Set<string>; kept: Move | null }> {
  const copies = new Map<string, Copy[]>()
  for (const move of moves) {
    let n = 0
    for (const [client, first, length] of move.ids)
      for (let clock = first; clock < first + length; clock++, n++) {
        const id = ofCharacter(move.run[0], move.run[1] + n)
        if (live.get(id) !== `${move.row} ${move.text}`) continue
        const origin = ofCharacter(client, clock)
        copies.set(origin, [...(copies.get(origin) ?? []), { move, id }])
      }
  }
  const doubles = new Map<Move, { ids: Set<string>; kept: Move | null }>()
  for (const [origin, found] of copies) {
    const best = found.reduce((best, copy) => (isBefore(copy.move, best.move) ? copy : best))
    const kept = live.has(origin) ? null : best
    for (const copy of found) {
      if (copy === kept) continue
      const double = doubles.get(copy.move) ?? { ids: new Set(), kept: kept?.move ?? null }
      double.ids.add(copy.id)
      doubles.set(copy.move, double)
    }
  }
  return doubles
}

/**
 * Beats that were merged twice at once, and of which the one copy that was kept is gone, as by its author's undo: they come
 * back.
 */
function orphansOf(doc: Y.Doc, moves: readonly Move[], live: ReadonlyMap<string, string>): Row[] {
  const lost = moves.filter(move => move.lost !== undefined)
  if (lost.length === 0) return []
  const isGone = (move: Move | undefined) =>
    move !== undefined &&
    beatRow(doc, move.row) !== null &&
    Array.from({ length: move.run[2] }, (_, n) => ofCharacter(move.run[0], move.run[1] + n)).every(id => !live.has(id))
  const hidden = charactersIn(doc, row => !isShownBeat(row) && isMerged(row))
  const rows = lost
    .filter(move => isGone(move) && isGone(moves.find(({ key }) => key === move.lost)))
    .flatMap(({ ids: [first] }) => (first ? [hidden.get(ofCharacter(first[0], first[1]))?.split(' ')[0] ?? ''] : []))
  return [...new Set(rows)].flatMap(id => beatRows(doc).get(id) ?? [])
}

/** Which of two pieces keeps what both have: the smaller one, the other way round the one with the lesser key. */
function isBefore(one: Move, other: Move): boolean {
  const [a, b] = [one.run[2], other.run[2]]
  return a === b ? one.key < other.key : a < b
}

/** Every character in certain rows, and in which text it stands. */
function charactersIn(doc: Y.Doc, isMeant: (row: Row) => boolean): Map<string, string> {
  const live = new Map<string, string>()
  for (const [id, row] of beatRows(doc).entries()) {
    if (!(row instanceof Y.Map) || !isMeant(row)) continue
    for (const name of BEAT_TEXTS) {
      const text: unknown = row.get(name)
      if (!(text instanceof Y.Text)) continue
      for (const [client, clock, length] of runsOf(text, 0, text.length))
        for (let n = 0; n < length; n++) live.set(ofCharacter(client, clock + n), `${id} ${name}`)
    }
  }
  return live
}

/** Takes characters out of a text, with the empty line before them where nothing stands in front of it or behind it. */
function deleteCharacters(text: Y.Text, ids: ReadonlySet<string>): void {
  const places: number[] = []
  let at = 0
  for (const [client, clock, length] of runsOf(text, 0, text.length))
    for (let n = 0; n < length; n++, at++) if (ids.has(ofCharacter(client, clock + n))) places.push(at)
  for (let end = places.length; end > 0; ) {
    let first = end - 1
    while (first > 0 && places[first - 1] === (places[first] ?? 0) - 1) first--
    text.delete(places[first] ?? 0, end - first)
    end = first
  }
  const words = text.toString()
  const tail = /\s+$/.exec(words)
  if (tail) text.delete(tail.index, tail[0].length)
  const head = /^\s+/.exec(tail ? words.slice(0, tail.index) : words)
  if (head) text.delete(0, head[0].length)
  for (const gap of [...text.toString().matchAll(/\n{3,}/g)].reverse()) text.delete(gap.index + 2, gap[0].length - 2)
}
