import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { stateContent } from '../../shared/core/history/content.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { readVersionState } from '../../shared/node/versionList.ts'
import { notFound } from '../http/errors.ts'
import type { Sync } from '../sync/contract.ts'

/** A document of a side: what it says is read when it is asked for. */
export interface SideDocument {
  documentId: string
  kind: DocumentKind
  sceneId: string | null
  /** Of what it says: equal exactly for documents that say the same. Null: not known without reading. */
  hash: string | null
  read(): Promise<Y.Doc>
}

/** What all documents said at a commit, or say at the head of a timeline. */
export interface Side {
  timelineId: string
  /** How it is called: the name of the commit, or of the timeline. */
  name: string
  /** The document of the same kind and scene of another side has the same key. */
  documents: ReadonlyMap<string, SideDocument>
}

const keyOf = ({ kind, sceneId }: { kind: string; sceneId: string | null }): string => `${kind}/${sceneId ?? ''}`
export const hashOfDocument = (kind: DocumentKind, doc: Y.Doc): string =>
  createHash('sha256').update(stateContent(kind, doc)).digest('hex')

/** The side with this id, of a commit or of a timeline (then its head). Throws the 404 of something that is not there. */
export async function readSide(
  { sql, sync }: { sql: Sql; sync: Pick<Sync, 'drain'> },
  projectId: string,
  id: string,
): Promise<Side> {
  return (await sideOfCommit(sql, projectId, id)) ?? (await readHead({ sql, sync }, projectId, id))
}

async function sideOfCommit(sql: Sql, projectId: string, id: string): Promise<Side | null> {
  const [commit] = await sql<{ timelineId: string; name: string }[]>`
    select timeline_id as "timelineId", name from commits where id = ${id} and project_id = ${projectId}`
  if (!commit) return null
  const rows = await sql<
    { version: string; documentId: string; kind: DocumentKind; sceneId: string | null; hash: string }[]
  >`
    select v.id as version, v.document_id as "documentId", d.kind, d.scene_id as "sceneId", v.state_hash as hash
    from versions v join documents d on d.id = v.document_id where v.timeline_version_id = ${id}`
  const documents = new Map(
    rows.map(({ version, ...row }) => [keyOf(row), { ...row, read: () => readVersionState(sql, version) }]),
  )
  return { ...commit, documents }
}

/** The head of a timeline that is not put away. Throws the 404 of something that is not there. */
export async function readHead(
  { sql, sync }: { sql: Sql; sync: Pick<Sync, 'drain'> },
  projectId: string,
  id: string,
): Promise<Side> {
  const [timeline] = await sql<{ name: string }[]>`
    select name from timelines where id = ${id} and project_id = ${projectId} and deleted_at is null`
  if (!timeline) throw notFound()
  const rows = await documentsOf(sql, id)
  await sync.drain(rows.map(row => row.documentId))
  const documents = new Map(
    rows.map(row => [keyOf(row), { ...row, hash: null, read: () => loadDocument(sql, row.documentId) }]),
  )
  return { timelineId: id, name: timeline.name, documents }
}

/** The documents of a timeline that belong to what it says. */
export const documentsOf = (sql: Query, timelineId: string) => sql<
  { documentId: string; kind: DocumentKind; sceneId: string | null }[]
>`
  select id as "documentId", kind, scene_id as "sceneId" from documents
  where timeline_id = ${timelineId} and kind <> 'comments' and orphaned_at is null`
