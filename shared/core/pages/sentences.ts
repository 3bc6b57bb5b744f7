import type { LineType } from '../script/lineTypes.ts'

/** The end of a sentence with its closing quotes; titles before names end none. */
const END =
  /(?<!\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Lt|Sgt|Capt|Prof|vs|No))[.!?…‽]+[)\]"'”’»]*(?=\s|$)|[。！？]+[」』）〉》】”’]*/g

/** A place where a paragraph may go over the page: `end` of a sentence and `next`, where the words after it begin. */
export interface SentenceBreak {
  end: number
  next: number
}

/** The ends of sentences inside `text`, rising; none at its very end. Verses end at their line breaks too. */
export function sentenceBreaks(text: string, type: LineType): SentenceBreak[] {
  const ends = new Set<number>()
  for (const match of text.matchAll(END)) ends.add(match.index + match[0].length)
  if (type === 'lyrics') for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.add(at)
  const breaks: SentenceBreak[] = []
  for (const end of [...ends].sort((a, b) => a - b)) {
    const rest = text.slice(end)
    const next = text.length - rest.trimStart().length
    if (next < text.length) breaks.push({ end, next })
  }
  return breaks
}
