import { percentile } from '../bench/table.ts'

/** What a run of a fault measured: counts that add up, and times in milliseconds that are kept one by one. */
export interface Figures {
  counts: Record<string, number>
  times: Record<string, number[]>
}

export const noFigures = (): Figures => ({ counts: {}, times: {} })

export function addFigures(into: Figures, more: Figures): void {
  for (const [name, count] of Object.entries(more.counts)) into.counts[name] = (into.counts[name] ?? 0) + count
  for (const [name, times] of Object.entries(more.times))
    into.times[name] = [...(into.times[name] ?? []), ...times.map(time => Math.round(time * 10) / 10)]
}

/** One cell per figure, in the order in which they were measured. */
export function cells({ counts, times }: Figures = noFigures()): [name: string, figure: string][] {
  return [
    ...Object.entries(counts).map(([name, count]): [string, string] => [name, count.toLocaleString('en-US')]),
    ...Object.entries(times).flatMap(([name, all]): [string, string][] =>
      all.length > 2
        ? [0.5, 0.99, 1].map(p => [`${name}, ${p < 1 ? `p${p * 100}` : 'most'}, ms`, percentile(all, p).toFixed(1)])
        : [[`${name}, ms`, all.map(time => time.toFixed()).join(' and ')]],
    ),
  ]
}
