import type { Piece } from '../../api/versions.ts'
import type { AuthoredRun } from '../../history/authored.ts'
import { diffPieces, piecesOf } from '../../history/pieces.ts'
import { plain, type Run } from '../../script/line.ts'

/** Nobody's hands: a merge says what changed, not who did it. */
const HANDS = { authorOf: () => null, remover: null }

const authored = (runs: readonly Run[]): AuthoredRun[] => runs.map(run => ({ ...run, client: -1 }))

/** The words of a text, all with one status. */
export const wordsAs = (runs: readonly Run[], status: Piece['status']): Piece[] =>
  piecesOf(authored(runs), status, HANDS)

/** What went, came and stayed between two texts. */
export const wordsBetween = (before: readonly Run[], after: readonly Run[]): Piece[] =>
  diffPieces(authored(before), authored(after), HANDS)

/** A value in words between two values: all of one goes, all of the other comes. */
export function valuesBetween(before: string, after: string): Piece[] {
  if (before === after) return wordsAs(plain(after), 'same')
  return [...wordsAs(plain(before), 'removed'), ...wordsAs(plain(after), 'added')]
}

/** At most so many characters of a text, on one line: for titles. */
export function excerpt(text: string, most = 40): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`
}
