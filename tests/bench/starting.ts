import { openStartPlace, started } from '../integration/supervisor.ts'
import { percentile } from './table.ts'

const RUNS = 5

/** From the command to the printed address, milliseconds: with a fresh DATA_DIR (the pages are built) and again with the same one. */
export async function measureStarts(): Promise<(string | number)[][]> {
  const first: number[] = []
  const later: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const place = await openStartPlace()
    for (const times of [first, later]) {
      const before = performance.now()
      await started(place.start())
      times.push(performance.now() - before)
      await place.stop()
    }
    await place.remove()
  }
  return [
    ['fresh DATA_DIR', String(RUNS), percentile(first, 0.5), Math.max(...first)],
    ['later', String(RUNS), percentile(later, 0.5), Math.max(...later)],
  ]
}
