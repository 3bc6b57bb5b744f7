import { applyEdits, diffWords, type WordEdit } from './wordDiff.ts'

/** Both changes made, or the ranges of `base` (UTF-16 offsets) that both changed differently. */
export type Diff3 = { clean: true; text: string } | { clean: false; conflicts: { from: number; to: number }[] }

/**
 * Three-way merge by words. Changes that only touch at their borders are both made (somebody's new word next to a replaced
 * one); changes that overlap, or insert different words at one place, conflict.
 */
export function diff3(base: string, mine: string, theirs: string): Diff3 {
  const merged: WordEdit[] = []
  const conflicts: { from: number; to: number }[] = []
  for (const claim of claimsOf(diffWords(base, mine), diffWords(base, theirs))) {
    const edits = settleClaim(base, claim)
    if (edits) merged.push(...edits)
    else conflicts.push({ from: claim.from, to: claim.to })
  }
  return conflicts.length > 0 ? { clean: false, conflicts } : { clean: true, text: applyEdits(base, merged) }
}

/** A stretch of the base that one edit, or several of both sides that meet, want to change. */
export interface Claim {
  from: number
  to: number
  mine: WordEdit[]
  theirs: WordEdit[]
}

/** The edits of both sides, those that meet together. */
export function claimsOf(mine: readonly WordEdit[], theirs: readonly WordEdit[]): Claim[] {
  const all = [
    ...mine.map(edit => ({ edit, side: 'mine' as const })),
    ...theirs.map(edit => ({ edit, side: 'theirs' as const })),
  ]
  all.sort((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to)
  const out: Claim[] = []
  for (const { edit, side } of all) {
    let claim = out.at(-1)
    if (!claim || !meet(claim, edit)) {
      claim = { from: edit.from, to: edit.to, mine: [], theirs: [] }
      out.push(claim)
    }
    claim.to = Math.max(claim.to, edit.to)
    claim[side].push(edit)
  }
  return out
}

/** Do two edits claim the same words or the same place? Standing next to each other is not meeting. */
function meet(a: { from: number; to: number }, b: WordEdit): boolean {
  if (a.from === a.to && b.from === b.to) return a.from === b.from
  return a.from < b.to && b.from < a.to
}

/** The edits to make for a claim, or null when the sides want different things. */
export function settleClaim(base: string, claim: Claim): WordEdit[] | null {
  if (claim.theirs.length === 0) return claim.mine
  if (claim.mine.length === 0) return claim.theirs
  const wanted = [claim.mine, claim.theirs].map(edits => applyEdits(base.slice(0, claim.to), edits).slice(claim.from))
  if (wanted[0] === wanted[1]) return claim.mine
  // deletions that overlap delete the words of both
  if ([...claim.mine, ...claim.theirs].every(edit => edit.insert === ''))
    return [{ from: claim.from, to: claim.to, insert: '' }]
  return null
}
