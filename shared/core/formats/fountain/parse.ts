import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { readBlocks } from './blocks.ts'
import { canonical } from './canonical.ts'
import { cleanText, decodeFountain } from './decode.ts'
import {
  FountainError,
  MAX_FILE_BYTES,
  MAX_LINE_CHARACTERS,
  MAX_LINES,
  MAX_SOURCE_LINE,
  MAX_SOURCE_LINES,
} from './errors.ts'
import { scan } from './scan.ts'
import { parseTitlePage } from './titlePage.ts'

/** The lines of Fountain source without a title page; `source` is cleaned. */
const readBody = (source: string): ScreenplayLine[] =>
  readBlocks(scan(source, true).lines.map(({ start, end }) => source.slice(start, end)))

const isEndless = ({ runs }: ScreenplayLine): boolean => {
  let length = 0
  for (const { text } of runs) length += text.length
  return length > MAX_LINE_CHARACTERS
}

/** The line (from 1) of the source that begins as a screenplay line does, if one does: emphasis is in between. */
function sourceLine(text: string, { runs }: ScreenplayLine): number | undefined {
  const at = text.indexOf(runs[0]?.text.slice(0, 40) ?? '')
  return at < 0 ? undefined : text.slice(0, at).split('\n').length
}

/** Files that cannot be a screenplay are refused before they are read closely: reading 10 MB of asterisks takes seconds. */
function refuseEarly(text: string): void {
  let line = 0
  let lines = 0
  for (let at = 0; at < text.length; ) {
    line++
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    if (end - at > MAX_SOURCE_LINE) throw new FountainError('line-too-long', { line })
    if (end > at && ++lines > MAX_SOURCE_LINES) throw new FountainError('too-many-lines', { line })
    at = end + 1
  }
}

/**
 * Reads Fountain 1.1 (https://fountain.io/syntax), in linear time. Throws {@link FountainError} with a sentence for
 * people when the file is no screenplay in Fountain.
 *
 * Where the specification leaves room: a scene heading needs no empty line behind it; a note or a boneyard on lines of
 * its own is a line of type `note`, one within a paragraph stays in the text; `!!` makes a shot, as in Beat.
 */
export function parseFountain(file: string | Uint8Array): Screenplay {
  if (typeof file === 'string' && file.length > MAX_FILE_BYTES) throw new FountainError('too-large')
  const decoded = typeof file === 'string' ? file : decodeFountain(file)
  if (decoded.includes('\0'))
    throw new FountainError('binary', { line: decoded.slice(0, decoded.indexOf('\0')).split('\n').length })
  const text = cleanText(decoded)
  refuseEarly(text)
  const { entries, rest } = parseTitlePage(text)
  const read = readBody(text.slice(rest))
  if (read.length > MAX_LINES) throw new FountainError('too-many-lines')
  const { titlePage, lines } = canonical({ titlePage: entries, lines: read })
  if (lines.length === 0 && titlePage.length === 0) throw new FountainError('empty')
  const endless = lines.find(isEndless)
  if (endless) throw new FountainError('line-too-long', { line: sourceLine(text, endless) })
  return { titlePage, lines }
}
