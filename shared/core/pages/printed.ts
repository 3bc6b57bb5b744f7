import { scan } from '../formats/fountain/scan.ts'
import { UPPERCASE_TYPES } from '../script/elements.ts'
import type { Run } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'

const hasHidden = (text: string): boolean => text.includes('[[') || text.includes('/*')

/** The stretches of `text` that are printed: all but notes and boneyards. */
function printedSpans(text: string): { start: number; end: number }[] {
  if (!hasHidden(text)) return [{ start: 0, end: text.length }]
  const { notes, boneyards } = scan(text, false)
  const hidden = [...notes, ...boneyards].sort((a, b) => a.start - b.start)
  const spans: { start: number; end: number }[] = []
  let at = 0
  for (const { start, end } of hidden) {
    if (start > at) spans.push({ start: at, end: start })
    // 'He [[who?]] goes': of the two spaces around it one goes with it
    at = text[start - 1] === ' ' && text[end] === ' ' ? end + 1 : end
  }
  if (at < text.length) spans.push({ start: at, end: text.length })
  return spans
}

/** The text as printed: without notes and boneyards. */
export function printedText(text: string): string {
  return hasHidden(text)
    ? printedSpans(text)
        .map(({ start, end }) => text.slice(start, end))
        .join('')
    : text
}

/** What a line prints, and where each unit of it comes from. */
export interface Printed {
  readonly text: string
  /** Emphasis over `text`. */
  readonly runs: readonly Run[]
  /** Place in the line's own text of each unit of `text`, and of its end; null: the same places. */
  readonly source: Uint32Array | null
}

/** The words of a line without what is not printed, in capitals where the element is; without spaces at its end. */
export function printedLine(line: { type: LineType; text: string; runs: readonly Run[] }): Printed {
  const upper = UPPERCASE_TYPES.has(line.type)
  const text = upper ? line.text.toUpperCase() : line.text
  // in capitals a letter may become two: 'ß' is 'SS'
  if (!hasHidden(line.text) && text.length === line.text.length) {
    const printed = text.trimEnd()
    let at = 0
    const runs = line.runs.flatMap(({ marks, text: { length } }) => {
      const words = printed.slice(at, at + length)
      at += length
      return words === '' ? [] : [{ text: words, marks }]
    })
    return { text: printed, runs, source: null }
  }
  return assembled(line, upper)
}

function assembled(line: { text: string; runs: readonly Run[] }, upper: boolean): Printed {
  const spans = printedSpans(line.text)
  const end = spans.reduce((last, span) => {
    const words = line.text.slice(span.start, span.end).trimEnd()
    return words === '' ? last : span.start + words.length
  }, 0)
  const source: number[] = []
  const runs: Run[] = []
  let at = 0
  let span = 0
  for (const run of line.runs) {
    let words = ''
    for (const character of run.text) {
      while (span < spans.length && at >= (spans[span]?.end ?? 0)) span++
      const isPrinted = at >= (spans[span]?.start ?? Number.POSITIVE_INFINITY) && at < end
      // what a note leaves at the head of a line
      const isLeading = source.length === 0 && character === ' ' && (spans[0]?.start ?? 0) > 0
      if (isPrinted && !isLeading) {
        const shown = upper ? character.toUpperCase() : character
        for (let i = 0; i < shown.length; i++) source.push(shown.length === character.length ? at + i : at)
        words += shown
      }
      at += character.length
    }
    if (words !== '') runs.push({ text: words, marks: run.marks })
  }
  source.push(end)
  return { text: runs.map(run => run.text).join(''), runs, source: Uint32Array.from(source) }
}

/** The runs of `start`..`end` of printed text. */
export function sliceRuns(runs: readonly Run[], start: number, end: number): Run[] {
  const out: Run[] = []
  let at = 0
  for (const { text, marks } of runs) {
    const from = Math.max(start - at, 0)
    const to = Math.min(end - at, text.length)
    if (from < to) out.push({ text: text.slice(from, to), marks })
    at += text.length
    if (at >= end) break
  }
  return out
}
