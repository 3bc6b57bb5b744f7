import { clipped } from '../text/storable.ts'
import { LIBRARY_LIMITS } from './limits.ts'

/** The name, or the first of “Mara (2)”, “Mara (3)”, … that is not taken; never longer than a name may be. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let count = 1; ; count++) {
    const mark = count === 1 ? '' : ` (${count})`
    const tried = clipped(name, LIBRARY_LIMITS.name - mark.length).trimEnd() + mark
    if (!isTaken(tried)) return tried
  }
}
