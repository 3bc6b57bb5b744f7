import type { ReportTable } from './table.ts'

/**
 * What a spreadsheet would take for a formula, also behind white space (OWASP, "CSV Injection"). Lone minus signs and plain
 * numbers are none.
 */
const FORMULA = /^\s*[=+\-@\t\r]/
const NUMBER = /^-?\d+(?:\.\d+)?$/

/** A text that somebody wrote, for a spreadsheet: what would be calculated gets an apostrophe before it, and is text. */
function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** The table by RFC 4180: CRLF, quotes doubled. With a byte order mark, by which spreadsheets know that it is UTF-8. */
export function writeCsv({ columns, rows }: Pick<ReportTable, 'columns' | 'rows'>): string {
  const titles = columns.map(({ title, unit }) => (unit === null ? title : `${title} (${unit})`))
  const lines = [titles, ...rows]
  return `\ufeff${lines.map(line => `${line.map(cellOf).join(',')}\r\n`).join('')}`
}
