import * as Y from 'yjs'
import { findAgent } from '../core/agents/catalog.ts'
import type { VersionRow } from '../core/api/versions.ts'
import type { Author } from '../core/documents/author.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import type { Owner } from './versionThinning.ts'

/** A version with where it belongs. */
export interface VersionRecord extends VersionRow {
  projectId: string
  documentKind: DocumentKind
  /** Every row of the document's log up to this one is in the state. */
  seq: number
}

interface Named extends Owner {
  name: string | null
}
interface Row extends Omit<VersionRecord, 'by' | 'authors' | 'createdAt'>, Named {
  version: string | null
  at: Date
  authors: Named[]
}

/** Null where the account is gone. */
export function authorOf({ userId, agent, name }: Named): Author | null {
  if (agent !== null) return { kind: 'agent', agent, name: findAgent(agent)?.title ?? agent, jobId: null }
  return userId === null ? null : { kind: 'person', id: userId, name: name ?? '' }
}

const toRecord = ({ userId, agent, name, version, at, authors, ...row }: Row): VersionRecord => ({
  ...row,
  name: version,
  by: authorOf({ userId, agent, name }),
  authors: authors.flatMap(author => authorOf(author) ?? []),
  createdAt: at.toISOString(),
})

const select = (sql: Query) => sql`
  select v.id, v.document_id as "documentId", v.timeline_version_id as "timelineVersionId", v.kind, v.name as version,
    v.message, v.seq, v.created_at as at, v.user_id as "userId", v.agent, u.name,
    d.project_id as "projectId", d.kind as "documentKind",
    coalesce((select json_agg(json_build_object('userId', a.user_id, 'agent', a.agent, 'name', writer.name)
        order by writer.name, a.agent)
      from version_authors a left join "user" writer on writer.id = a.user_id where a.version_id = v.id), '[]') as authors
  from versions v join documents d on d.id = v.document_id left join "user" u on u.id = v.user_id`

/** The versions of a document, the newest first. */
export async function listVersions(sql: Query, documentId: string): Promise<VersionRecord[]> {
  const rows = await sql<Row[]>`
    ${select(sql)} where v.document_id = ${documentId} order by v.created_at desc, v.id desc`
  return rows.map(toRecord)
}

export async function readVersion(sql: Query, id: string): Promise<VersionRecord | null> {
  const [row] = await sql<Row[]>`${select(sql)} where v.id = ${id}`
  return row ? toRecord(row) : null
}

/** The versions of all documents of a timeline that were made together. */
export async function readTimelineVersion(sql: Query, timelineVersionId: string): Promise<VersionRecord[]> {
  const rows = await sql<Row[]>`
    ${select(sql)} where v.timeline_version_id = ${timelineVersionId} order by v.document_id`
  return rows.map(toRecord)
}

/** What the document said, as a fresh Y.Doc to read from. It must not be synced with the document. */
export async function readVersionState(sql: Query, id: string): Promise<Y.Doc> {
  const [row] = await sql<{ state: Buffer }[]>`
    select s.state from versions v join version_states s on s.hash = v.state_hash where v.id = ${id}`
  if (!row) throw new Error(`There is no version ${id}.`)
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, row.state)
  return doc
}

/**
 * Deletes a named version, of a whole timeline all of its documents' versions and the commit. False when there is none of
 * that name.
 */
export async function deleteNamedVersion(
  tx: Query,
  { id, projectId, timelineVersionId }: VersionRecord,
): Promise<boolean> {
  const { count } = await tx`
    delete from versions v using versions named
    where named.id = ${id} and named.kind = 'named'
      and (v.id = named.id or v.timeline_version_id = named.timeline_version_id)`
  if (count > 0 && timelineVersionId) {
    // what came after it, or was forked from it, comes after the one before it
    await tx`
      update commits c set parent_id = gone.parent_id from commits gone
      where gone.id = ${timelineVersionId} and c.parent_id = gone.id`
    await tx`delete from commits where id = ${timelineVersionId}`
  }
  if (count > 0) await notify(tx, CHANNEL.projectEvent, { projectId, type: 'versions' })
  return count > 0
}
