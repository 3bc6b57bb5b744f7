import { numberScenes } from '../script/numbers.ts'
import type { FilledSheet } from './fillSheet.ts'
import type { LockedStart } from './lockedStarts.ts'

/**
 * The labels of pages. Locked ones keep theirs; what overflows from page 12 is 12A, 12B ...; where nothing is left of
 * page 13, the last page before it is 12-13, so that nobody looks for a page that is missing.
 */
export function labelsOf(sheets: readonly Pick<FilledSheet, 'locked'>[], locked: readonly LockedStart[]): string[] {
  if (locked.length === 0) return sheets.map((_, i) => String(i + 1))
  const labels = numberScenes(
    // a run that was locked again is followed by pages of its last number: 12-13, 13A
    sheets.map(({ locked: at }) => locked[at]?.label.split('-').at(-1)),
    true,
  ).map((label, i) => locked[sheets[i]?.locked ?? -1]?.label ?? label)
  let begun = 0
  return labels.map((label, i) => {
    const next = sheets[i + 1]
    begun = Math.max(begun, sheets[i]?.locked ?? -1)
    if (next && next.locked < 0) return label
    // locked pages that begin on no sheet: nothing of them is printed
    const missing = locked.slice(begun, next ? next.locked : locked.length)
    const gone = missing.flatMap((start, k) => (k === 0 ? start.gone : [start.label, ...start.gone])).at(-1)
    return gone === undefined ? label : `${label.split('-')[0]}-${gone.split('-').at(-1)}`
  })
}
