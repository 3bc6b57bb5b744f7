/** How far the reading of a long source is, as one sentence: workers say it, and people see it beside a bar. */
export interface ReadingProgress {
  done: number
  of: number
  /** Seconds that are left, as far as can be said. */
  left: number | null
  /** Seconds for which the provider asked to be left alone; 0: none. */
  pause: number
}

/** The part of a job whose draft says how far its reading is. */
export const READING_PART = 'reading'

export function readingSentence({ done, of, left, pause }: ReadingProgress): string {
  if (done >= of) return `All ${of} chapters are read.`
  const at = `Reading chapter ${done + 1} of ${of}`
  if (pause > 0) return `${at}. The provider asks for a pause of ${Math.ceil(pause)} s.`
  if (left === null) return `${at}.`
  return left < 60 ? `${at}, less than a minute left.` : `${at}, about ${Math.round(left / 60)} min left.`
}

/** The chapter that a sentence says is being read, and of how many; null while none is. */
export function chapterIn(sentence: string): { chapter: number; of: number } | null {
  const [, chapter, of] = /^Reading chapter (\d+) of (\d+)/.exec(sentence) ?? []
  return chapter && of ? { chapter: Number(chapter), of: Number(of) } : null
}
