import * as Y from 'yjs'
import { readSources } from '../documents/rows.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import { type ShotRow, shotOrder, shotRows } from '../shots/shots.ts'
import { makeRow, setCell } from '../shots/write.ts'
import type { ShotsState, StateShot } from './shotsState.ts'

/**
 * Makes a live shot table say what `target` said, by the fewest edits. Rows that `target` does not have are emptied and
 * taken out as an undo of their creation would: words that a colleague types in one meanwhile keep it in the table.
 * One transaction.
 */
export function restoreShots(doc: Y.Doc, target: ShotsState): void {
  const rows = shotRows(doc)
  const wanted = new Set(target.shots.map(shot => shot.id))
  doc.transact(() => {
    for (const { id } of shotOrder(doc)) {
      if (wanted.has(id)) continue
      for (const column of TEXT_COLUMNS) setCell(doc, id, column, '')
      rows.get(id)?.set('deleted', 'undone')
    }
    for (const shot of target.shots) {
      const row: unknown = rows.get(shot.id)
      if (row instanceof Y.Map) restoreRow(doc, row, shot)
      else rows.set(shot.id, makeRow(shot.order, draftOf(shot), shot.madeBy))
    }
  })
}

const draftOf = ({ sources, ...shot }: StateShot) => ({
  ...shot,
  sources: [...sources].map(([lineId, hash]) => ({ lineId, hash })),
})

function restoreRow(doc: Y.Doc, row: ShotRow, shot: StateShot): void {
  if (row.has('deleted')) row.delete('deleted')
  for (const name of ['order', 'duration', 'rationale'] as const)
    if (row.get(name) !== shot[name]) row.set(name, shot[name])
  for (const column of TEXT_COLUMNS) setCell(doc, shot.id, column, shot[column])
  const sources: unknown = row.get('sources')
  if (!(sources instanceof Y.Map)) {
    if (shot.sources.size > 0) row.set('sources', new Y.Map(shot.sources))
    return
  }
  for (const lineId of readSources(row).keys()) if (!shot.sources.has(lineId)) sources.delete(lineId)
  for (const [lineId, hash] of shot.sources) if (sources.get(lineId) !== hash) sources.set(lineId, hash)
}
