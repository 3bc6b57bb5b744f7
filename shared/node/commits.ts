import type { CommitKind } from '../core/api/timelines.ts'
import type { Author } from '../core/documents/author.ts'
import { newId } from '../core/ids.ts'
import { docOf, type Stored } from './committedStates.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import type { DocumentRecord } from './documents.ts'
import { type Captured, captureDocument, insertVersions, keepStates, ownerOf } from './versions.ts'

export interface CommitDraft {
  kind: CommitKind
  name: string
  message?: string
  author: Author | null
  /** The commit of another timeline that was merged into this one. */
  mergedId?: string
}

/** A document that a commit has. */
interface Standing extends DocumentRecord {
  /** What it says, where nobody wrote since its latest version; null where somebody did. */
  latest: { hash: string; seq: number } | null
  /** Its committed state, where somebody wrote since. */
  rows: Stored[]
}

/**
 * A commit: a version of every document of a timeline, all read at one moment, in the caller's transaction. Documents of
 * scenes that are not in the script are left out, and so are comments: whoever goes back in the words keeps what is said
 * about them. Only documents that changed since their latest version are read. Returns the commit's id, which the versions
 * share.
 */
export async function createCommit(tx: Query, timelineId: string, draft: CommitDraft): Promise<string> {
  await keepStates(tx)
  return commit(tx, timelineId, draft, await readStanding(tx, timelineId))
}

/** What the head of a timeline is: its latest commit when that says all that is there, else a new one by this draft. */
export async function commitOfHead(tx: Query, timelineId: string, draft: CommitDraft): Promise<string> {
  await keepStates(tx)
  const documents = await readStanding(tx, timelineId)
  const [head] = await tx<{ id: string }[]>`
    select id from commits where timeline_id = ${timelineId} order by created_at desc, id desc limit 1`
  if (!head) return commit(tx, timelineId, draft, documents)
  const said = await tx<{ documentId: string; hash: string }[]>`
    select document_id as "documentId", state_hash as hash from versions where timeline_version_id = ${head.id}`
  const hashOf = new Map(said.map(({ documentId, hash }) => [documentId, hash]))
  const isHead = documents.every(({ id, latest }) => latest !== null && latest.hash === hashOf.get(id))
  return isHead && documents.length === said.length ? head.id : commit(tx, timelineId, draft, documents)
}

async function commit(
  tx: Query,
  timelineId: string,
  draft: CommitDraft,
  documents: readonly Standing[],
): Promise<string> {
  const id = await insertCommit(tx, timelineId, draft)
  const said = { ...draft, kind: draft.kind === 'named' ? 'named' : 'commit' } as const
  await repeatVersions(tx, id, documents, said)
  const changed = documents.flatMap(document => (document.latest ? [] : [{ document, captured: captured(document) }]))
  await insertVersions(tx, changed, said, { timelineVersionId: id })
  const [first] = documents
  if (first) await notify(tx, CHANNEL.projectEvent, { projectId: first.projectId, type: 'versions' })
  return id
}

function captured({ kind, rows }: Standing): Captured {
  const doc = docOf(rows)
  const seq = Math.max(0, ...rows.map(row => row.seq ?? 0))
  const found = { ...captureDocument(kind, doc), seq }
  doc.destroy()
  return found
}

/** All in one statement, which is one moment, whatever is written meanwhile. */
async function readStanding(tx: Query, timelineId: string): Promise<Standing[]> {
  const rows = await tx<(DocumentRecord & { changed: boolean; hash: string; upTo: number } & Stored)[]>`
    with standing as materialized (
      select d.id, d.project_id, d.timeline_id, d.kind, d.scene_id, latest.state_hash, latest.seq,
        latest.seq is null
          or exists (select from document_updates u where u.document_id = d.id and u.seq > latest.seq)
          or latest.created_at < (select max(s.created_at) from document_snapshots s where s.document_id = d.id) as changed
      from documents d
      left join lateral (select state_hash, seq, created_at from versions v where v.document_id = d.id
        order by v.created_at desc, v.id desc limit 1) latest on true
      where d.timeline_id = ${timelineId} and d.orphaned_at is null and d.kind <> 'comments')
    select d.id, d.project_id as "projectId", d.timeline_id as "timelineId", d.kind, d.scene_id as "sceneId",
      d.changed, d.state_hash as hash, d.seq as "upTo", state.seq, state.bytes
    from standing d
    left join lateral (
      (select null::bigint as seq, coalesce(s.state, shared.state) as bytes
        from document_snapshots s left join version_states shared on shared.hash = s.state_hash
        where d.changed and s.document_id = d.id order by s.id desc limit 1)
      union all
      (select u.seq, u.payload from document_updates u where d.changed and u.document_id = d.id)
    ) state on true
    order by d.id, state.seq nulls first`
  const documents = new Map<string, Standing>()
  for (const { id, projectId, timelineId, kind, sceneId, changed, hash, upTo, seq, bytes } of rows) {
    const document = documents.get(id)
    const latest = changed ? null : { hash, seq: upTo }
    if (document) document.rows.push({ documentId: id, seq, bytes })
    // a load error never becomes an empty document
    else if (changed && (seq !== null || bytes === null)) throw new Error(`Document ${id} has no snapshot.`)
    else
      documents.set(id, {
        ...{ id, projectId, timelineId, kind, sceneId, latest },
        rows: changed ? [{ documentId: id, seq, bytes }] : [],
      })
  }
  return [...documents.values()]
}

/** Documents that nobody wrote in say once more what their latest version says. */
async function repeatVersions(
  tx: Query,
  commitId: string,
  documents: readonly Standing[],
  draft: Pick<CommitDraft, 'name' | 'message' | 'author'> & { kind: 'named' | 'commit' },
): Promise<void> {
  const rows = documents.flatMap(({ id, latest }) => (latest ? [{ id: newId(), document: id, ...latest }] : []))
  const { userId, agent } = ownerOf(draft.author)
  await tx`
    insert into versions
      (id, document_id, timeline_version_id, kind, name, message, user_id, agent, state_hash, seq, created_at)
    select r.id, r.document, ${commitId}, ${draft.kind}, ${draft.name}, ${draft.message ?? ''}, ${userId}, ${agent},
      r.hash, r.seq, clock_timestamp()
    from jsonb_to_recordset(${tx.json(rows)}) as r (id text, document text, hash text, seq bigint)`
}

/** The row of a commit behind the latest one of its timeline. `parentId`: of the first one of a fork. */
export async function insertCommit(
  tx: Query,
  timelineId: string,
  { kind, name, message = '', author, mergedId }: CommitDraft,
  parentId: string | null = null,
): Promise<string> {
  const id = newId()
  const { userId, agent } = ownerOf(author)
  await tx`
    insert into commits (id, project_id, timeline_id, kind, name, message, user_id, agent, credits, parent_id, merged_id, standing)
    select ${id}, t.project_id, t.id, ${kind}, ${name}, ${message}, ${userId}, ${agent},
      coalesce((select sum(coalesce(credits_actual, 0)) from jobs j where j.timeline_id = t.id
        and (latest.created_at is null or j.finished_at > latest.created_at)), 0),
      coalesce(${parentId}, latest.id), ${mergedId ?? null},
      jsonb_build_object('locks', coalesce(locks.held, '[]'), 'flags', coalesce(flags.raised, '[]'))
    from timelines t
    left join lateral (select id, created_at from commits c where c.timeline_id = t.id
      order by c.created_at desc, c.id desc limit 1) latest on true
    cross join lateral (
      select jsonb_agg(jsonb_build_object('kind', d.kind, 'scene', d.scene_id, 'root', l.root, 'approved', l.approved,
        'by', l.locked_by, 'byName', l.locked_by_name, 'reason', l.reason, 'at', l.locked_at)) as held
      from locks l join documents d on d.id = l.document_id
      where d.timeline_id = t.id and l.released_at is null) locks
    cross join lateral (
      select jsonb_agg(jsonb_build_object('stage', f.stage, 'against', f.against, 'baseline', f.baseline,
        'reasons', f.reasons)) as raised
      from stage_flags f where f.timeline_id = t.id) flags
    where t.id = ${timelineId}`
  return id
}
