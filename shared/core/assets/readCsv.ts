/** A record of a table of text, and the line of the file in which it begins (from 1). */
export interface CsvRecord {
  line: number
  cells: string[]
}

/**
 * Records of RFC 4180, parted by whatever parts the first line: comma, semicolon or tab. Empty lines are left out. A quote that
 * is never closed ends with the file, so that nothing is lost.
 */
export function readCsv(text: string): CsvRecord[] {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const separator = separatorOf(source)
  const records: CsvRecord[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let began = 1
  const endRecord = () => {
    cells.push(cell)
    if (cells.some(one => one.trim() !== '')) records.push({ line: began, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at)
    if (character === '\n') line++
    if (quoted) {
      if (character !== '"') cell += character
      else if (source[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (character === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (character === separator) {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') {
      endRecord()
      began = line
    } else cell += character
  }
  endRecord()
  return records
}

/** The one of three that the first line has most of. */
function separatorOf(source: string): string {
  const first = source.slice(0, source.indexOf('\n') < 0 ? source.length : source.indexOf('\n'))
  const count = (separator: string) => first.split(separator).length
  return [';', '\t'].reduce((most, one) => (count(one) > count(most) ? one : most), ',')
}
