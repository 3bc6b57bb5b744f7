import type { Line } from '../script/line.ts'

/** Words that somebody reads in a minute, silently: Brysbaert 2019, "How many words do we read per minute?". */
const READ_IN_A_MINUTE = 238

export interface ProseFigures {
  words: number
  /** Minutes that reading it takes, at least 1 where there is anything to read. */
  minutes: number
  /** Its first words, for a card. */
  opening: string
}

/** Words of a text: what stands between blanks and has a letter or a digit in it. */
export const countWords = (text: string): number => text.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).length

/** Characters of an opening. */
const OPENING = 280

export function proseFigures(lines: readonly Pick<Line, 'type' | 'text'>[]): ProseFigures {
  const words = lines.reduce((sum, { text }) => sum + countWords(text), 0)
  const paragraphs = lines.filter(({ type, text }) => type !== 'section' && text.trim() !== '')
  const said = paragraphs.map(({ text }) => text.trim()).join(' ')
  const opening = said.length > OPENING ? `${said.slice(0, OPENING).replace(/\s+\S*$/, '')}…` : said
  return { words, minutes: words === 0 ? 0 : Math.max(1, Math.round(words / READ_IN_A_MINUTE)), opening }
}
