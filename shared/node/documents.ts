import * as Y from 'yjs'
import { type DocumentKind, hasComments } from '../core/documents/kinds.ts'
import { EDITOR_VERSION } from '../core/editorVersion.ts'
import { newId } from '../core/ids.ts'
import type { Query } from './database.ts'
import { unpackUpdates } from './updates.ts'

export interface DocumentRecord {
  id: string
  projectId: string
  timelineId: string
  kind: DocumentKind
  sceneId: string | null
}

/** Null also for one of a timeline that was deleted. */
export async function findDocument(sql: Query, id: string): Promise<DocumentRecord | null> {
  const [row] = await sql<DocumentRecord[]>`
    select d.id, d.project_id as "projectId", d.timeline_id as "timelineId", d.kind, d.scene_id as "sceneId"
    from documents d join timelines t on t.id = d.timeline_id where d.id = ${id} and t.deleted_at is null`
  return row ?? null
}

/**
 * Makes the row and its first snapshot in the caller's transaction, and with them the document of its comments. Documents are
 * seeded here and nowhere else; the state is built in memory by `seed`, before anybody can have opened it.
 */
export async function createDocument(
  tx: Query,
  of: Omit<DocumentRecord, 'id'>,
  seed: (doc: Y.Doc) => void = () => {},
  id: string = newId(),
): Promise<string> {
  const row = { id, project_id: of.projectId, timeline_id: of.timelineId, kind: of.kind, scene_id: of.sceneId }
  const made = [{ ...row, target_document_id: null as string | null, state: stateOf(seed) }]
  if (hasComments(of.kind))
    made.push({
      ...row,
      id: newId(),
      kind: 'comments',
      scene_id: null,
      target_document_id: id,
      state: emptyState(),
    })
  await tx`
    insert into documents ${tx(made, 'id', 'project_id', 'timeline_id', 'kind', 'scene_id', 'target_document_id')}`
  await tx`
    insert into document_snapshots ${tx(made.map(one => ({ document_id: one.id, state: one.state })))}`
  return id
}

/** A document in which nothing is written, as a V2 update. */
export const emptyState = (): Buffer => stateOf(() => {})

function stateOf(seed: (doc: Y.Doc) => void): Buffer {
  const doc = new Y.Doc()
  doc.transact(() => {
    doc.getMap('meta').set('schema', EDITOR_VERSION)
    seed(doc)
  })
  const state = Buffer.from(Y.encodeStateAsUpdateV2(doc))
  doc.destroy()
  return state
}

/**
 * Reads snapshot and log tail in one statement (one MVCC snapshot: a compaction cannot move rows between two reads) and
 * applies them to `doc` in one transaction with origin 'load'. Returns the number of log rows read, that of the last, and how large the snapshot is.
 * Throws when the document has no snapshot: a load error never becomes an empty document.
 */
export async function loadInto(
  sql: Query,
  documentId: string,
  doc: Y.Doc,
): Promise<{ rows: number; seq: number; snapshotBytes: number }> {
  const rows = await sql<{ seq: number | null; bytes: Buffer }[]>`
    (select null::bigint as seq, coalesce(s.state, shared.state) as bytes
      from document_snapshots s left join version_states shared on shared.hash = s.state_hash
      where s.document_id = ${documentId} order by s.id desc limit 1)
    union all
    (select seq, payload from document_updates where document_id = ${documentId})
    order by seq nulls first`
  if (rows[0]?.seq !== null) throw new Error(`Document ${documentId} has no snapshot.`)
  doc.transact(() => {
    for (const row of rows)
      if (row.seq === null) Y.applyUpdateV2(doc, row.bytes, 'load')
      else for (const update of unpackUpdates(row.bytes)) Y.applyUpdate(doc, update, 'load')
  }, 'load')
  return { rows: rows.length - 1, seq: rows.at(-1)?.seq ?? 0, snapshotBytes: rows[0].bytes.length }
}

/** The committed state of a document as a fresh Y.Doc, for workers and exports. */
export async function loadDocument(sql: Query, documentId: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  await loadInto(sql, documentId, doc)
  return doc
}
