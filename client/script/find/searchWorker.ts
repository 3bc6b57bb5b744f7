import { type FindQuery, type Found, findMatches, type Passage } from '../../../shared/core/script/find.ts'

/** A search with a regular expression, in a thread that can be ended. */
export interface SearchTask {
  passages: readonly Passage[]
  query: FindQuery
  replacement: string
}
/** Every task is answered by both, one after the other. */
export type SearchAnswer = 'begun' | Found

addEventListener('message', ({ data }: MessageEvent<SearchTask>) => {
  const { passages, query, replacement } = data
  postMessage('begun' satisfies SearchAnswer)
  postMessage(findMatches(passages, query, replacement) satisfies SearchAnswer)
})
