import * as Y from 'yjs'
import { BEAT_TEXTS, type Beat, type BeatRow, beatOrder, beatRows, makeBeat } from '../beats/beats.ts'
import { setBeatText } from '../beats/write.ts'

/**
 * Makes a live beat sheet say what `target` said, by the fewest edits. Beats that `target` does not have are emptied and
 * taken off as an undo of their creation would: words that a colleague types in one meanwhile keep it on the sheet.
 * One transaction.
 */
export function restoreSheet(doc: Y.Doc, target: readonly Beat[]): void {
  const rows = beatRows(doc)
  const wanted = new Set(target.map(beat => beat.id))
  doc.transact(() => {
    for (const { id } of beatOrder(doc)) {
      if (wanted.has(id)) continue
      for (const name of BEAT_TEXTS) setBeatText(doc, id, name, '')
      rows.get(id)?.set('deleted', 'undone')
    }
    for (const beat of target) {
      const row: unknown = rows.get(beat.id)
      if (row instanceof Y.Map) restoreBeat(doc, row, beat)
      else {
        const sources = [...beat.sources].map(([lineId, hash]) => ({ lineId, hash }))
        rows.set(beat.id, makeBeat(beat.order, { ...beat, sources }, beat.madeBy))
      }
    }
  })
}

function restoreBeat(doc: Y.Doc, row: BeatRow, beat: Beat): void {
  if (row.has('deleted')) row.delete('deleted')
  for (const name of ['order', 'rationale'] as const) if (row.get(name) !== beat[name]) row.set(name, beat[name])
  for (const name of BEAT_TEXTS) {
    if (row.get(name) instanceof Y.Text) setBeatText(doc, beat.id, name, beat[name])
    else row.set(name, new Y.Text(beat[name]))
  }
  const sources: unknown = row.get('sources')
  if (!(sources instanceof Y.Map)) {
    row.set('sources', new Y.Map(beat.sources))
    return
  }
  for (const lineId of [...sources.keys()]) if (!beat.sources.has(lineId)) sources.delete(lineId)
  for (const [lineId, hash] of beat.sources) if (sources.get(lineId) !== hash) sources.set(lineId, hash)
}
