import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FindPatternError, type FindQuery, findMatches } from '../../../shared/core/script/find.ts'
import { Search } from './search.ts'
import type { SearchTask } from './searchWorker.ts'

const query = (text: string, regex = true): FindQuery => ({
  text,
  regex,
  wholeWord: false,
  matchCase: false,
  types: null,
})
const LINES = [{ type: 'action' as const, text: 'Rain on the roof' }]

/** In the place of a browser's thread: 'for ever' never ends, everything else is searched when the thread has begun. */
class Thread extends EventTarget {
  static made = 0
  static ended = 0
  constructor() {
    super()
    Thread.made++
  }
  postMessage({ passages, query: wanted, replacement }: SearchTask): void {
    queueMicrotask(() => {
      this.dispatchEvent(new MessageEvent('message', { data: 'begun' }))
      if (wanted.text !== 'for ever')
        this.dispatchEvent(new MessageEvent('message', { data: findMatches(passages, wanted, replacement) }))
    })
  }
  terminate(): void {
    Thread.ended++
  }
}

beforeEach(() => {
  Thread.made = 0
  Thread.ended = 0
  vi.useFakeTimers()
  vi.stubGlobal('Worker', Thread)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('words need no thread, and a broken pattern is told before one is asked', async () => {
  const search = new Search()
  expect((await search.run(LINES, query('on the', false), ''))?.matches).toHaveLength(1)
  await expect(search.run(LINES, query('('), '')).rejects.toThrow(FindPatternError)
  expect(Thread.made).toBe(0)
})

it('a pattern that takes too long is ended after a second, and the next one has a thread again', async () => {
  const search = new Search()
  const slow = search.run(LINES, query('for ever'), '')
  const told = expect(slow).rejects.toThrow(/takes too long/)
  await vi.advanceTimersByTimeAsync(1_100)
  await told
  expect([Thread.made, Thread.ended]).toEqual([1, 1])
  expect((await search.run(LINES, query('r..[nf]'), ''))?.matches).toHaveLength(2)
  expect(Thread.made).toBe(2)
})

it('of searches that follow each other the last one counts, whatever the ones before are at', async () => {
  const search = new Search()
  const first = search.run(LINES, query('for ever'), '')
  const second = search.run(LINES, query('rain'), '')
  const third = search.run(LINES, query('roof'), '')
  await vi.advanceTimersByTimeAsync(1_100)
  expect([await first, await second]).toEqual([null, null])
  expect((await third)?.matches).toMatchObject([{ from: 12, to: 16 }])
})
