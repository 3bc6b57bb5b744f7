import { chaptersOf } from '../../../../shared/core/brief/chapters.ts'

/** Characters in which the cast of a novel has shown itself. */
const ENOUGH = 300_000
/** A long text as the beginnings of all its chapters: who and what it is about stands in them. */
export function sampled(text: string): string {
  if (text.length <= ENOUGH) return text
  const chapters = chaptersOf(text)
  return chapters.map(chapter => chapter.text.slice(0, Math.ceil(ENOUGH / chapters.length))).join('\n\n')
}
