import type { FindingRow } from '../../shared/core/api/findings.ts'

/** What is still to be thought about: open, with something left of what it rests on, and its suggestion not decided. */
export const isOpenFinding = ({ state, stale, suggestion }: FindingRow): boolean =>
  state === 'open' && !stale && suggestion !== 'accepted' && suggestion !== 'rejected'

/** Open ones first; the order within stays. */
export function parted(findings: readonly FindingRow[]): { open: FindingRow[]; settled: FindingRow[] } {
  return { open: findings.filter(isOpenFinding), settled: findings.filter(finding => !isOpenFinding(finding)) }
}

/** How a finding was settled, in a word or two; null: it is open. */
export function settledAs({ stage, state, stale, suggestion, decidedBy }: FindingRow): string | null {
  if (suggestion === 'accepted') return 'Its words were taken'
  if (suggestion === 'rejected') return 'Its words were rejected'
  if (state === 'dismissed') return `Dismissed by ${decidedBy ?? 'somebody who left'}`
  if (state === 'discussed')
    return `${stage === 'beats' ? 'Put to the others' : 'Discussed in a comment'} by ${decidedBy ?? 'somebody who left'}`
  return stale ? 'Its place is gone' : null
}
