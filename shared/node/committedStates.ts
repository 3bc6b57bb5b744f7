import * as Y from 'yjs'
import type { Query } from './database.ts'
import { unpackUpdates } from './updates.ts'

/** A row that makes up the committed state of a document. */
export interface Stored {
  documentId: string
  /** Null for the snapshot. */
  seq: number | null
  bytes: Buffer
}

/** Snapshots and logs of documents in one statement: one moment for all of them, whatever is written meanwhile. */
export async function readCommitted(tx: Query, documentIds: readonly string[]): Promise<Map<string, Stored[]>> {
  const rows = await tx<Stored[]>`
    select s.document_id as "documentId", null::bigint as seq, coalesce(s.state, shared.state) as bytes
    from document_snapshots s left join version_states shared on shared.hash = s.state_hash
    where s.document_id = any(${[...documentIds]})
      and s.id = (select max(id) from document_snapshots newest where newest.document_id = s.document_id)
    union all
    select document_id, seq, payload from document_updates where document_id = any(${[...documentIds]})
    order by 1, 2 nulls first`
  const byDocument = new Map<string, Stored[]>()
  for (const row of rows) {
    const list = byDocument.get(row.documentId)
    if (list) list.push(row)
    // a load error never becomes an empty document
    else if (row.seq === null) byDocument.set(row.documentId, [row])
    else throw new Error(`Document ${row.documentId} has no snapshot.`)
  }
  return byDocument
}

/** The state as a fresh Y.Doc. */
export function docOf(rows: readonly Stored[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const { seq, bytes } of rows)
      if (seq === null) Y.applyUpdateV2(doc, bytes)
      else for (const update of unpackUpdates(bytes)) Y.applyUpdate(doc, update)
  })
  return doc
}
