import type { Sql } from '../../shared/node/database.ts'
import { OwnThread } from '../../shared/node/ownThread.ts'
import { fold } from './fold.ts'

/** Log rows after which a document is worth folding: a small one, and the largest. */
const ROWS = { least: 500, most: 2000 }
/** Bytes of a snapshot for which one more row may wait: writing a long script down anew costs more than reading a few more rows. */
const BYTES_A_ROW = 200
/** Bytes of a snapshot beyond which folding it would hold up what others type. */
const MOST_HERE = 50_000

/** How many rows of the log a document with a snapshot of so many bytes may have. */
export const rowsToFold = (snapshotBytes: number): number =>
  Math.round(Math.max(ROWS.least, Math.min(ROWS.most, snapshotBytes / BYTES_A_ROW)))

export interface FoldTask {
  snapshot: Uint8Array
  payloads: readonly Uint8Array[]
}

const threads = new OwnThread<FoldTask, Uint8Array>(new URL('./foldThread.ts', import.meta.url), {
  atOnce: 1,
  patience: 60_000,
  memory: 1024,
  again: () => true,
  tooMuch: () => new Error('Folding the log took too long.'),
})

export interface Folded {
  rows: number
  /** Bytes of the snapshot that is the newest now. */
  bytes: number
}

/**
 * Folds the log of a document into a new snapshot, in one transaction, and keeps the snapshot before it. Reads committed
 * rows only and rebuilds through a fresh Y.Doc, so it needs no agreement with a live room. Deletes exactly the rows it
 * read: a slower commit may still fill a hole in the sequence. Rows younger than so many seconds stay as well, for servers that have not
 * read them yet.
 */
export async function compact(sql: Sql, documentId: string, keptSeconds = 0): Promise<Folded> {
  return sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${documentId}, 0))`
    const [snapshot] = await tx<{ state: Buffer }[]>`
      select coalesce(s.state, shared.state) as state
      from document_snapshots s left join version_states shared on shared.hash = s.state_hash
      where s.document_id = ${documentId} order by s.id desc limit 1`
    const rows = await tx<{ seq: number; payload: Buffer }[]>`
      select seq, payload from document_updates where document_id = ${documentId} order by seq`
    if (!snapshot || rows.length === 0) return { rows: 0, bytes: snapshot?.state.length ?? 0 }
    const task = { snapshot: snapshot.state, payloads: rows.map(row => row.payload) }
    const state = Buffer.from(snapshot.state.length > MOST_HERE ? await threads.run(task) : fold(task))
    await tx`insert into document_snapshots (document_id, state) values (${documentId}, ${state})`
    await tx`
      delete from document_updates where document_id = ${documentId} and seq = any(${rows.map(row => row.seq)}::bigint[])
        and created_at <= clock_timestamp() - make_interval(secs => ${keptSeconds})`
    await tx`
      delete from document_snapshots where document_id = ${documentId} and id not in
        (select id from document_snapshots where document_id = ${documentId} order by id desc limit 2)`
    return { rows: rows.length, bytes: state.length }
  })
}
