import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { readMadeBy } from '../documents/madeBy.ts'
import { makeSources, orderOfRow, type Row, readSources, rowOrder, type Source } from '../documents/rows.ts'
import { byOrder, type Ordered } from '../order.ts'
import { lineHash } from '../script/line.ts'

/**
 * Stage 3: the story in numbered beats. Root `beats`, a Y.Map id -> Y.Map: `order`, `title` and `body` (Y.Text each),
 * `sources` (Y.Map treatment line id -> `lineHash` of it when the beat was made: the passage that it came from),
 * `rationale`, `madeBy`, `deleted`. Rows are never removed, as those of shots: see `ShotRow`. `deleted: 'merged <hash>'`: its
 * words were appended to another beat. That hides the row while it reads as it did then; words that a colleague wrote in it
 * at the same moment, or appended to it, keep it on the sheet.
 */
export type BeatRow = Row

export const BEAT_TEXTS = ['title', 'body'] as const
export type BeatText = (typeof BEAT_TEXTS)[number]
export const BEAT_VALUES = ['order', 'rationale', 'madeBy', 'deleted'] as const

export interface BeatDraft {
  title: string
  body: string
  /** The treatment lines it came from, with their hashes then. */
  sources: readonly Source[]
  rationale: string
}

export interface Beat extends Omit<BeatDraft, 'sources'> {
  id: string
  order: string
  /** By place, from 1. */
  number: number
  sources: ReadonlyMap<string, string>
  madeBy: Author | null
}

export const beatRows = (doc: Y.Doc): Y.Map<BeatRow> => doc.getMap('beats')

/** Is a row on the sheet? One whose author undid creating it is, while a colleague's words stand in it. */
export function isShownBeat(row: BeatRow): boolean {
  const deleted = row.get('deleted')
  if (deleted === 'undone') return BEAT_TEXTS.some(name => readBeatText(row, name) !== '')
  if (typeof deleted === 'string' && deleted.startsWith('merged ')) return deleted !== mergedMark(row)
  return deleted !== true
}

/** Stands in `deleted` of a row whose words went to another as they are now. */
export const mergedMark = (row: BeatRow): string =>
  `merged ${lineHash({ id: 'merged', type: 'general', text: beatWords(row) })}`

/** Title and body as one text, a line break between them: what a suggestion to remove a beat is made for. */
export const wordsOfBeat = ({ title, body }: Pick<BeatDraft, BeatText>): string => `${title}\n${body}`
/** {@link wordsOfBeat} of a row. */
export const beatWords = (row: BeatRow): string =>
  wordsOfBeat({ title: readBeatText(row, 'title'), body: readBeatText(row, 'body') })

/** The row, or null when there is none or it is deleted. */
export function beatRow(doc: Y.Doc, id: string): BeatRow | null {
  const row = beatRows(doc).get(id)
  return row instanceof Y.Map && isShownBeat(row) ? row : null
}

/** The shared text of a beat, to bind an editor to. */
export function beatText(doc: Y.Doc, id: string, name: BeatText): Y.Text | null {
  const text = beatRow(doc, id)?.get(name)
  return text instanceof Y.Text ? text : null
}

function readBeatText(row: BeatRow, name: BeatText): string {
  const value = row.get(name)
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
}

function readBeat(id: string, row: BeatRow): Omit<Beat, 'number'> {
  const rationale = row.get('rationale')
  return {
    id,
    order: orderOfRow(row),
    title: readBeatText(row, 'title'),
    body: readBeatText(row, 'body'),
    sources: readSources(row),
    rationale: typeof rationale === 'string' ? rationale : '',
    madeBy: readMadeBy(row.get('madeBy')),
  }
}

/** Ids and order keys of the beats on the sheet, in its order. */
export const beatOrder = (doc: Y.Doc): Ordered[] => rowOrder(beatRows(doc), isShownBeat)

/** All beats in their order, numbered. */
export function readBeats(doc: Y.Doc): Beat[] {
  const beats: Omit<Beat, 'number'>[] = []
  for (const [id, row] of beatRows(doc).entries())
    if (row instanceof Y.Map && isShownBeat(row)) beats.push(readBeat(id, row))
  return beats.sort(byOrder).map((beat, place) => ({ ...beat, number: place + 1 }))
}

/** A row with its texts, so that two people never make them twice. */
export function makeBeat(order: string, draft: BeatDraft, madeBy: Author | null): BeatRow {
  const row: BeatRow = new Y.Map()
  row.set('order', order)
  for (const name of BEAT_TEXTS) row.set(name, new Y.Text(draft[name]))
  row.set('sources', makeSources(draft.sources))
  row.set('rationale', draft.rationale)
  if (madeBy) row.set('madeBy', madeBy)
  return row
}
