import type * as Y from 'yjs'
import type { BeatsView, BeatView } from '../api/versions.ts'
import { BEAT_TEXTS, type Beat, type BeatText, beatText, readBeats } from '../beats/beats.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import { mergedOrder, movedIds } from './sequence.ts'

export interface StateBeat extends Beat {
  authored: Readonly<Record<BeatText, readonly AuthoredRun[]>>
}

/** All that a beat sheet says, with who wrote it. */
export type BeatsState = readonly StateBeat[]

export function readBeatsState(doc: Y.Doc): BeatsState {
  const authored = (beat: Beat, name: BeatText): AuthoredRun[] => {
    const text = beatText(doc, beat.id, name)
    if (text) return authoredRuns(text)
    // a foreign program put a plain text there; whose it is, the row does not say
    return beat[name] === '' ? [] : [{ text: beat[name], marks: [], client: -1 }]
  }
  return readBeats(doc).map(beat => ({
    ...beat,
    authored: { title: authored(beat, 'title'), body: authored(beat, 'body') },
  }))
}

/** What became of a sheet between two states: beats by their id, texts word by word. */
export function diffBeats(before: BeatsState, after: BeatsState, hands: Hands): BeatsView {
  const was = new Map(before.map(beat => [beat.id, beat]))
  const is = new Map(after.map(beat => [beat.id, beat]))
  const moved = movedIds([...was.keys()], [...is.keys()])
  const beats = mergedOrder([...was.keys()], [...is.keys()]).flatMap((id): BeatView[] => {
    const view = viewBeat(was.get(id), is.get(id), moved.has(id), hands)
    return view ? [view] : []
  })
  return { kind: 'beats', beats }
}

function viewBeat(
  was: StateBeat | undefined,
  is: StateBeat | undefined,
  moved: boolean,
  hands: Hands,
): BeatView | null {
  const beat = is ?? was
  if (!beat) return null
  const pieces = (name: BeatText) =>
    was && is && was !== is
      ? diffPieces(was.authored[name], is.authored[name], hands)
      : piecesOf(beat.authored[name], was === is ? 'same' : is ? 'added' : 'removed', hands)
  const texts = { title: pieces('title'), body: pieces('body') }
  const changed = BEAT_TEXTS.some(name => texts[name].some(piece => piece.status !== 'same'))
  const status = !is ? 'removed' : !was ? 'added' : changed ? 'changed' : moved ? 'moved' : 'same'
  return { id: beat.id, number: beat.number, status, ...texts }
}
