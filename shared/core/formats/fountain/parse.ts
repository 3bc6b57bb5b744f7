import { textOfRuns } from '../../script/line.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { readBlocks } from './blocks.ts'
import { canonical } from './canonical.ts'
import { cleanText, decodeFountain } from './decode.ts'
import { FountainError, MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from './errors.ts'
import { scan } from './scan.ts'
import { parseTitlePage } from './titlePage.ts'

/** The lines of Fountain source without a title page; `source` is cleaned. */
const readBody = (source: string): ScreenplayLine[] =>
  readBlocks(scan(source, true).lines.map(({ start, end }) => source.slice(start, end)))

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
  const { entries, rest } = parseTitlePage(text)
  const read = readBody(text.slice(rest))
  if (read.length > MAX_LINES) throw new FountainError('too-many-lines')
  const { titlePage, lines } = canonical({ titlePage: entries, lines: read })
  if (lines.length === 0 && titlePage.length === 0) throw new FountainError('empty')
  if (lines.some(line => textOfRuns(line.runs).length > MAX_LINE_CHARACTERS)) throw new FountainError('line-too-long')
  return { titlePage, lines }
}
