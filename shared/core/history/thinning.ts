const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How many automatic versions are kept, by their age in milliseconds: one in each slot of the clock (UTC), the newest.
 * The slots of every row divide those of the next, so that thinning often ends where thinning once would.
 */
export const THINNING: readonly { younger: number; slot: number }[] = [
  { younger: HOUR, slot: 5 * MINUTE },
  { younger: DAY, slot: HOUR },
  { younger: 30 * DAY, slot: DAY },
  { younger: Number.POSITIVE_INFINITY, slot: 7 * DAY },
]

export const VERSION_KINDS = ['automatic', 'named', 'commit'] as const
export type VersionKind = (typeof VERSION_KINDS)[number]

export interface Thinnable {
  id: string
  kind: VersionKind
  /** Milliseconds since 1970. */
  at: number
}

/** Of each slot, the newest counts; of two at the same millisecond, the one with the greater id. */
const isNewer = (a: Thinnable, b: Thinnable): boolean => (a.at === b.at ? a.id > b.id : a.at > b.at)

/**
 * The automatic versions of one document that are given up at the time `now`. Named versions and commits never are, nor
 * the first version of all: it says how the document began.
 */
export function thinned<T extends Thinnable>(versions: readonly T[], now: number): T[] {
  const automatic = versions.filter(version => version.kind === 'automatic')
  const first = versions.reduce<T | null>((least, one) => (least && isNewer(one, least) ? least : one), null)
  const newest = new Map<string, T>()
  for (const version of automatic) {
    const slot = slotOf(version.at, now)
    const other = newest.get(slot)
    if (!other || isNewer(version, other)) newest.set(slot, version)
  }
  const kept = new Set<T>(newest.values())
  return automatic.filter(version => !kept.has(version) && version !== first)
}

function slotOf(at: number, now: number): string {
  const row = THINNING.findIndex(({ younger }) => now - at < younger)
  const slot = THINNING[row]?.slot ?? DAY
  return `${row} ${Math.floor(at / slot)}`
}
