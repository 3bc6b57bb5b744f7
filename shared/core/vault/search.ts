/** Words of a search that are looked for; all must be there. */
const MOST_WORDS = 12

/** What somebody typed, as words of letters and figures; the last may be half typed. */
export const searchedWords = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MOST_WORDS)

/** A Postgres tsquery that finds words which begin with this one. */
export const tsquery = (word: string): string => `${word}:*`
