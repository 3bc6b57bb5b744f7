/**
 * A wall clock that can be wrong. Loaded ahead of everything (`--import`), so that libraries that keep Date.now for
 * themselves see it, too. What is measured with performance.now() stays as it is.
 */

const RealDate = Date
let ahead = Number(process.env.CLOCK_AHEAD ?? 0)

class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    super(given.length === 0 ? RealDate.now() + ahead : given[0])
  }

  static override now(): number {
    return RealDate.now() + ahead
  }
}

/** From now on this process believes that it is so many milliseconds later (or earlier) than it is. */
export function shiftClock(milliseconds: number): void {
  ahead = milliseconds
  globalThis.Date = ShiftedDate as DateConstructor
}

if (ahead !== 0) shiftClock(ahead)
