import type { Line } from './line.ts'

/** The cue of the right-hand speaker, and whether it is to be set beside the one before it. */
export interface DualChange {
  /** Its place among the lines. */
  cue: number
  dual: boolean
}
type Spoken = Pick<Line, 'type' | 'dual'>

const isSpeech = (line: Spoken | undefined): boolean =>
  line?.type === 'dialogue' || line?.type === 'parenthetical' || line?.type === 'lyrics'

/** The cue of the speech that line `at` belongs to, or -1. */
function cueOf(lines: readonly Spoken[], at: number): number {
  let place = at
  while (isSpeech(lines[place])) place--
  return lines[place]?.type === 'character' ? place : -1
}

/**
 * What sets the speech at line `at` beside its neighbour, or apart again: a speech goes beside the one directly above it; the
 * first of two takes the one below. Null where no two speeches stand one below the other.
 */
export function toggledDual(lines: readonly Spoken[], at: number): DualChange | null {
  const cue = cueOf(lines, at)
  if (cue < 0) return null
  let next = cue + 1
  while (isSpeech(lines[next])) next++
  const below = lines[next]?.type === 'character' ? next : -1
  if (lines[cue]?.dual) return { cue, dual: false }
  if (below >= 0 && lines[below]?.dual) return { cue: below, dual: false }
  const above = cue > 0 ? cueOf(lines, cue - 1) : -1
  // three do not stand beside each other
  if (above >= 0 && !lines[above]?.dual) return { cue, dual: true }
  return below >= 0 ? { cue: below, dual: true } : null
}
