import { isCentred } from '../../script/titlePage.ts'
import { parseEmphasis, writeEmphasis } from '../fountain/emphasis.ts'
import { fromRuns, toRuns } from '../fountain/markedText.ts'
import { sortTitlePage, tidyTitlePage } from '../fountain/titlePage.ts'
import type { TitlePageEntry } from '../screenplay.ts'
import { readPieces, runsOf, writePiece } from './runs.ts'
import { childElement, element, isElement, type XmlElement, type XmlNode } from './xml.ts'

/** Rows of blank paper above the title, and rows of the whole page. */
const TITLE_ROW = 14
const LAST_ROW = 50

/** Title pages of Final Draft are paper: nothing says which words are whose. A comment before each entry of ours does. */
const MARK = /^ title page: (.+) $/
const mark = (key: string): XmlNode => ({
  comment: ` title page: ${key.replace(/[%-]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)} `,
})
const markedKey = (node: XmlNode): string | undefined => {
  if (typeof node === 'string' || isElement(node)) return undefined
  return MARK.exec(node.comment)?.[1]?.replace(/%(25|2d)/g, (_, code: string) => (code === '25' ? '%' : '-'))
}

const paragraph = (alignment: 'Center' | 'Left', children: XmlElement[]): XmlElement =>
  element(
    'Paragraph',
    {
      Alignment: alignment,
      FirstIndent: '0.00',
      Leading: 'Regular',
      LeftIndent: '1.25',
      RightIndent: '7.25',
      SpaceBefore: '0',
      Spacing: '1',
      StartsNewPage: 'No',
    },
    children,
  )
const blank = (alignment: 'Center' | 'Left', count: number): XmlElement[] =>
  Array.from({ length: Math.max(0, count) }, () => paragraph(alignment, [element('Text')]))

/** <Content> of a title page: title, credit, author and source in the middle, the rest at the foot. */
export function writeTitlePage(entries: readonly TitlePageEntry[]): XmlElement {
  const write = (entry: TitlePageEntry, alignment: 'Center' | 'Left'): XmlNode[] => [
    mark(entry.key),
    ...entry.value.split('\n').map(line =>
      paragraph(
        alignment,
        toRuns(parseEmphasis(line)).map(run => writePiece({ ...run, attributes: {} })),
      ),
    ),
  ]
  const middle = entries.filter(({ key }) => isCentred(key))
  const foot = entries.filter(({ key }) => !isCentred(key))
  const rows = (of: readonly TitlePageEntry[]): number => of.reduce((n, { value }) => n + value.split('\n').length, 0)
  const out: XmlNode[] = blank('Center', TITLE_ROW)
  for (const entry of middle) out.push(...write(entry, 'Center'), ...blank('Center', 1))
  if (foot.length > 0) {
    const used = TITLE_ROW + rows(middle) + middle.length
    out.push(...blank('Left', Math.max(2, LAST_ROW - used - rows(foot))))
    for (const entry of foot) out.push(...write(entry, 'Left'))
  }
  return element('Content', {}, out)
}

interface Printed {
  /** One line; '' for a blank row. */
  text: string
  centred: boolean
}

const printedLines = (node: XmlElement): Printed[] =>
  writeEmphasisOf(node)
    .split('\n')
    .map(line => ({ text: line.trim(), centred: node.attributes.Alignment === 'Center' }))

const writeEmphasisOf = (node: XmlElement): string => writeEmphasis(fromRuns(runsOf(readPieces(node, 'general'))))

const CREDIT = /^(?:.{0,40}\b)?by:?$/i
const SOURCE = /^(?:based|adapted|inspired|suggested|from)\b/i
const DATE = /^(?:\d{1,4}[./ -]+(?:\d{1,2}|\p{L}{3,9})[./, -]+\d{1,4}|\p{L}{3,9}\.? \d{1,2},? \d{4}|\p{L}{3,9} \d{4})$/u
const DRAFT = /\b(?:draft|revisions?|rev\.|version)\b/i
const COPYRIGHT = /©|\(c\)|copyright/i

/** What the blocks of a title page by other hands must be: the first is the title, what follows a credit its author. */
function guess(printed: readonly Printed[]): TitlePageEntry[] {
  const entries: TitlePageEntry[] = []
  const push = (key: string, value: string): void => {
    entries.push({ key, value })
  }
  let expected: 'Title' | 'Author' | null = 'Title'
  for (const { text, centred } of printed) {
    if (text === '') {
      // a block of several lines ends; the author may stand a row below the credit
      if (expected === 'Title' && entries.length > 0) expected = null
      else if (expected === 'Author' && entries.at(-1)?.key === 'Author') expected = null
      continue
    }
    if (centred && CREDIT.test(text)) {
      push('Credit', text)
      expected = 'Author'
    } else if (centred && SOURCE.test(text)) {
      push('Source', text)
      expected = null
    } else if (COPYRIGHT.test(text)) push('Copyright', text)
    else if (expected !== null && centred) push(expected, text)
    else if (DATE.test(text) || (DRAFT.test(text) && !centred)) push('Draft date', text)
    else push(centred ? 'Notes' : 'Contact', text)
  }
  return entries
}

/** The entries of a <TitlePage>, in the order of printing. */
export function readTitlePage(titlePage: XmlElement | undefined): TitlePageEntry[] {
  const content = childElement(titlePage, 'Content')
  if (!content) return []
  const marked: TitlePageEntry[] = []
  const printed: Printed[] = []
  let key: string | undefined
  let strayed = false
  for (const node of content.children) {
    key = markedKey(node) ?? key
    if (!isElement(node) || node.name !== 'Paragraph') continue
    for (const line of printedLines(node)) {
      printed.push(line)
      if (line.text === '') continue
      if (key === undefined) strayed = true
      else marked.push({ key, value: line.text })
    }
  }
  return sortTitlePage(tidyTitlePage(key === undefined || strayed ? guess(printed) : marked))
}

/** The title page as Final Draft can say it: emphasis in one spelling. */
export const canonicalTitlePage = (entries: readonly TitlePageEntry[]): TitlePageEntry[] =>
  sortTitlePage(
    tidyTitlePage(
      tidyTitlePage(entries).map(({ key, value }) => ({
        key,
        value: value
          .split('\n')
          .map(line => writeEmphasis(parseEmphasis(line)))
          .join('\n'),
      })),
    ),
  )
