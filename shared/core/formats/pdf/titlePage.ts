import { looksLikeHeading } from '../../script/heading.ts'
import { tidyTitlePage } from '../fountain/titlePage.ts'
import type { TitlePageEntry } from '../screenplay.ts'
import { columnsOfRow, type Row } from './rows.ts'
import type { Sheet } from './sheet.ts'

const CREDIT =
  /^(?:(?:an? )?(?:original )?(?:screen ?play|teleplay|story|script|written|created|adapted|directed)\b.*\bby\b|by|written by|(?:original )?(?:screenplay|teleplay|story) ?by|von|par|de|scritto da|escrito por)\s*:?$/i
/** "Written by Ada Lovelace" on one row. */
const CREDIT_AND_NAME = /^((?:(?:screen ?play|teleplay|story|written|created)\s+)?by)\s+(\S.*)$/i
const SOURCE = /^(?:based (?:up)?on|from (?:the|a|an)|inspired by|adapted from|nach |d'après )/i
const COPYRIGHT = /^(?:©|\(c\)|copyright)/i
const DATE =
  /\b(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}?(?:,|\b).*\d{4}|\d{1,2}\.?\s+\p{L}+\s+\d{4})\b/iu
const REVISION = /\b(?:revision|revised|draft|rev\.)\b/i
/** Rows of the fullest title page. */
const MOST_ROWS = 40

/** Whether the first sheet is a title page: little on it, the first row in the middle, and no scene begins. */
export function isTitlePage(sheet: Sheet, rows: readonly Row[], pitch: number): boolean {
  const [first] = rows
  if (!first || rows.length > MOST_ROWS) return false
  if (rows.some(({ text }) => looksLikeHeading(text.replace(/^\d+[A-Z]*\s+/, '')) || /^FADE (?:IN|UP)/.test(text)))
    return false
  const centred = rows.filter(row => isCentred(row, sheet, pitch))
  const title = centred[0]
  if (!title || title.y < sheet.height * 0.12) return false
  return first === title || first.y < sheet.height * 0.12
}

/** In the middle of the paper or of the text, which begins half an inch further right. */
function isCentred(row: Row, { width }: Sheet, pitch: number): boolean {
  const columns = columnsOfRow(row.pieces, pitch)
  const [only] = columns
  if (!only || columns.length > 1) return false
  const middle = (only.x + only.end) / 2
  return middle > width / 2 - pitch * 3 && middle < width / 2 + pitch * 5 && only.x > width * 0.2
}

/** Reads a title page: in the middle title, credit, author and source; at the foot contact, dates and the like. */
export function readTitlePage(sheet: Sheet, rows: readonly Row[], pitch: number, leading: number): TitlePageEntry[] {
  const entries: TitlePageEntry[] = []
  const foot: { x: number; y: number; text: string }[] = []
  const middle: Row[] = []
  const lowest = sheet.height * 0.62
  for (const row of rows) {
    if (isCentred(row, sheet, pitch) && row.y < lowest) middle.push(row)
    else for (const { x, marked } of columnsOfRow(row.pieces, pitch)) foot.push({ x, y: row.y, text: marked.text })
  }
  readMiddle(middle, leading, (key, value) => entries.push({ key, value }))
  for (const side of [foot.filter(({ x }) => x < sheet.width * 0.45), foot.filter(({ x }) => x >= sheet.width * 0.45)])
    for (const block of blocksOf(side, leading))
      readFoot(
        block.map(({ text }) => text),
        (key, value) => entries.push({ key, value }),
      )
  return tidyTitlePage(entries)
}

type Add = (key: string, value: string) => void

/** Rows that stand together. */
function blocksOf<T extends { y: number }>(rows: readonly T[], leading: number): T[][] {
  const blocks: T[][] = []
  for (const row of rows) {
    const above = blocks.at(-1)?.at(-1)
    if (above && row.y - above.y < leading * 1.5) blocks.at(-1)?.push(row)
    else blocks.push([row])
  }
  return blocks
}

function readMiddle(rows: readonly Row[], leading: number, add: Add): void {
  let key = 'Title'
  for (const [index, block] of blocksOf(rows, leading).entries()) {
    if (index > 0 && key === 'Title') key = 'Author'
    for (const { text } of block) {
      const both = CREDIT_AND_NAME.exec(text)
      if (index > 0 && CREDIT.test(text)) {
        add('Credit', text)
        key = 'Author'
      } else if (index > 0 && both?.[1] && both[2]) {
        add('Credit', both[1])
        add('Author', both[2])
        key = 'Author'
      } else {
        if (index > 0 && SOURCE.test(text)) key = 'Source'
        else if (index > 0 && REVISION.test(text)) key = 'Revision'
        else if (index > 0 && DATE.test(text)) key = 'Draft date'
        add(key, text)
      }
    }
  }
}

function readFoot(block: readonly string[], add: Add): void {
  let key = 'Contact'
  for (const text of block) {
    if (COPYRIGHT.test(text)) key = 'Copyright'
    else if (REVISION.test(text) && !DATE.test(text)) key = 'Revision'
    else if (DATE.test(text)) key = 'Draft date'
    else if (key !== 'Copyright') key = 'Contact'
    add(key, text)
  }
}
