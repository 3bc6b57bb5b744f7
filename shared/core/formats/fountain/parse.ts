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

const lengthOf = (line: ScreenplayLine): number => line.runs.reduce((length, run) => length + run.text.length, 0)

/** Files that cannot be a screenplay are refused before they are read closely: reading 10 MB of asterisks takes seconds. */
function refuseEarly(text: string): void {
  let lines = 0
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    if (end - at > MAX_SOURCE_LINE) throw new FountainError('line-too-long')
    if (end > at && ++lines > MAX_SOURCE_LINES) throw new FountainError('too-many-lines')
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
  if (decoded.includes('\0')) throw new FountainError('binary')
  const text = cleanText(decoded)
  refuseEarly(text)
  const { entries, rest } = parseTitlePage(text)
  const read = readBody(text.slice(rest))
  if (read.length > MAX_LINES) throw new FountainError('too-many-lines')
  const { titlePage, lines } = canonical({ titlePage: entries, lines: read })
  if (lines.length === 0 && titlePage.length === 0) throw new FountainError('empty')
  if (lines.some(line => lengthOf(line) > MAX_LINE_CHARACTERS)) throw new FountainError('line-too-long')
  return { titlePage, lines }
}
