import { expect, test } from 'vitest'
import { Tally } from './tally.ts'

test('a tally reads as a histogram of Prometheus: buckets hold what is in those before them, bounds included', () => {
  const tally = new Tally({ name: 'waits', help: 'Waits', buckets: [1, 10] })
  for (const wait of [0.5, 1, 2, 10, 99]) tally.add(wait)
  expect(tally.text('part="server"')).toBe(`# HELP waits Waits
# TYPE waits histogram
waits_bucket{le="1",part="server"} 2
waits_bucket{le="10",part="server"} 4
waits_bucket{le="+Inf",part="server"} 5
waits_sum{part="server"} 112.5
waits_count{part="server"} 5
`)
})
