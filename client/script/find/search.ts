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

export class SearchTooSlowError extends Error {
  override name = 'SearchTooSlowError'
}

/** Searches for one panel. A search that begins ends the one before it. */
export class Search {
  #worker: Worker | null = null
  #task = 0

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
    this.#worker ??= new Worker(new URL('./searchWorker.ts', import.meta.url), { type: 'module' })
    const worker = this.#worker
    return new Promise<Found | null>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        worker.removeEventListener('message', answered)
        worker.removeEventListener('error', failed)
      }
      const timer = setTimeout(() => {
        end()
        this.stop()
        if (this.#task !== task) resolve(null)
        else
          reject(
            new SearchTooSlowError('This pattern takes too long in this script. Make it simpler; nothing was changed.'),
          )
      }, LIMIT)
      const answered = ({ data }: MessageEvent<SearchAnswer>): void => {
        if (data.task !== task) return
        end()
        resolve(this.#task === task ? data.found : null)
      }
      const failed = (event: ErrorEvent): void => {
        end()
        this.stop()
        reject(new Error(`The search could not run: ${event.message}`))
      }
      worker.addEventListener('message', answered)
      worker.addEventListener('error', failed)
      worker.postMessage({
        task,
        passages: passages.map(({ type, text }) => ({ type, text })),
        query,
        replacement,
      } satisfies SearchTask)
    })
  }

  stop(): void {
    this.#worker?.terminate()
    this.#worker = null
  }
}
