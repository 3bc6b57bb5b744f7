import type { Block, BlockLine } from './blocks.ts'
import type { Cut } from './cuts.ts'
import type { PageRow } from './page.ts'
import { rowsBetween, type SetLine } from './setLine.ts'

/** A block, or its part before a cut, on a page. */
interface Placed {
  readonly block: Block
  readonly cut: Cut | null
  readonly top: number
}

/** What stands on one page. */
export class Sheet {
  /** Rows used from the top. */
  used = 0
  /** The revision whose lines get asterisks. */
  readonly #revision: string | undefined
  readonly #placed: Placed[] = []
  #rows: readonly PageRow[] | null = null

  constructor(revision: string | undefined) {
    this.#revision = revision
  }

  /** Puts a block, or its part before `cut`, below what is on the sheet. */
  place(block: Block, cut: Cut | null): void {
    const top = this.used === 0 ? 0 : this.used + block.before
    this.#placed.push({ block, cut, top })
    this.used = top + (cut ? cut.rows : block.height)
  }

  /** A speech goes on on the next page: the last row says so. */
  get more(): boolean {
    const last = this.#placed.at(-1)
    return last?.cut != null && last.block.kind === 'speech'
  }

  /** What stands in the first row above the rest of a speech; '' where none goes on. */
  get continued(): string {
    const cue = this.#placed[0]?.block.continued
    return cue ? continuedName(cue) : ''
  }

  /** What is printed. Made when somebody asks: while one types, nobody needs the words of all pages. */
  get rows(): readonly PageRow[] {
    this.#rows ??= this.#placed.flatMap(placed => rowsOf(placed, this.#revision))
    return this.#rows
  }
}

function rowsOf({ block, cut, top }: Placed, revision: string | undefined): PageRow[] {
  if (block.kind === 'dual') {
    const height = cut ? cut.rows : block.height
    const rows = [block.left, block.right].flatMap(half => rowsOfHalf(half, top, block.at.skipped, height, revision))
    return rows.sort((a, b) => a.row - b.row)
  }
  const rows: PageRow[] = []
  let row = top
  if (block.continued) rows.push(marker('continued', block.continued, continuedName(block.continued), row++))
  for (const item of block.left) {
    if (cut && item.index > cut.at.line) break
    const isCut = cut?.at.line === item.index
    if (isCut && cut.at.offset === 0) break
    const printed = isCut ? rowsBetween(item.set, item.start, cut.end) : rowsOfLine(item)
    for (const each of printed) rows.push(onPage(each, item, row++, revision))
  }
  const cue = block.continued ?? block.left[0]?.set
  if (cut && cue && block.kind === 'speech') rows.push(marker('more', cue, '(MORE)', row++))
  return rows
}

const rowsOfLine = ({ set, start }: BlockLine): readonly PageRow[] =>
  start > 0 ? rowsBetween(set, start, set.printed.text.length) : set.rows

function rowsOfHalf(
  half: readonly BlockLine[],
  top: number,
  skipped: number,
  height: number,
  revision: string | undefined,
): PageRow[] {
  const rows = half.flatMap(item => rowsOfLine(item).map(row => ({ row, item })))
  return rows.slice(skipped, skipped + height).map(({ row, item }, i) => onPage(row, item, top + i, revision))
}

function onPage(row: PageRow, { set: { line } }: BlockLine, at: number, revision: string | undefined): PageRow {
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
