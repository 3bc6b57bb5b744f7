import type * as Y from 'yjs'
import type { BriefView } from '../api/versions.ts'
import { type BriefText, briefText, readBrief } from '../brief/brief.ts'
import { lengthWords, MODE_TITLES } from '../brief/words.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'

interface StateField {
  key: string
  title: string
  runs: readonly AuthoredRun[]
}

/** All that a brief says, field by field, with who wrote its texts. */
export type BriefState = readonly StateField[]

/** A choice among given ones: whose it was is not kept. */
const chosen = (text: string): AuthoredRun[] => (text === '' ? [] : [{ text, marks: [], client: -1 }])

export function readBriefState(doc: Y.Doc): BriefState {
  const brief = readBrief(doc)
  const written = (name: BriefText): AuthoredRun[] => {
    const text = briefText(doc, name)
    return text ? authoredRuns(text) : []
  }
  return [
    { key: 'mode', title: 'Made from', runs: chosen(MODE_TITLES[brief.mode]) },
    { key: 'twist', title: 'Twist', runs: chosen(brief.twist.trim()) },
    { key: 'length', title: 'Length', runs: chosen(lengthWords(brief)) },
    { key: 'rating', title: 'Content rating', runs: chosen(brief.rating ?? '') },
    { key: 'genres', title: 'Genres', runs: chosen(brief.genres.join(', ')) },
    { key: 'style', title: 'Written style', runs: chosen(brief.style?.name ?? '') },
    { key: 'tone', title: 'Tone', runs: written('tone') },
    { key: 'idea', title: 'The idea', runs: written('idea') },
  ]
}

/** What became of a brief between two states, word by word. */
export function diffBriefs(before: BriefState, after: BriefState, hands: Hands): BriefView {
  const was = new Map(before.map(field => [field.key, field]))
  return {
    kind: 'brief',
    fields: after.map(({ key, title, runs }) => ({
      key,
      title,
      pieces: before === after ? piecesOf(runs, 'same', hands) : diffPieces(was.get(key)?.runs ?? [], runs, hands),
    })),
  }
}
