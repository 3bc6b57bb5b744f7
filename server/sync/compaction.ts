import * as Y from 'yjs'
import type { Sql } from '../../shared/node/database.ts'
import { unpackUpdates } from '../../shared/node/updates.ts'

/** Log rows after which a document is worth folding. */
export const COMPACT_ROWS = 500

/**
 * Folds the log of a document into a new snapshot, in one transaction, and keeps the snapshot before it. Reads committed
 * rows only and rebuilds through a fresh Y.Doc, so it needs no agreement with a live room. Deletes exactly the rows it
 * read: a slower commit may still fill a hole in the sequence. Resolves with the number of rows folded.
 */
export async function compact(sql: Sql, documentId: string): Promise<number> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${documentId}, 0))`
    const [snapshot] = await tx<{ state: Buffer }[]>`
      select coalesce(s.state, shared.state) as state
      from document_snapshots s left join version_states shared on shared.hash = s.state_hash
      where s.document_id = ${documentId} order by s.id desc limit 1`
    const rows = await tx<{ seq: number; payload: Buffer }[]>`
      select seq, payload from document_updates where document_id = ${documentId} order by seq`
    if (!snapshot || rows.length === 0) return 0
    const state = fold(
      snapshot.state,
      rows.map(row => row.payload),
    )
    await tx`insert into document_snapshots (document_id, state) values (${documentId}, ${state})`
    await tx`
      delete from document_updates where document_id = ${documentId} and seq = any(${rows.map(row => row.seq)}::bigint[])`
    await tx`
      delete from document_snapshots where document_id = ${documentId} and id not in
        (select id from document_snapshots where document_id = ${documentId} order by id desc limit 2)`
    return rows.length
  })
}

/** What waits for missing dependencies is carried along: the encoding includes the pending structs. */
function fold(snapshot: Uint8Array, payloads: readonly Buffer[]): Buffer {
  const doc = new Y.Doc()
  doc.transact(() => {
    Y.applyUpdateV2(doc, snapshot)
    for (const payload of payloads) for (const update of unpackUpdates(payload)) Y.applyUpdate(doc, update)
  })
  const state = Buffer.from(Y.encodeStateAsUpdateV2(doc))
  doc.destroy()
  return state
}
