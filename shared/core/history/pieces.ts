import type { Piece } from '../api/versions.ts'
import { textOfRuns } from '../script/line.ts'
import { diffWords, type WordEdit } from '../text/wordDiff.ts'
import { type AuthoredRun, type AuthorOfClient, sliceRuns } from './authored.ts'

export interface Hands {
  authorOf: AuthorOfClient
  /**
   * Who took words away: documents say who wrote a word, not who deleted it. A place in the list of authors where only
   * one person can have been it, else null.
   */
  remover: number | null
}

/** What `runs` say, all of it with one status. Removed words are in the hand of whoever removed them. */
export function piecesOf(runs: readonly AuthoredRun[], status: Piece['status'], hands: Hands): Piece[] {
  const pieces: Piece[] = []
  for (const { text, marks, client } of runs) {
    const last = pieces.at(-1)
    // a blank is in the hand of the word before it, at the beginning of the word behind it
    const author = last && text.trim() === '' ? last.by : hands.authorOf(client)
    const by = status === 'removed' ? hands.remover : author
    if (last && last.by === by && last.marks.join() === marks.join()) last.text += text
    else pieces.push({ text, marks: [...marks], status, by })
  }
  const [first, second] = pieces
  if (!first || !second || first.text.trim() !== '' || first.marks.join() !== second.marks.join()) return pieces
  return [{ ...second, text: first.text + second.text }, ...pieces.slice(2)]
}

/** The words that stayed, went and came, in the order of reading: what went stands before what came in its place. */
export function diffPieces(before: readonly AuthoredRun[], after: readonly AuthoredRun[], hands: Hands): Piece[] {
  const textBefore = textOfRuns(before)
  const textAfter = textOfRuns(after)
  const pieces: Piece[] = []
  let atBefore = 0
  let atAfter = 0
  for (const { from, to, insert } of byPhrase(textBefore, diffWords(textBefore, textAfter))) {
    const same = from - atBefore
    pieces.push(...piecesOf(sliceRuns(after, atAfter, atAfter + same), 'same', hands))
    pieces.push(...piecesOf(sliceRuns(before, from, to), 'removed', hands))
    atAfter += same
    pieces.push(...piecesOf(sliceRuns(after, atAfter, atAfter + insert.length), 'added', hands))
    atAfter += insert.length
    atBefore = to
  }
  pieces.push(...piecesOf(sliceRuns(after, atAfter, textAfter.length), 'same', hands))
  return pieces
}

/** Words exchanged one after the other read as one exchange: "the old way" for "a new path", not word by word. */
function byPhrase(before: string, edits: readonly WordEdit[]): WordEdit[] {
  const phrases: WordEdit[] = []
  for (const edit of edits) {
    const last = phrases.at(-1)
    const between = last ? before.slice(last.to, edit.from) : ''
    if (last && isExchange(last) && isExchange(edit) && /^[^\S\n]+$/.test(between))
      phrases[phrases.length - 1] = { from: last.from, to: edit.to, insert: last.insert + between + edit.insert }
    else phrases.push(edit)
  }
  return phrases
}

const isExchange = ({ from, to, insert }: WordEdit): boolean => from < to && insert !== ''
