import type * as Y from 'yjs'
import type { SelectedCell } from '../../shared/core/agents/beatSelection.ts'
import { type Beat, readBeats } from '../../shared/core/beats/beats.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { type BriefContext, type Piece, toldBrief, withinBudget } from './context.ts'
import type { RewriteContext, RewriteLine } from './rewriteContext.ts'

/** Rewriting on a beat sheet: each paragraph of a selected text is a line, and what comes back is a change of the text. */

/** Tokens of beats around the selection that a model is given. */
const BUDGET = 3_000

export function beatRewriteContext(
  doc: Y.Doc,
  cells: readonly SelectedCell[],
  instruction: string,
  brief: BriefContext,
): RewriteContext {
  const beats = readBeats(doc)
  const chosen = new Set(cells.map(({ beat }) => beat.id))
  const first = beats.findIndex(({ id }) => chosen.has(id))
  const last = beats.findLastIndex(({ id }) => chosen.has(id))
  const [before, after] = [beats.slice(0, Math.max(0, first)), last < 0 ? [] : beats.slice(last + 1)]
  const pieces = new Map<Beat, Piece>(
    [...before, ...after].map(beat => [beat, { name: `beat ${beat.number}`, text: toldLine(beat).text }]),
  )
  const near = [...pieces.entries()].sort(([a], [b]) => distance(a, first, last) - distance(b, first, last))
  const { kept, leftOut } = withinBudget([...brief.idea, ...near.map(([, piece]) => piece)], BUDGET)
  const isKept = (beat: Beat) => kept.has(pieces.get(beat) as Piece)
  return {
    instruction,
    lines: cells.flatMap(linesOf).map((line, place) => ({ ...line, n: place + 1 })),
    heading: '',
    sceneBefore: before.filter(isKept).map(toldLine),
    sceneAfter: after.filter(isKept).map(toldLine),
    rearview: null,
    titlePage: '',
    brief: toldBrief(brief, kept),
    rating: brief.rating,
    leftOut,
  }
}

const toldLine = ({ number, title, body }: Beat) => ({
  type: 'general' as const,
  text: `${number}. ${title}: ${body.replaceAll('\n', ' / ')}`,
})

const distance = ({ number }: Beat, first: number, last: number): number =>
  Math.min(Math.abs(number - 1 - first), Math.abs(number - 1 - last))

/** The selected paragraphs of a text. */
function linesOf(cell: SelectedCell): Omit<RewriteLine, 'n'>[] {
  const { beat, column, from, to } = cell
  return [...beat[column].matchAll(/[^\n]+/g)].flatMap(({ 0: paragraph, index: at }) => {
    const [first, end] = [Math.max(from - at, 0), Math.min(to - at, paragraph.length)]
    if (first >= end || paragraph.slice(first, end).trim() === '') return []
    return [
      {
        lineId: beat.id,
        type: 'general' as const,
        text: paragraph.slice(first, end),
        before: paragraph.slice(0, first),
        after: paragraph.slice(end),
        speaker: '',
        cell: { column, at },
      },
    ]
  })
}

/** The changed texts, one change for each. */
export function cellEdits(
  doc: Y.Doc,
  lines: readonly RewriteLine[],
  answers: readonly { text: string }[],
): SuggestionEdit[] {
  const beats = new Map(readBeats(doc).map(beat => [beat.id, beat]))
  const changed = new Map<string, SuggestionEdit & { kind: 'cell-text' }>()
  // from the last one on, so that the places of those before stay
  for (const [place, line] of [...lines.entries()].reverse()) {
    const beat = beats.get(line.lineId)
    if (!beat || !line.cell) continue
    const { column, at } = line.cell
    const key = `${line.lineId} ${column}`
    const edit = changed.get(key) ?? {
      kind: 'cell-text',
      shotId: line.lineId,
      column,
      before: beat[column],
      after: beat[column],
    }
    const from = at + line.before.length
    const text = answers[place]?.text ?? line.text
    const after = edit.after.slice(0, from) + text + edit.after.slice(from + line.text.length)
    changed.set(key, { ...edit, after })
  }
  return [...changed.values()].reverse().filter(({ before, after }) => before !== after)
}
