import { looksLikeHeading } from '../../script/heading.ts'
import { columnsOfRow, type Row } from './rows.ts'
import type { Sheet } from './sheet.ts'

/** "12.", "- 12 -", "12A", "(12)", "Page 12 of 120": a row that is nothing but the number of its page. */
const PAGE_NUMBER = /^(?:page\s+)?[-–—(\s]*\d{1,4}[A-Z]{0,2}[-–—.)\s]*(?:(?:of|\/)\s*\d{1,4}\.?)?$/i
/** A scene that goes over the page. */
const CONTINUED = /^\(?CONTINUED:?\)?\s*(?:\(\d+\))?\s*:?$/
/** "BLUE REV. 3/12/26", "Pink Revision (4)", "2nd Blue - 03/12/26": the header of a revised page. */
const REVISION =
  /^(?:\S+\s+)?(?:white|blue|pink|yellow|green|goldenrod|buff|salmon|cherry|tan)\b.*(?:rev|draft|pages?\b|\d)/i
/** Rows at each end of a sheet that may belong to the paper and not to the text. */
const MOST_AT_AN_END = 4
/** Of the height of the paper: nothing of the text is nearer to its edges. 0.6 in of 11. */
const EDGE = 0.055
/** Likewise: above this, and as far from the lower edge, there is rarely text. The first row of a body has its feet at 1.1 in. */
const MARGIN = 0.092
/** A header stands on this share of all sheets, at one height. */
const REPEATED = 0.4

/** What a header says whatever its page number and its date. */
const signatureOf = ({ text, y }: Row): string => `${text.replace(/[\d]+[A-Z]?/g, '#')}@${Math.round(y / 3)}`

function countSignatures(sheets: readonly (readonly Row[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const rows of sheets) {
    const ends = new Set([...rows.slice(0, MOST_AT_AN_END), ...rows.slice(-MOST_AT_AN_END)].map(signatureOf))
    for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1)
  }
  return counts
}

interface Surroundings {
  sheet: Sheet
  pitch: number
  leading: number
  signatures: ReadonlyMap<string, number>
  sheets: number
}

/** Whether the outermost row of a sheet is a header or a footer; `next` is the row that stands further in. */
function isFrame(row: Row, next: Row | undefined, around: Surroundings): boolean {
  const { sheet, pitch, leading, signatures, sheets } = around
  const free = !next || Math.abs(next.y - row.y) > leading * 1.4
  if (CONTINUED.test(withoutNumbers(row.text))) return true
  if (row.y < sheet.height * EDGE || row.y > sheet.height * (1 - EDGE / 2)) return true
  const columns = columnsOfRow(row.pieces, pitch)
  const last = columns.at(-1)
  const isHeading = looksLikeHeading(columns[0]?.marked.text ?? '') || looksLikeHeading(columns[1]?.marked.text ?? '')
  if (isHeading) return false
  const inMargin = row.y < sheet.height * MARGIN || row.y > sheet.height * (1 - MARGIN)
  const toTheRight = (columns[0]?.x ?? 0) > sheet.width * 0.45
  if (free && (inMargin || toTheRight) && PAGE_NUMBER.test(row.text)) return true
  if (free && last && last.x > sheet.width * 0.7 && /\d\.?$/.test(last.marked.text) && columns.length > 1) {
    const numbered = PAGE_NUMBER.test(last.marked.text)
    if (numbered && columns[0]?.marked.text !== last.marked.text) return true
  }
  if (free && inMargin && REVISION.test(row.text)) return true
  return free && sheets > 2 && (signatures.get(signatureOf(row)) ?? 0) >= Math.max(3, sheets * REPEATED)
}

/** "12  CONTINUED:  12" */
const withoutNumbers = (text: string): string => text.replace(/^\d+[A-Z]*\s+|\s+\d+[A-Z]*$/g, '')

/**
 * The rows without what is printed round the text: page numbers, headers, footers, CONTINUED.
 */
export function withoutFrames(
  sheets: readonly Sheet[],
  rowsOfSheets: readonly (readonly Row[])[],
  pitch: number,
  leading: number,
): Row[][] {
  const signatures = countSignatures(rowsOfSheets)
  return rowsOfSheets.map((rows, index) => {
    const sheet = sheets[index]
    if (!sheet) return [...rows]
    const around = { sheet, pitch, leading, signatures, sheets: sheets.length }
    let first = 0
    let last = rows.length
    for (let row = rows[first]; row && first < MOST_AT_AN_END && isFrame(row, rows[first + 1], around); )
      row = rows[++first]
    for (let row = rows[last - 1]; row && last > first; row = rows[last - 1]) {
      if (rows.length - last >= MOST_AT_AN_END || !isFrame(row, rows[last - 2], around)) break
      last--
    }
    return rows.slice(first, last)
  })
}
