import { counted } from '../../text/counted.ts'

/** How far the layout of a PDF could be read, in a number and in words. */
export interface Confidence {
  /** 0..1 */
  score: number
  /** Sentences that a person can check in the script; none when everything fitted. */
  reasons: string[]
}

/** What was seen while a PDF was read. */
export interface Findings {
  sheets: number
  /** Sheets without any text: pictures, scans. */
  empty: number
  rows: number
  /** Rows whose place fits no element, as page and words. */
  unplaced: readonly { page: number; text: string }[]
  headings: number
  speeches: number
  /** Characters that the PDF does not name, of all. */
  unreadable: number
  characters: number
  /** Rows with an asterisk in the right margin. */
  revised: number
}

const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** Weighs what did not fit. Every reason says what was done about it. */
export function confidenceOf(found: Findings): Confidence {
  const reasons: string[] = []
  let score = 1
  const weigh = (factor: number, reason: string): void => {
    score *= factor
    reasons.push(reason)
  }
  const share = (part: number, of: number): number => (of === 0 ? 0 : part / of)
  if (found.headings === 0)
    weigh(0.4, 'No scene heading was recognised: there is no row that begins with INT. or EXT. or has a scene number.')
  if (found.speeches === 0) weigh(0.6, 'No dialogue was recognised: no name stands in capitals above indented rows.')
  if (found.unplaced.length > 0) {
    const where = found.unplaced.slice(0, 3).map(({ page, text }) => `“${clipped(text)}” on page ${page}`)
    weigh(
      1 - Math.min(0.9, 3 * share(found.unplaced.length, found.rows)),
      `${counted(found.unplaced.length, 'row')} of ${found.rows.toLocaleString('en')} fitted no element by where they stand and became action or dialogue: ${where.join(', ')}${found.unplaced.length > 3 ? ', …' : ''}.`,
    )
  }
  if (found.empty > 0)
    weigh(
      1 - 0.8 * share(found.empty, found.sheets),
      `${counted(found.empty, 'page')} of ${found.sheets} had no text, only pictures perhaps, and left nothing.`,
    )
  if (found.unreadable > 0)
    weigh(
      1 - Math.min(0.9, 5 * share(found.unreadable, found.characters)),
      `${counted(found.unreadable, 'character')} could not be read: the PDF does not say which letters they are. They were left out.`,
    )
  if (found.revised > 0)
    reasons.push(
      `${counted(found.revised, 'revision asterisk')} in the margin ${found.revised === 1 ? 'was' : 'were'} left out.`,
    )
  return { score: Math.round(score * 100) / 100, reasons }
}

/** What a person reads after importing: how sure the reading is, and what to look at. */
export const notesOf = ({ score, reasons }: Confidence): string[] => [
  `The elements were told apart by where they stand in the PDF; ${Math.round(score * 100)}% sure${score === 1 ? ': everything fitted' : ''}.`,
  ...reasons,
]
