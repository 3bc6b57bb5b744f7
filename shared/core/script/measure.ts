import { dualLayout, layoutOf, PAPERS, type Side } from '../pages/layout.ts'
import { printedText } from '../pages/printed.ts'
import { wrap } from '../pages/wrap.ts'
import type { Line } from './line.ts'
import type { LineType } from './lineTypes.ts'

export { printedText } from '../pages/printed.ts'

/** A time is counted in pages of US Letter, whatever it is printed on. */
const ROWS_PER_PAGE = PAPERS.letter.rows

/**
 * English dialogue: about 150 words a minute (National Center for Voice and Speech: "the average rate for English
 * speakers in the US is about 150 words per minute").
 */
export const WORDS_PER_SECOND = 2.5
/** Scripts without spaces: Japanese and Chinese speech has about 5 characters a second, that is two to an English word. */
const CHARACTERS_PER_WORD = 2
/** One page is one minute. */
export const SECONDS_PER_PAGE = 60
/** A parenthetical that is a silence. */
export const BEAT_SECONDS = 1

type Measured = Pick<Line, 'type' | 'text' | 'dual'>

const isSpeech = (type: LineType): boolean => type === 'dialogue' || type === 'parenthetical' || type === 'lyrics'

function rowsOfLine({ type, text }: Measured, side: Side | null): number {
  const layout = side ? dualLayout(type, side) : layoutOf(type)
  const printed = layout ? printedText(text).trim() : ''
  if (!layout || printed === '') return 0
  return layout.before + wrap(printed, layout.width, layout.width + (layout.hanging ?? 0)).length
}

/** A stretch of lines that is set as one: a cue with its speech, or any other line; `beside` is the right-hand speaker. */
interface Block {
  lines: Measured[]
  beside: Measured[] | null
}

function blocksOf(lines: readonly Measured[]): Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const last = blocks.at(-1)
    if (last && isSpeech(line.type) && (last.beside ?? last.lines)[0]?.type === 'character')
      (last.beside ?? last.lines).push(line)
    else if (last && line.type === 'character' && line.dual && !last.beside && last.lines[0]?.type === 'character')
      last.beside = [line]
    else if (layoutOf(line.type)) blocks.push({ lines: [line], beside: null })
  }
  return blocks
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0)

const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/** Printed words; of scripts without spaces, characters as many as an English word takes to say. */
export function wordsOf(text: string): number {
  const printed = printedText(text)
  const ideographs = printed.match(IDEOGRAPH)?.length ?? 0
  const words = printed.replace(IDEOGRAPH, ' ').match(WORD)?.length ?? 0
  return words + ideographs / CHARACTERS_PER_WORD
}

/** Seconds to say `text`, by its words. */
export const secondsOfDialogue = (text: string): number => wordsOf(text) / WORDS_PER_SECOND

const SILENCE = /\b(?:beat|pause|silence)\b/i

function secondsOfLine(line: Measured): number {
  switch (line.type) {
    case 'dialogue':
    case 'lyrics':
      return secondsOfDialogue(line.text)
    case 'parenthetical':
      return SILENCE.test(line.text) ? BEAT_SECONDS : 0
    case 'action':
    case 'shot':
    case 'general':
    case 'centered':
      return (rowsOfLine(line, null) * SECONDS_PER_PAGE) / ROWS_PER_PAGE
    default:
      return 0
  }
}

/** Screen time in seconds: dialogue by words, action by its share of a page; two who speak at once take the longer. */
export function secondsOfLines(lines: readonly Measured[]): number {
  return sum(
    blocksOf(lines).map(({ lines: left, beside }) =>
      Math.max(sum(left.map(secondsOfLine)), beside ? sum(beside.map(secondsOfLine)) : 0),
    ),
  )
}
