/** Beats of a feature: few enough to see at once, many enough to hold the story. */
const FEATURE = { least: 15, most: 30 } as const
/** Minutes from which a film has as many beats as a feature. */
const LONG = 15

/** How many beats a film of so many minutes wants: fewer for a short, about one for every minute and two. */
export function beatsWanted(brief: { least: number | null; most: number | null }): { least: number; most: number } {
  const { least, most } = brief
  if (least === null && most === null) return FEATURE
  const minutes = ((least ?? most ?? 0) + (most ?? least ?? 0)) / 2
  if (minutes >= LONG) return FEATURE
  const few = Math.max(3, Math.round(minutes))
  return { least: few, most: Math.max(few + 1, Math.round(minutes * 2)) }
}
