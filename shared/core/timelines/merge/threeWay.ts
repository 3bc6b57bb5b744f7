import { plain, type Run } from '../../script/line.ts'
import { mergeText } from './mergeText.ts'

/**
 * What a field says: runs of words for a text; anything that JSON can hold, or undefined, for a value. An element is its
 * fields by name, in one order everywhere.
 */
export type Element = ReadonlyMap<string, unknown>
export type Elements = ReadonlyMap<string, Element>

/** What became of one field. */
export type Outcome =
  /** Theirs changed nothing, or mine says it, too. */
  | { status: 'nothing' }
  /** `mine`: what to write where ours wins what both changed; `theirs`: where theirs does. Clean: both the same. */
  | { status: 'clean' | 'conflict'; mine: unknown; theirs: unknown }

/** Do two fields say the same? Key order counts: readers give one order. */
export const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** A field as runs of words; a plain text of a foreign program reads as one. */
export const runsOf = (value: unknown): readonly Run[] =>
  Array.isArray(value) ? (value as Run[]) : typeof value === 'string' ? plain(value) : []

export function threeWay(isText: boolean, base: unknown, mine: unknown, theirs: unknown): Outcome {
  if (same(base, theirs) || same(mine, theirs)) return { status: 'nothing' }
  if (!isText) return { status: same(base, mine) ? 'clean' : 'conflict', mine, theirs }
  const merged = mergeText(runsOf(base), runsOf(mine), runsOf(theirs))
  if (!merged.clean) return { status: 'conflict', mine: merged.ours, theirs: merged.theirs }
  if (same(merged.ours, mine)) return { status: 'nothing' }
  return { status: 'clean', mine: merged.ours, theirs: merged.ours }
}
