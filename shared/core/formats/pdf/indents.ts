import { type Margins, places, type TextRow } from './margins.ts'

/** Where the elements of this screenplay begin, in points; found by what stands under what, not by convention. */
export interface Indents extends Margins {
  /** Width of a character. */
  pitch: number
  /** Null where nobody speaks. */
  speech: { cue: number; dialogue: number; parenthetical: number } | null
}

/** Characters of the longest name of a character, with what stands in brackets behind it. */
const LONGEST_CUE = 50

/** Capitals, as far as the script has any: what stands in brackets may be small. */
export function isCapitals(text: string): boolean {
  const bare = text.replace(/\([^()]*\)/g, '')
  return /\p{L}/u.test(bare) && !/\p{Ll}/u.test(bare)
}

export const looksLikeCue = (text: string): boolean =>
  text.length <= LONGEST_CUE && !text.startsWith('(') && (isCapitals(text) || /^#?\d+(?:\s*\(.*\))?$/.test(text))

/** Whether `row` stands right under another row of its sheet. */
export const isAdjacent = (row: TextRow | undefined): boolean => row !== undefined && row.before === 0 && !row.atTop

/** Cues are capitals with something right under them that begins further left, yet not at the margin. */
export function findIndents(rows: readonly TextRow[], margins: Margins, pitch: number): Indents {
  const cues: number[] = []
  const dialogue: number[] = []
  const parentheticals: number[] = []
  for (const [index, row] of rows.entries()) {
    if (row.columns.length > 1 || row.x < margins.left + pitch * 8 || !looksLikeCue(row.text)) continue
    let next = rows[index + 1]
    if (!next || !isAdjacent(next) || next.x > row.x - pitch || next.x < margins.left + pitch * 2) continue
    cues.push(row.x)
    for (let at = index + 1; next && isAdjacent(next) && next.x < row.x - pitch * 0.5; next = rows[++at])
      if (next.text.startsWith('(')) parentheticals.push(next.x)
      else dialogue.push(next.x)
  }
  const mostAt = (numbers: readonly number[]): number | undefined => places(numbers, pitch)[0]?.at
  const cue = mostAt(cues)
  if (cue === undefined) return { ...margins, pitch, speech: null }
  const dialogueAt = mostAt(dialogue) ?? (mostAt(parentheticals) ?? cue) - pitch * 6
  // a row of dialogue may begin with a bracket, too
  const parentheticalAt = mostAt(parentheticals.filter(x => Math.abs(x - dialogueAt) > pitch * 1.5))
  const speech = { cue, dialogue: dialogueAt, parenthetical: parentheticalAt ?? dialogueAt + pitch * 5 }
  return { ...margins, pitch, speech }
}
