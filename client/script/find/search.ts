import {
  type FindQuery,
  type Found,
  findMatches,
  isEmptyQuery,
  type Passage,
} from '../../../shared/core/script/find.ts'
import type { SearchAnswer, SearchTask } from './searchWorker.ts'

/** Milliseconds that a pattern may take: thousands of lines take a few. */
const LIMIT = 1_000

const TOO_SLOW = 'This pattern takes too long in this script. Make it simpler; nothing was changed.'

class SearchTooSlowError extends Error {
  override name = 'SearchTooSlowError'
}

/** Searches for one panel: the search that was begun last is the one that counts. */
export class Search {
  #worker: Worker | null = null
  #task = 0
  /** Settled once the thread is free. */
  #busy: Promise<unknown> = Promise.resolve()

  /**
   * Null: another search began meanwhile. Words are looked for here and now; a regular expression in a thread of its own that
   * is ended when it takes too long, because some take for ever.
   * @throws {FindPatternError} {@link SearchTooSlowError}
   */
  async run(passages: readonly Passage[], query: FindQuery, replacement: string): Promise<Found | null> {
    this.#task++
    if (!query.regex || isEmptyQuery(query)) return findMatches(passages, query, replacement)
    // without the passages: what is wrong with a pattern is told at once
    findMatches([], query)
    const task = this.#task
    await this.#busy
    if (this.#task !== task) return null
    const asked = this.#ask({ passages: passages.map(({ type, text }) => ({ type, text })), query, replacement })
    this.#busy = asked.catch(() => {})
    try {
      const found = await asked
      return this.#task === task ? found : null
    } catch (error) {
      if (this.#task !== task) return null
      throw error
    }
  }

  #ask(task: SearchTask): Promise<Found> {
    this.#worker ??= new Worker(new URL('./searchWorker.ts', import.meta.url), { type: 'module' })
    const worker = this.#worker
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const answered = ({ data }: MessageEvent<SearchAnswer>): void => {
      if (data === 'begun') {
        // not before: a thread takes its time to start
        timer = setTimeout(() => {
          this.stop()
          reject(new SearchTooSlowError(TOO_SLOW))
        }, LIMIT)
      } else resolve(data)
    }
    const failed = (event: ErrorEvent): void => {
      this.stop()
      reject(new Error(`The search could not run: ${event.message}. Look for the words without a pattern.`))
    }
    worker.addEventListener('message', answered)
    worker.addEventListener('error', failed)
    worker.postMessage(task)
    return promise.finally(() => {
      clearTimeout(timer)
      worker.removeEventListener('message', answered)
      worker.removeEventListener('error', failed)
    })
  }

  stop(): void {
    this.#worker?.terminate()
    this.#worker = null
  }
}
