import { expect, it } from 'vitest'
import { Finding } from './checks.ts'
import { Random } from './random.ts'
import { runSession } from './session.ts'

/**
 * The short form runs with every `npm test`. The long one:
 *
 *     FUZZ_SEEDS=10000 FUZZ_FROM=1 npx vitest run --project unit tests/fuzz/binding --testTimeout 3600000
 *
 * FUZZ_OPS sets the edits per seed, FUZZ_ORDER=causal or any runs one way of delivery only.
 */
const seeds = Number(process.env.FUZZ_SEEDS ?? 150)
const first = Number(process.env.FUZZ_FROM ?? 1)
const ops = Number(process.env.FUZZ_OPS ?? 60)
const order = process.env.FUZZ_ORDER

it(`three people, ${seeds} seeds from ${first}: nobody's editor ever differs from the document, nothing is lost`, () => {
  const failures: string[] = []
  for (let seed = first; seed < first + seeds; seed++) {
    const trail: string[] = []
    const causal = order ? order === 'causal' : seed % 2 === 0
    try {
      runSession(new Random(seed), { ops, causal, collects: seed % 4 >= 2 }, trail)
    } catch (error) {
      const detail =
        error instanceof Finding ? JSON.stringify(error.detail)?.slice(0, 4000) : String((error as Error).stack)
      failures.push(`seed ${seed}: ${(error as Error).message}\n  ${trail.slice(-12).join(' ')}\n  ${detail}`)
      if (failures.length >= 20) break
    }
  }
  expect(failures.join('\n')).toBe('')
}, 3_600_000)
