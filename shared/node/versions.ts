import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { Author } from '../core/documents/author.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { stateContent } from '../core/history/content.ts'
import type { VersionKind } from '../core/history/thinning.ts'
import { newId } from '../core/ids.ts'
import { docOf, readCommitted } from './committedStates.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { type DocumentRecord, findDocument } from './documents.ts'
import { addAuthors, type Owner, thinVersions } from './versionThinning.ts'

/** What a person or an agent says about a version. Automatic ones have no name. */
export type VersionDraft = { message?: string; author: Author | null } & (
  | { kind: 'automatic'; name?: undefined }
  | { kind: Exclude<VersionKind, 'automatic'>; name: string }
)

/** A document at one moment, ready to be stored. */
export interface Captured {
  hash: string
  state: Buffer
  /** Every row of the log up to this one is in the state. */
  seq: number
}

export const ownerOf = (author: Author | null): Owner => ({
  userId: author?.kind === 'person' ? author.id : null,
  agent: author?.kind === 'agent' ? author.agent : null,
})
/** Repairs and merges by the server are nobody's writing. */
const written = (authors: readonly Author[]): Owner[] =>
  authors.filter(author => author.kind === 'person' || author.agent !== 'server').map(ownerOf)

/** Hash and state of an open document; reads all of it. */
export function captureDocument(kind: DocumentKind, doc: Y.Doc): Pick<Captured, 'hash' | 'state'> {
  const hash = createHash('sha256').update(stateContent(kind, doc)).digest('hex')
  return { hash, state: Buffer.from(Y.encodeStateAsUpdateV2(doc)) }
}

/**
 * A version of one document as it is committed, in the caller's transaction. Returns its id.
 * Throws when there is no such document.
 */
export async function createVersion(tx: Query, documentId: string, draft: VersionDraft): Promise<string> {
  const document = await findDocument(tx, documentId)
  if (!document) throw new Error(`There is no document ${documentId}.`)
  const rows = (await readCommitted(tx, [documentId])).get(documentId)
  if (!rows) throw new Error(`Document ${documentId} has no snapshot.`)
  const doc = docOf(rows)
  const captured = { ...captureDocument(document.kind, doc), seq: Math.max(0, ...rows.map(row => row.seq ?? 0)) }
  doc.destroy()
  return insertVersion(tx, { document, captured }, draft)
}

/** One transaction at a time stores or gives up versions of a document; held until it ends. */
async function lockVersions(tx: Query, documentIds: readonly string[]): Promise<void> {
  await tx`
    select pg_advisory_xact_lock(hashtextextended('versions:' || id, 0))
    from (select id from unnest(${documentIds as string[]}::text[]) as asked(id) order by id) sorted`
}

/** A document, and what it says. */
export interface CapturedDocument {
  document: DocumentRecord
  captured: Captured
}

/** A version of a document whose state was captured. Returns its id. */
async function insertVersion(
  tx: Query,
  of: CapturedDocument,
  draft: VersionDraft,
  authors: readonly Author[] = [],
): Promise<string> {
  const [id = ''] = await insertVersions(tx, [of], draft, { authors })
  return id
}

/** Versions of documents whose states were captured, all in a few statements. Returns their ids. */
export async function insertVersions(
  tx: Query,
  all: readonly CapturedDocument[],
  draft: VersionDraft,
  { timelineVersionId = null, authors = [] }: { timelineVersionId?: string | null; authors?: readonly Author[] } = {},
): Promise<string[]> {
  const ids = all.map(({ document }) => document.id)
  await lockVersions(tx, ids)
  const before = await latest(tx, ids)
  await storeStates(
    tx,
    all.map(({ captured }) => captured),
  )
  const rows = all.map(({ document, captured: { hash, seq } }) => ({
    ...{ id: newId(), document: document.id, hash, seq: Math.max(seq, before.get(document.id)?.seq ?? 0) },
  }))
  const { userId, agent } = ownerOf(draft.author)
  await tx`
    insert into versions
      (id, document_id, timeline_version_id, kind, name, message, user_id, agent, state_hash, seq, created_at)
    select r.id, r.document, ${timelineVersionId}, ${draft.kind}, ${draft.name ?? null}, ${draft.message ?? ''},
      ${userId}, ${agent}, r.hash, r.seq, clock_timestamp()
    from jsonb_to_recordset(${tx.json(rows)}) as r (id text, document text, hash text, seq bigint)`
  for (const [place, { document, captured }] of all.entries()) {
    const was = before.get(document.id)
    const changed = was !== undefined && was.hash !== captured.hash
    const wrote = changed ? await writersSince(tx, document.id, was.hash, captured.state) : []
    await addAuthors(tx, rows[place]?.id ?? '', [...written(authors), ...wrote])
  }
  for (const projectId of new Set(all.map(({ document }) => document.projectId)))
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'versions' })
  return rows.map(({ id }) => id)
}

/** Document id -> its latest version; of one that has none nothing. */
async function latest(
  tx: Query,
  documentIds: readonly string[],
): Promise<Map<string, { id: string; hash: string; seq: number }>> {
  const rows = await tx<{ documentId: string; id: string; hash: string; seq: number }[]>`
    select distinct on (document_id) document_id as "documentId", id, state_hash as hash, seq from versions
    where document_id = any(${documentIds as string[]}) order by document_id, created_at desc, id desc`
  return new Map(rows.map(({ documentId, ...version }) => [documentId, version]))
}

/** Whose client ids wrote something that is in `state` and not in the state with this hash. */
async function writersSince(tx: Query, documentId: string, hash: string, state: Uint8Array): Promise<Owner[]> {
  const [row] = await tx<{ state: Buffer }[]>`select state from version_states where hash = ${hash}`
  if (!row) return []
  const then = Y.decodeStateVector(Y.encodeStateVectorFromUpdateV2(row.state))
  const now = Y.decodeStateVector(Y.encodeStateVectorFromUpdateV2(state))
  const clients = [...now].filter(([client, clock]) => clock > (then.get(client) ?? 0)).map(([client]) => client)
  return tx<Owner[]>`
    select distinct user_id as "userId", agent from document_clients
    where document_id = ${documentId} and client_id = any(${clients}::bigint[])
      and agent is distinct from 'server' and coalesce(user_id, agent) is not null`
}

/**
 * Gives a version that was made a moment ago the state that it was made for: what was typed between reading and writing
 * belongs to it as well.
 */
export async function amendVersion(
  tx: Query,
  versionId: string,
  captured: Pick<Captured, 'hash' | 'state'>,
): Promise<void> {
  await storeState(tx, captured)
  await tx`update versions set state_hash = ${captured.hash} where id = ${versionId}`
}

/** States are shared between documents: whoever gives one to a version keeps the sweep of unused ones away until then. */
export async function keepStates(tx: Query): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(hashtextextended('version_states', 0))`
}

export const storeState = (tx: Query, state: Pick<Captured, 'hash' | 'state'>): Promise<void> =>
  storeStates(tx, [state])

async function storeStates(tx: Query, states: readonly Pick<Captured, 'hash' | 'state'>[]): Promise<void> {
  if (states.length === 0) return
  await keepStates(tx)
  const rows = states.map(({ hash, state }) => ({ hash, state }))
  await tx`insert into version_states ${tx(rows, 'hash', 'state')} on conflict (hash) do nothing`
}

/**
 * Stores an automatic version of an open document and thins those before it. A document that says what its latest version
 * says gets no other one. `authors`: whoever is known to have changed it, deletions included, which leave no trace.
 * Returns the id of the new version, or null.
 */
export async function createAutomaticVersion(
  tx: Query,
  document: DocumentRecord,
  captured: Captured,
  authors: readonly Author[],
): Promise<string | null> {
  await lockVersions(tx, [document.id])
  const before = (await latest(tx, [document.id])).get(document.id)
  if (before?.hash === captured.hash) {
    await addAuthors(tx, before.id, written(authors))
    return null
  }
  const id = await insertVersion(tx, { document, captured }, { kind: 'automatic', author: null }, authors)
  await thinVersions(tx, document.id, Date.now())
  return id
}
