import { scan } from '../formats/fountain/scan.ts'
import type { Line, LineType } from './line.ts'

/** Courier 12 pt: 10 characters and 6 rows an inch; 9 inches of text on US Letter. */
export const ROWS_PER_PAGE = 54

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

interface Layout {
  /** Characters a row. */
  width: number
  /** Empty rows above. */
  before: number
}

/** Widths in characters and rows above, by Final Draft's screenplay template (indents in inches, 10 characters each). */
const LAYOUT: Record<LineType, Layout | null> = {
  scene_heading: { width: 60, before: 2 },
  action: { width: 60, before: 1 },
  character: { width: 38, before: 1 },
  parenthetical: { width: 25, before: 0 },
  dialogue: { width: 35, before: 0 },
  lyrics: { width: 35, before: 0 },
  transition: { width: 60, before: 1 },
  centered: { width: 60, before: 1 },
  shot: { width: 60, before: 1 },
  general: { width: 60, before: 1 },
  // not printed
  section: null,
  synopsis: null,
  note: null,
  page_break: null,
}
/** Each side of dual dialogue. */
const DUAL_WIDTH = 29

type Measured = Pick<Line, 'type' | 'text' | 'dual'>

/** The text as printed: without notes and boneyards. */
export function printedText(text: string): string {
  if (!text.includes('[[') && !text.includes('/*')) return text
  const { notes, boneyards } = scan(text, false)
  const hidden = [...notes, ...boneyards].sort((a, b) => a.start - b.start)
  let out = ''
  let at = 0
  for (const { start, end } of hidden) {
    out += text.slice(at, start)
    at = end
  }
  return out + text.slice(at)
}

/** Rows of `text` set in lines of `width` characters, broken at spaces; a longer word takes as many rows as it needs. */
export function rowsOfText(text: string, width: number): number {
  let rows = 0
  for (const paragraph of text.split('\n')) {
    let column = 0
    rows++
    for (const word of paragraph.split(' ')) {
      const length = [...word].length
      if (column > 0 && column + 1 + length > width) {
        rows++
        column = 0
      }
      column += (column > 0 ? 1 : 0) + length
      if (column > width) {
        rows += Math.ceil(column / width) - 1
        column = column % width || width
      }
    }
  }
  return rows
}

const isSpeech = (type: LineType): boolean => type === 'dialogue' || type === 'parenthetical' || type === 'lyrics'

function rowsOfLine(line: Measured, narrow: boolean): number {
  const layout = LAYOUT[line.type]
  const text = layout ? printedText(line.text).trim() : ''
  if (!layout || text === '') return 0
  return layout.before + rowsOfText(text, narrow ? Math.min(DUAL_WIDTH, layout.width) : layout.width)
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
    else if (LAYOUT[line.type]) blocks.push({ lines: [line], beside: null })
  }
  return blocks
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0)

/** Printed rows, empty ones between the elements included; two who speak at once share theirs. */
export function rowsOf(lines: readonly Measured[]): number {
  return sum(
    blocksOf(lines).map(({ lines: left, beside }) => {
      const rows = (side: readonly Measured[]): number => sum(side.map(line => rowsOfLine(line, beside !== null)))
      return Math.max(rows(left), beside ? rows(beside) : 0)
    }),
  )
}

/** Length in eighths of a page, as a breakdown counts it: at least one for anything printed. */
export function eighthsOf(lines: readonly Measured[]): number {
  const rows = rowsOf(lines)
  return rows === 0 ? 0 : Math.max(1, Math.round((rows * 8) / ROWS_PER_PAGE))
}

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
      return (rowsOfLine(line, false) * SECONDS_PER_PAGE) / ROWS_PER_PAGE
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
