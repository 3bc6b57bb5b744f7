import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Finding } from '../binding/checks.ts'
import { type Figures, Total } from './figures.ts'
import { minimise } from './minimise.ts'
import { printed, type Step, scheduleOf } from './schedule.ts'
import { runSession } from './session.ts'

/**
 * The short form runs with every `npm test`. The long one, which prints how far it is, and one seed again:
 *
 *     FUZZ_SEEDS=10000 npx vitest run --project unit tests/fuzz/house
 *     SEED=1234 FUZZ_SEEDS=1 npx vitest run --project unit tests/fuzz/house
 *
 * FUZZ_STEPS sets how much happens per seed. SCHEDULE repeats a minimised schedule of the seed, as printed.
 */
const first = Number(process.env.SEED ?? process.env.FUZZ_FROM ?? 1)
const seeds = Number(process.env.FUZZ_SEEDS ?? 150)
const length = Number(process.env.FUZZ_STEPS ?? 120)

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterAll(() => {
  vi.useRealTimers()
})

const optionsOf = (seed: number) => ({ isHasty: seed % 3 === 0 })

it(`a whole house, ${seeds} seeds from ${first}: nothing diverges, nothing is lost, nothing comes twice, the viewer changes nothing`, async () => {
  const failures: string[] = []
  const total = new Total(first)
  for (let seed = first; seed < first + seeds && failures.length < 5; seed++) {
    const schedule = given() ?? scheduleOf(seed, length)
    const outcome = await outcomeOf(schedule, seed)
    if (outcome instanceof Error) failures.push(await explained(outcome, schedule, seed))
    else total.add(outcome, schedule.length)
    if ((seed - first + 1) % 500 === 0 || seed === first + seeds - 1) console.info(total.sentence())
  }
  expect(failures.join('\n\n')).toBe('')
}, 7_200_000)

async function outcomeOf(schedule: readonly Step[], seed: number): Promise<Figures | Error> {
  try {
    return await runSession(schedule, optionsOf(seed))
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The same kind of failure, whichever word or client it names. */
const kindOf = (failure: Error): string => failure.message.replaceAll(/\d+/g, '#')

async function explained(failure: Error, schedule: readonly Step[], seed: number): Promise<string> {
  const least = await minimise(schedule, async part => {
    const again = await outcomeOf(part, seed)
    return again instanceof Error && kindOf(again) === kindOf(failure)
  })
  const again = await outcomeOf(least, seed)
  const last = again instanceof Error ? again : failure
  const detail = last instanceof Finding ? JSON.stringify(last.detail)?.slice(0, 3000) : last.stack
  return [
    `seed ${seed}: ${failure.message}`,
    `  minimised to ${least.length} of ${schedule.length} steps: ${last.message}`,
    `  SEED=${seed} FUZZ_SEEDS=1 SCHEDULE='${printed(least)}'`,
    `  ${detail ?? ''}`,
  ].join('\n')
}

function given(): Step[] | null {
  if (process.env.SCHEDULE === undefined) return null
  const rows = JSON.parse(process.env.SCHEDULE) as [number, number, Step['act'], number][]
  return rows.map(([n, who, act, dice]) => ({ n, who, act, dice }))
}
