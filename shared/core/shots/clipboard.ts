/**
 * Ranges of cells as spreadsheets put them on the clipboard: tab-separated text as Excel and Google Sheets write it (a cell
 * with a tab, quote or line break stands in quotes, quotes are doubled), and the table of their text/html, where a cell with
 * line breaks is unambiguous.
 */

/** Rows of cells; ragged rows are allowed. */
export type CellRange = string[][]

const NEEDS_QUOTES = /[\t\n\r"]/

/** A range as tab-separated text. Rows end with CRLF between them, as Excel writes; line breaks in a cell stay '\n'. */
export function formatTsv(range: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const plain = text.replace(/\r\n?/g, '\n')
    return NEEDS_QUOTES.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
  }
  return range.map(row => row.map(cell).join('\t')).join('\r\n')
}

/**
 * Reads tab-separated text. A quote opens a quoted cell only at its beginning, and only when it is closed before a tab, a
 * line break or the end: words such as `"No," she says` stay as they are. One line break at the very end is no row.
 */
export function parseTsv(text: string): CellRange {
  const rows: CellRange = [[]]
  let at = 0
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : null
    let cell: string
    if (quoted) {
      cell = quoted.cell
      at = quoted.end
    } else {
      const end = nextBreak(text, at)
      cell = text.slice(at, end)
      at = end
    }
    rows.at(-1)?.push(cell)
    if (at >= text.length) return rows
    if (text[at] === '\t') at++
    else {
      at += text.startsWith('\r\n', at) ? 2 : 1
      if (at >= text.length) return rows
      rows.push([])
    }
  }
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '\t' || text[at] === '\n' || text[at] === '\r') return at
  return text.length
}

function readQuoted(text: string, from: number): { cell: string; end: number } | null {
  let cell = ''
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') {
      cell += '"'
      at++
    } else {
      const after = text[at + 1]
      if (after !== undefined && after !== '\t' && after !== '\n' && after !== '\r') return null
      return { cell: cell.replace(/\r\n?/g, '\n'), end: at + 1 }
    }
  }
  return null
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Marks our own table: its tab-separated text beside it is exact, while HTML loses blanks at the edges of cells. */
const OWN_TABLE = 'data-from="shot-table"'

/** A range as the HTML table that spreadsheets read. */
export function formatHtmlTable(range: readonly (readonly string[])[]): string {
  const cell = (text: string) =>
    `<td style="white-space:pre-wrap">${escapeHtml(text.replace(/\r\n?/g, '\n')).replaceAll('\n', '<br style="mso-data-placement:same-cell">')}</td>`
  return `<table ${OWN_TABLE}>${range.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('')}</table>`
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return ENTITIES[name.toLowerCase()] ?? whole
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
}

const attribute = (tag: string, name: string): number => {
  const value = Number(new RegExp(`\\b${name}\\s*=\\s*["']?(\\d+)`, 'i').exec(tag)?.[1] ?? 1)
  return Math.min(Math.max(value, 1), 1000)
}

/**
 * Reads the first table of clipboard HTML (Excel, Google Sheets, LibreOffice, Word). A merged cell gives its text once and
 * empty cells for the rest of it. Null when there is no table. Only text is taken; nothing of the HTML reaches a page.
 */
export function parseHtmlTable(html: string): CellRange | null {
  const open = /<table[\s>]/i.exec(html)
  if (!open) return null
  const close = html.toLowerCase().indexOf('</table', open.index)
  const body = html
    .slice(open.index, close < 0 ? html.length : close)
    .replace(/<!--[\s\S]*?-->|<(style|script)[\s\S]*?<\/\1>/gi, '')
  const rows: CellRange = []
  /** Cells of rows to come that a rowspan above fills. */
  const spanned = new Map<string, true>()
  for (const rowHtml of body.split(/<tr[\s>]/i).slice(1)) {
    const row: string[] = []
    const fill = () => {
      while (spanned.has(`${rows.length}:${row.length}`)) row.push('')
    }
    for (const cell of rowHtml.matchAll(/<t[dh]((?:\s[^>]*)?)>([\s\S]*?)(?=<t[dh][\s>]|<\/t[dhr][\s>]|<\/tbody|$)/gi)) {
      fill()
      const [columns, down] = [attribute(cell[1] ?? '', 'colspan'), attribute(cell[1] ?? '', 'rowspan')]
      const at = row.length
      row.push(cellText(cell[2] ?? ''), ...Array<string>(columns - 1).fill(''))
      for (let y = 1; y < down; y++) for (let x = 0; x < columns; x++) spanned.set(`${rows.length + y}:${at + x}`, true)
    }
    fill()
    rows.push(row)
  }
  return rows.some(row => row.length > 0) ? rows : null
}

/** Source line breaks in HTML are spaces; <br> and block ends are line breaks. */
function cellText(html: string): string {
  const text = html
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ ?<br[^>]*> ?/gi, '\n')
    .replace(/<\/(p|div|li)>\s*(?=<(p|div|li)[\s>])/gi, '\n')
    .replace(/<[^>]*>/g, '')
  return decodeEntities(text.replace(/^ +| +$/g, ''))
}

/** The range on a clipboard: the HTML table when another program put one there (Excel and Sheets put both), else the text. */
export function readClipboard(html: string, text: string): CellRange {
  return (html === '' || html.includes(OWN_TABLE) ? null : parseHtmlTable(html)) ?? parseTsv(text)
}
