import type { Block, BlockLine } from './blocks.ts'
import type { Cut } from './cuts.ts'
import type { PageRow } from './page.ts'
import { rowsBetween, type SetLine } from './setLine.ts'

/** The sheet that is being filled. */
export interface Sheet {
  rows: PageRow[]
  /** Rows used from the top. */
  used: number
  /** The revision whose lines get asterisks. */
  readonly revision: string | undefined
}

/** Puts a block, or its part before `cut`, below what is on the sheet. */
export function placeBlock(sheet: Sheet, block: Block, cut: Cut | null): void {
  const top = sheet.used === 0 ? 0 : sheet.used + block.before
  if (block.kind === 'dual') {
    const height = cut ? cut.rows : block.height
    for (const half of [block.left, block.right]) placeHalf(sheet, half, top, block.at.skipped, height)
    sheet.rows.sort((a, b) => a.row - b.row)
    sheet.used = top + height
    return
  }
  let row = top
  if (block.continued) sheet.rows.push(marker('continued', block.continued, continuedName(block.continued), row++))
  for (const item of block.left) {
    if (cut && item.index > cut.at.line) break
    const isCut = cut?.at.line === item.index
    if (isCut && cut.at.offset === 0) break
    const rows = isCut ? rowsBetween(item.set, item.start, cut.end) : item.rows
    for (const each of rows) sheet.rows.push(placed(sheet, each, item, row++))
  }
  const cue = block.continued ?? block.left[0]?.set
  if (cut && cue && block.kind === 'speech') sheet.rows.push(marker('more', cue, '(MORE)', row++))
  sheet.used = row
}

function placeHalf(sheet: Sheet, half: readonly BlockLine[], top: number, skipped: number, height: number): void {
  let at = -skipped
  for (const item of half)
    for (const row of item.rows) {
      if (at >= 0 && at < height) sheet.rows.push(placed(sheet, row, item, top + at))
      at++
    }
}

function placed({ revision }: Sheet, row: PageRow, { set: { line } }: BlockLine, at: number): PageRow {
  const isRevised = revision !== undefined && line.revised === revision
  return isRevised ? { ...row, row: at, asterisk: true } : { ...row, row: at }
}

function marker(kind: 'more' | 'continued', cue: SetLine, text: string, row: number): PageRow {
  const { line, layout } = cue
  const runs = [{ text, marks: [] }]
  return {
    kind,
    line: line.id,
    type: 'character',
    row,
    column: layout.column,
    from: 0,
    to: 0,
    runs,
    width: text.length,
  }
}

/** The name once more, with its extension; "(CONT'D)" only once. */
function continuedName({ printed: { text } }: SetLine): string {
  const name = text.replaceAll('\n', ' ').replace(/\s*\(CONT['’]?D\.?\)/gi, '')
  return `${name} (CONT'D)`
}
