import type { Run } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import type { PageSize } from '../script/production.ts'

/**
 * A script as it is printed: the same pages for the screen, the PDF, the reports and the command line. Everything is
 * measured in characters of Courier 12 pt (10 to an inch, 7.2 pt) and rows (6 to an inch, 12 pt).
 */
export type { PageSize } from '../script/production.ts'

/** A line as the paginator takes it. A line that did not change must be the same object: its layout is kept by identity. */
export interface PageLine {
  readonly id: string
  readonly type: LineType
  readonly text: string
  readonly runs: readonly Run[]
  /** The cue of the right-hand speaker of dual dialogue. */
  readonly dual?: boolean | undefined
  /** Of a heading: the number that stands in both margins, where scene numbers are printed. */
  readonly sceneNumber?: string | undefined
  /** Of every line of a scene that is kept as a number only. */
  readonly omitted?: boolean | undefined
  /** The revision in which the line last changed. */
  readonly revised?: string | undefined
}

/** `more` and `continued` are not in the script: they stand where a speech goes over the page. */
export type RowKind = 'text' | 'more' | 'continued' | 'omitted'

/** One printed row. Empty rows are not listed: they are the gaps between the numbers in `row`. */
export interface PageRow {
  readonly kind: RowKind
  /** Id of the line it prints; of (MORE) and of NAME (CONT'D): the cue of the speech. */
  readonly line: string
  readonly type: LineType
  /** From 0, the first row of the body (an inch below the upper edge of the paper). */
  readonly row: number
  /** Characters from the left edge of the paper; a half is possible where the row is centred. */
  readonly column: number
  /** Which part of the line's own text (UTF-16 units) it prints; notes inside are not printed. Empty for other kinds than `text`. */
  readonly from: number
  readonly to: number
  /** The words as printed, capitals and spaces included, with their emphasis. */
  readonly runs: readonly Run[]
  /** Characters that the words take: East Asian wide ones two. */
  readonly width: number
  /** On the first row of a heading: stands in both margins, where scene numbers are printed. */
  readonly sceneNumber?: string
  /** An asterisk stands in the right margin: the line changed in the revision that is being written. */
  readonly asterisk?: true
}

/** Where a page begins: the line, and how much of its text (UTF-16 units) stands on the pages before. */
export interface PageStart {
  readonly line: string
  readonly offset: number
}

export interface Page {
  /** "12"; "12A" behind a locked page 12 that overflowed; "12-13" where nothing is left of a locked page 13. */
  readonly label: string
  /** What stands at the upper right ("12."); '' on the first page. */
  readonly header: string
  /** Null: the page of an empty script. */
  readonly start: PageStart | null
  /** By `row`; in dual dialogue, rows of both speakers have the same number. */
  readonly rows: readonly PageRow[]
}

/** A page start that was locked under a label (`production.pages`). */
export interface LockedPage extends PageStart {
  readonly label: string
}

export interface PageOptions {
  readonly size?: PageSize | undefined
  /** The revision that is being written: its lines have asterisks. */
  readonly revision?: string | undefined
  /** Absent: pages are numbered as they come. */
  readonly locked?: readonly LockedPage[] | undefined
}
