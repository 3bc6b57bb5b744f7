import type { PageLine } from '../../shared/core/pages/page.ts'
import { type Pagination, paginate } from '../../shared/core/pages/paginate.ts'
import { plain, textOfRuns } from '../../shared/core/script/line.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'
import { formatTable, percentile } from './table.ts'

/**
 * What pagination costs without a browser, in milliseconds, at the length of a feature film. Every act is done in as many rounds,
 * each from the same script, and its quickest time counts: other programs on the machine do not.
 *
 *     node tests/bench/pages.ts
 */
const EDITS = 400
const ROUNDS = 7

const draft = (): PageLine[] =>
  longScreenplay().lines.map((line, i) => ({ ...line, id: `l${i}`, text: textOfRuns(line.runs) }))

function times(count: number, act: (i: number) => void): [number, number, number] {
  const took: number[] = []
  const start = now
  for (let round = 0; round < ROUNDS; round++) {
    now = start
    for (let i = 0; i < count; i++) {
      const before = performance.now()
      act(i)
      took[i] = Math.min(took[i] ?? Number.POSITIVE_INFINITY, performance.now() - before)
    }
  }
  return [percentile(took, 0.5), percentile(took, 0.95), Math.max(...took)]
}

const lines = draft()
let now: Pagination = paginate(lines)
const row = (name: string, count: number, act: (i: number) => void) => [
  name,
  String(count),
  ...times(count, act).map(value => value.toFixed(2)),
]

/** Exchanges, puts in or takes out a line and paginates from the last result. */
function edit(at: number, text: (old: string) => string | null, inserted = false): void {
  const old = now.lines[at]
  const next = old && text(old.text)
  if (!old) return
  const fresh =
    next === null ? [] : [{ ...old, id: inserted ? `n${at}` : old.id, text: next ?? '', runs: plain(next ?? '') }]
  now = paginate(now.lines.toSpliced(at, inserted ? 0 : 1, ...fresh), now.options, now)
}

const somewhere = (i: number): number => (i * 1_237) % now.lines.length
const rows = [
  row('all pages, first time', 20, () => paginate(draft())),
  row('all pages again', 20, () => paginate(lines)),
  row('a key, anywhere', EDITS, i => edit(somewhere(i), old => `${old}x`)),
  row('a key on page 1', EDITS, () => edit(6, old => `${old} x`)),
  row('a new line, anywhere', EDITS, i => edit(somewhere(i), () => 'A new line.', true)),
  row('a line less, anywhere', EDITS, i => edit(somewhere(i), () => null)),
]
now = paginate(lines)
const locked = now.pages.flatMap(({ label, start }) => (start ? [{ label, ...start }] : []))
now = paginate(lines, { locked })
rows.push(row('a key, pages locked', EDITS, i => edit(somewhere(i), old => `${old}x`)))

console.log(`${lines.length} lines, ${paginate(lines).pages.length} pages; milliseconds\n`)
console.log(formatTable(['what', 'runs', 'p50', 'p95', 'worst'], rows))
