import type { ShotView } from '../api/versions.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import { mergedOrder, movedIds } from './sequence.ts'
import type { ShotsState, StateShot } from './shotsState.ts'

/** What became of a shot table between two states: rows by their id, cells word by word. */
export function diffShots(before: ShotsState, after: ShotsState, hands: Hands): ShotView[] {
  const was = new Map(before.shots.map(shot => [shot.id, shot]))
  const is = new Map(after.shots.map(shot => [shot.id, shot]))
  const moved = movedIds([...was.keys()], [...is.keys()])
  return mergedOrder([...was.keys()], [...is.keys()]).flatMap((id): ShotView[] => {
    const view = viewShot(was.get(id), is.get(id), moved.has(id), hands)
    return view ? [view] : []
  })
}

function viewShot(
  was: StateShot | undefined,
  is: StateShot | undefined,
  moved: boolean,
  hands: Hands,
): ShotView | null {
  const shot = is ?? was
  if (!shot) return null
  const cells = Object.fromEntries(
    TEXT_COLUMNS.map(column => [
      column,
      was && is
        ? diffPieces(was.authored[column], is.authored[column], hands)
        : piecesOf(shot.authored[column], is ? 'added' : 'removed', hands),
    ]),
  ) as ShotView['cells']
  const duration = { before: (was ?? shot).duration, after: (is ?? shot).duration }
  const changed =
    duration.before !== duration.after || TEXT_COLUMNS.some(column => cells[column].some(p => p.status !== 'same'))
  const status = !is ? 'removed' : !was ? 'added' : changed ? 'changed' : moved ? 'moved' : 'same'
  return { id: shot.id, label: shot.label, status, duration, cells }
}
