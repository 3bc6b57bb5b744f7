import type * as Y from 'yjs'
import { BEAT_TEXTS, type Beat, readBeats, wordsOfBeat } from '../beats/beats.ts'
import { type Brief, readBrief } from '../brief/brief.ts'
import { fieldWords } from '../brief/words.ts'
import type { Line } from '../script/line.ts'
import { FRONT, readLines } from '../script/scenes.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { readShots } from '../shots/shots.ts'
import { readProse, readVariants } from '../treatment/variants.ts'
import type { SuggestionEdit } from './suggestion.ts'

/** What one copy of a document has and the other has not. */
export interface Difference {
  /** As edits that can be proposed for the earlier copy. */
  edits: SuggestionEdit[]
  /** The new words, to be copied by hand. */
  text: string
}

/**
 * What was done in `after` that is not in `before`, of which it is a later copy: words, types, new and deleted lines of a
 * script or of the variants of a treatment, words in the cells of shots, beats. New shots have no edit that proposes
 * them, and neither have new variants, beats that were moved, and what is in a brief: their words are in the text.
 */
export function differenceBetween(before: Y.Doc, after: Y.Doc): Difference {
  const [lines, cells] = [lineDifference(readLines(before), readLines(after)), cellDifference(before, after)]
  const variants = variantDifferences(before, after)
  const beats = beatDifference(readBeats(before), readBeats(after))
  const brief = briefDifference(readBrief(before), readBrief(after))
  return {
    edits: [lines, ...variants, cells, beats].flatMap(({ edits }) => edits),
    text: [...[lines, ...variants, cells, beats].map(({ text }) => text), brief].filter(text => text !== '').join('\n'),
  }
}

function variantDifferences(before: Y.Doc, after: Y.Doc): Difference[] {
  const known = new Map(readVariants(before).map(variant => [variant.id, variant.title]))
  return readVariants(after).map(({ id, title }) => {
    const was = known.get(id)
    const { edits, text } = lineDifference(readProse(before, id), readProse(after, id), id)
    const words = [...(title === was ? [] : [title]), text].filter(line => line !== '').join('\n')
    return { edits: was === undefined ? [] : edits, text: words }
  })
}

/** What a brief says otherwise now, a line for each field. */
function briefDifference(before: Brief, after: Brief): string {
  const was = new Map(fieldWords(before))
  return fieldWords(after)
    .filter(([name, words]) => words !== '' && words !== was.get(name))
    .map(([name, words]) => `${name}: ${words}`)
    .join('\n')
}

/** `home`: the scene of the first lines where there was none before. */
function lineDifference(before: readonly Line[], after: readonly Line[], home = FRONT): Difference {
  const known = new Map(before.map(line => [line.id, line]))
  const left = new Set(after.map(line => line.id))
  const edits: SuggestionEdit[] = []
  const text: string[] = []
  let anchor: Line | null = null
  let run: Extract<SuggestionEdit, { kind: 'insert-lines' }> | null = null
  for (const line of after) {
    const was = known.get(line.id)
    if (was) {
      anchor = was
      run = null
      if (was.text !== line.text) {
        edits.push({ kind: 'line-text', lineId: line.id, before: was.text, after: line.text })
        text.push(line.text)
      }
      if (was.type !== line.type) edits.push({ kind: 'line-type', lineId: line.id, before: was.type, after: line.type })
      continue
    }
    if (!run) {
      const scene: string = anchor?.scene ?? before[0]?.scene ?? home
      run = {
        kind: 'insert-lines',
        after: anchor?.id ?? null,
        ...(anchor ? { afterText: anchor.text } : {}),
        scene: scene === '' ? home : scene,
        lines: [],
      }
      edits.push(run)
    }
    const { scene: _, text: words, ...draft } = line
    run.lines.push(draft)
    text.push(words)
  }
  let gone: Extract<SuggestionEdit, { kind: 'delete-lines' }> | null = null
  for (const line of before) {
    if (left.has(line.id)) {
      gone = null
      continue
    }
    if (!gone) {
      gone = { kind: 'delete-lines', lines: [] }
      edits.push(gone)
    }
    gone.lines.push({ id: line.id, before: line.text })
  }
  return { edits, text: text.join('\n') }
}

function cellDifference(before: Y.Doc, after: Y.Doc): Difference {
  const known = new Map(readShots(before).map(shot => [shot.id, shot]))
  const edits: SuggestionEdit[] = []
  const text: string[] = []
  for (const shot of readShots(after))
    for (const column of TEXT_COLUMNS) {
      const was = known.get(shot.id)
      if (shot[column] === (was?.[column] ?? '')) continue
      text.push(shot[column])
      if (was) edits.push({ kind: 'cell-text', shotId: shot.id, column, before: was[column], after: shot[column] })
    }
  return { edits, text: text.join('\n') }
}

function beatDifference(before: readonly Beat[], after: readonly Beat[]): Difference {
  const known = new Map(before.map(beat => [beat.id, beat]))
  const left = new Set(after.map(beat => beat.id))
  const edits: SuggestionEdit[] = []
  const text: string[] = []
  let anchor: string | null = null
  for (const beat of after) {
    const { id, title, body } = beat
    const was = known.get(id)
    if (!was) {
      const last = edits.at(-1)
      const row = { id, title, body, sources: [...beat.sources].map(([lineId, hash]) => ({ lineId, hash })) }
      if (last?.kind === 'insert-rows' && last.after === anchor) last.rows.push(row)
      else edits.push({ kind: 'insert-rows', after: anchor, rows: [row] })
      text.push(...[title, body].filter(words => words !== ''))
      continue
    }
    anchor = id
    for (const column of BEAT_TEXTS) {
      if (beat[column] === was[column]) continue
      edits.push({ kind: 'cell-text', shotId: id, column, before: was[column], after: beat[column] })
      text.push(beat[column])
    }
  }
  const gone = before.filter(beat => !left.has(beat.id))
  if (gone.length > 0)
    edits.push({ kind: 'delete-rows', rows: gone.map(beat => ({ id: beat.id, before: wordsOfBeat(beat) })) })
  return { edits, text: text.join('\n') }
}
