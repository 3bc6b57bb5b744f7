import type { Block } from './blocks.ts'
import { type Cut, cutAt } from './cuts.ts'
import type { LockedPage, PageLine } from './page.ts'
import { printedPlace, setLine, textRows } from './setLine.ts'

/** A locked page start in the script as it is now. */
export interface LockedStart {
  /** Place of the line, and place in its printed text. */
  readonly line: number
  readonly offset: number
  readonly label: string
  /** Labels of the pages behind it that nothing is left of: their lines are gone, or stand before it now. */
  readonly gone: readonly string[]
}

/**
 * Finds locked starts again. As many as possible stay, in the order of the script: where scenes were moved, the pages of the
 * shorter stretch are the ones that are gone. The first page begins where the script does.
 */
export function findLocked(lines: readonly PageLine[], locked: readonly LockedPage[]): LockedStart[] {
  const wanted = new Set(locked.map(page => page.line))
  const places = new Map<string, number>()
  for (const [i, { id }] of lines.entries()) if (wanted.has(id)) places.set(id, i)
  const found = locked.map((page, i) =>
    i === 0 ? placeOf(lines, 0, { ...page, offset: 0 }) : placeOf(lines, places.get(page.line), page),
  )
  const kept = rising(found.map(place => (place ? place.line + place.offset / 1e9 : null)))
  const starts: (LockedStart & { gone: string[] })[] = []
  for (const [i, { label }] of locked.entries()) {
    const place = found[i]
    if (place && kept.has(i)) starts.push({ ...place, label, gone: [] })
    else starts.at(-1)?.gone.push(label)
  }
  return starts
}

function placeOf(lines: readonly PageLine[], index: number | undefined, { offset }: LockedPage) {
  if (index === undefined) return null
  let at = index
  const line = lines[at]
  const set = line && setLine(line)
  if (set && offset > 0) {
    const { text } = set.printed
    let place = printedPlace(set.printed, offset)
    // what was typed before it may have moved it into a word
    while (place > 0 && place < text.length && text.charCodeAt(place - 1) > 32) place--
    if (place > 0 && place < text.length) return { line: at, offset: place }
    if (place > 0) at++
  }
  for (let next = lines[at]; next; next = lines[++at]) if (setLine(next)) return { line: at, offset: 0 }
  return null
}

/** The places of a longest run of numbers that rises, null left out. The first one is always in it. */
function rising(numbers: readonly (number | null)[]): Set<number> {
  // as long as no scene is moved
  if (numbers.every((number, i) => number !== null && (i === 0 || number > (numbers[i - 1] ?? number))))
    return new Set(numbers.keys())
  const best: { place: number; length: number; previous: number }[] = []
  let last = -1
  for (const [place, number] of numbers.entries()) {
    let entry = { place, length: place === 0 ? 1 : Number.NEGATIVE_INFINITY, previous: -1 }
    if (number !== null)
      for (const [i, other] of best.entries())
        if ((numbers[other.place] ?? number) < number && other.length >= entry.length)
          entry = { place, length: other.length + 1, previous: i }
    best.push(entry)
    if (entry.length > (best[last]?.length ?? 0)) last = place
  }
  const kept = new Set<number>()
  for (let at = last; at >= 0; at = best[at]?.previous ?? -1) kept.add(at)
  return kept
}

/** The first start at a place or behind it; they are in the order of the script. */
function firstFrom(starts: readonly LockedStart[], line: number, offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const start = starts[middle]
    if (start && (start.line < line || (start.line === line && start.offset < offset))) low = middle + 1
    else high = middle
  }
  return low
}

/** The locked start that the block itself is; -1: none. Dual dialogue is never parted, so one inside it counts as its own. */
export function lockedAt({ kind, at, next }: Block, starts: readonly LockedStart[]): number {
  if (kind === 'dual' && at.skipped > 0) return -1
  const place = kind === 'dual' ? firstFrom(starts, at.block, 0) : firstFrom(starts, at.line, at.offset)
  const start = starts[place]
  const isHere = kind === 'dual' ? start && start.line < next : start?.line === at.line && start.offset === at.offset
  return isHere ? place : -1
}

/** The place inside the block where the next locked page begins; null: in none. */
export function lockedCut(block: Block, starts: readonly LockedStart[]): Cut | null {
  const { at, next } = block
  if (starts.length === 0 || block.kind === 'dual') return null
  const start = starts[firstFrom(starts, at.line, at.offset + 1)]
  if (!start || start.line >= next) return null
  let above = block.continued ? 1 : 0
  for (const item of block.left) {
    if (item.index === start.line) {
      if (start.offset === 0) return cutAt(block, item, 0, 0, above)
      const end = item.set.printed.text.slice(0, start.offset).trimEnd().length
      return cutAt(block, item, end, start.offset, above + textRows(item.set, item.start, end).length)
    }
    above += item.height
  }
  return null
}
