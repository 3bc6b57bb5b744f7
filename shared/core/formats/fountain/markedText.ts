import { MARKS, type Run } from '../../script/line.ts'

/** Text with its emphasis per UTF-16 unit, one bit per mark in the order of {@link MARKS}: easy to split and to trim. */
export interface MarkedText {
  text: string
  bits: Uint8Array
}

export const BOLD = 1
export const ITALIC = 2
export const UNDERLINE = 4
export const ALL_BITS = [BOLD, ITALIC, UNDERLINE] as const

export const plainText = (text: string): MarkedText => ({ text, bits: new Uint8Array(text.length) })

export function fromRuns(runs: readonly Run[]): MarkedText {
  const text = runs.map(run => run.text).join('')
  const bits = new Uint8Array(text.length)
  let at = 0
  for (const run of runs) {
    let value = 0
    for (const mark of run.marks) value |= 1 << MARKS.indexOf(mark)
    bits.fill(value, at, at + run.text.length)
    at += run.text.length
  }
  return { text, bits }
}

/** The marks that each combination of bits stands for. */
const MARKS_OF = Array.from({ length: 1 << MARKS.length }, (_, value) =>
  MARKS.filter((_mark, index) => value & (1 << index)),
)

/** Neighbouring runs always differ in their marks, and no run is empty. */
export function toRuns({ text, bits }: MarkedText): Run[] {
  const runs: Run[] = []
  for (let start = 0; start < text.length; ) {
    let end = start + 1
    while (end < text.length && bits[end] === bits[start]) end++
    runs.push({ text: text.slice(start, end), marks: MARKS_OF[bits[start] ?? 0] ?? [] })
    start = end
  }
  return runs
}

export const sliceMarked = ({ text, bits }: MarkedText, start: number, end: number): MarkedText => ({
  text: text.slice(start, end),
  bits: bits.slice(start, end),
})

/** Joins with an unmarked separator. */
export function joinMarked(parts: readonly MarkedText[], separator = ''): MarkedText {
  const text = parts.map(part => part.text).join(separator)
  const bits = new Uint8Array(text.length)
  let at = 0
  for (const part of parts) {
    bits.set(part.bits, at)
    at += part.text.length + separator.length
  }
  return { text, bits }
}

export function trimMarked(marked: MarkedText, sides: 'both' | 'end' = 'both'): MarkedText {
  const { text } = marked
  const end = text.trimEnd().length
  const start = sides === 'both' ? Math.min(end, text.length - text.trimStart().length) : 0
  return sliceMarked(marked, start, end)
}

export const sameMarked = (a: MarkedText, b: MarkedText): boolean =>
  a.text === b.text && a.bits.every((value, index) => value === b.bits[index])
