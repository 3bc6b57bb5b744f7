import { type FindQuery, type Found, findMatches, type Passage } from '../../../shared/core/script/find.ts'

/** A search with a regular expression, in a thread that can be ended. */
export interface SearchTask {
  task: number
  passages: readonly Passage[]
  query: FindQuery
  replacement: string
}
export interface SearchAnswer {
  task: number
  found: Found
}

addEventListener('message', ({ data }: MessageEvent<SearchTask>) => {
  const { task, passages, query, replacement } = data
  postMessage({ task, found: findMatches(passages, query, replacement) } satisfies SearchAnswer)
})
