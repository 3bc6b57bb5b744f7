import type { ScreenplayLine } from '../screenplay.ts'

/** A paragraph of the script with all that comes of it, and the characters that it takes in Final Draft's count. */
export interface Entry {
  pageBreak: boolean
  before: ScreenplayLine[]
  lines: ScreenplayLine[]
  after: ScreenplayLine[]
  start: number
  length: number
  /** Characters of them that are the words of its line; 0 of a block. */
  words: number
}

export const flatten = ({ pageBreak, before, lines, after }: Entry): ScreenplayLine[] => [
  ...(pageBreak ? [{ type: 'page_break' as const, runs: [] }] : []),
  ...before,
  ...lines,
  ...after,
]

/** How many paragraphs say nothing at all; one at the end is where the next words would go. */
export function emptyIn(entries: readonly Entry[]): number {
  const says = ({ pageBreak, before, lines, after }: Entry): boolean =>
    pageBreak || before.length + lines.length + after.length > 0
  const end = entries.findLastIndex(says)
  return entries.slice(0, end + 1).filter(entry => !says(entry)).length
}

/** Place of the paragraph that a character stands in; the last one for what is behind the script, -1 for none. */
export function placeAt(entries: readonly Entry[], position: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const entry = entries[middle]
    if (entry && entry.start + entry.length < position) low = middle + 1
    else high = middle
  }
  return Math.min(low, entries.length - 1)
}

export const entryAt = (entries: readonly Entry[], position: number): Entry | undefined =>
  entries[placeAt(entries, position)]
