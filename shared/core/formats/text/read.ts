import { cellsOf } from '../../pages/cells.ts'
import type { Reading } from '../format.ts'
import { cleanText, decodeFountain } from '../fountain/decode.ts'
import { parseFountain } from '../fountain/parse.ts'
import { fountainWarnings } from '../fountain/warnings.ts'
import { readSheets } from '../pdf/readSheets.ts'
import type { PlacedText, Sheet } from '../pdf/sheet.ts'

/** A row and a character of a typewriter, in points. */
const ROW = 12
const CHARACTER = 7.2
const LETTER = { width: 612, height: 792 }
/** The row of page numbers, half an inch from the upper edge. */
const FIRST_ROW = 45.4
/** Spaces before a line that is laid out: Fountain that is indented by taste has its action at the edge. */
const MARGIN = 10

/** Whether a text looks like printed pages: most of its lines stand off the left edge. */
function isLaidOut(text: string): boolean {
  const lines = text.split('\n').filter(line => line.trim() !== '')
  return lines.filter(line => line.search(/\S/) >= MARGIN).length > lines.length / 2
}

function placed(line: string, row: number): PlacedText[] {
  const cells = cellsOf(line)
  const width = (from: number, to: number): number =>
    cells.subarray(from, to).reduce((sum, cell) => sum + cell, 0) * CHARACTER
  return [...line.matchAll(/\S+(?: \S+)*/g)].map(({ 0: text, index }) => ({
    text,
    x: width(0, index),
    y: FIRST_ROW + row * ROW,
    width: width(index, index + text.length),
    size: ROW,
    marks: [],
  }))
}

const sheetOf = (page: string): Sheet => ({
  ...LETTER,
  strokes: [],
  texts: page
    .replace(/^\n/, '')
    .split('\n')
    .flatMap((line, row) => placed(line, row)),
})

/**
 * Reads plain text: as Fountain, or, where it looks like printed pages (see `writeText`), by where its words stand, as a PDF
 * is read.
 */
export function readText(bytes: Uint8Array): Reading {
  const decoded = decodeFountain(bytes)
  if (!isLaidOut(decoded)) return { screenplay: parseFountain(bytes), notes: fountainWarnings(decoded) }
  const { screenplay, confidence } = readSheets(decoded.split('\f').map(page => sheetOf(cleanText(page))))
  return { screenplay, notes: confidence.reasons.map(message => ({ message })) }
}
