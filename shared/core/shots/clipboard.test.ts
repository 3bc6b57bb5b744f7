import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatHtmlTable, formatTsv, parseHtmlTable, parseTsv, readClipboard } from './clipboard.ts'

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '🎬', ' ', '\t', '\n', '"', '""', ',', "'", '<b>', '&amp;', ';'),
})
const range = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )

test('a range comes back from its tab-separated text as it was, whatever is in its cells', () => {
  fc.assert(
    fc.property(range, cells => {
      // one empty last row is indistinguishable from a line break at the end, in spreadsheets too
      fc.pre(!(cells.at(-1)?.length === 1 && cells.at(-1)?.[0] === '' && cells.length > 1))
      expect(parseTsv(formatTsv(cells))).toEqual(cells)
    }),
    { numRuns: 2000 },
  )
})

test('a range comes back from its HTML table, but for blanks at the edges of a cell', () => {
  fc.assert(
    fc.property(range, cells => {
      const normal = (text: string) =>
        text
          .replace(/[ \t]+/g, ' ')
          .replace(/ ?\n ?/g, '\n')
          .replace(/^ +| +$/g, '')
      expect(parseHtmlTable(formatHtmlTable(cells))).toEqual(cells.map(row => row.map(normal)))
    }),
    { numRuns: 2000 },
  )
})

test('a cell with a line break from Excel (CRLF, quotes) is one cell', () => {
  const excel = 'Shot\tAction\r\n3A\t"Ana enters.\r\nShe says ""no""."\r\n3B\tBen waits\r\n'
  expect(parseTsv(excel)).toEqual([
    ['Shot', 'Action'],
    ['3A', 'Ana enters.\nShe says "no".'],
    ['3B', 'Ben waits'],
  ])
})

test('Google Sheets text without a line break at the end reads the same', () => {
  expect(parseTsv('a\tb\nc\td')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('empty cells keep their place, and rows may differ in length', () => {
  expect(parseTsv('\t\tx\n\ny')).toEqual([['', '', 'x'], [''], ['y']])
})

test('words in quotation marks are words, unless the whole cell is quoted', () => {
  expect(parseTsv('"No," she says.\tx')).toEqual([['"No," she says.', 'x']])
  expect(parseTsv('"open\tx')).toEqual([['"open', 'x']])
  expect(parseTsv('5" reel')).toEqual([['5" reel']])
})

test('the HTML of Excel and of Google Sheets gives its cells, their line breaks and nothing else', () => {
  const excel = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-number-format:General}</style></head>
<body><!--StartFragment--><table border=0 width=128><col width=64><tr height=20>
  <td height=20 class=xl65 width=64>Ana enters.<br>
    She waits.</td>
  <td>5 &lt; 6 &amp; &quot;x&quot;&#8212;</td></tr><tr><td></td><td>last</td></tr><!--EndFragment--></table></body></html>`
  expect(parseHtmlTable(excel)).toEqual([
    ['Ana enters.\nShe waits.', '5 < 6 & "x"—'],
    ['', 'last'],
  ])
  const sheets =
    '<google-sheets-html-origin><style>td {border: 1px}</style><table><tbody><tr><td data-sheets-value="{}">8</td><td>Ana<br/>Ben</td></tr></tbody></table>'
  expect(readClipboard(sheets, 'wrong')).toEqual([['8', 'Ana\nBen']])
})

test('a merged cell gives its text once and empty cells for the rest', () => {
  expect(
    parseHtmlTable('<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table>'),
  ).toEqual([
    ['a', 'b', ''],
    ['', 'c', 'd'],
  ])
})

test('a range copied in our own grid keeps blanks at the edges of its cells', () => {
  expect(readClipboard(formatHtmlTable([[' a ', 'b']]), formatTsv([[' a ', 'b']]))).toEqual([[' a ', 'b']])
})

test('HTML without a table, such as copied prose, is read from its text', () => {
  expect(readClipboard('<p>one</p>', 'one')).toEqual([['one']])
  expect(readClipboard('', 'a\tb')).toEqual([['a', 'b']])
  expect(parseHtmlTable('<table></table>')).toBeNull()
})
