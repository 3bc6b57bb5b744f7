import type * as Y from 'yjs'
import type { FindingRow, PatchFinding } from '../../shared/core/api/findings.ts'
import { elementsOf, ROOM_STAGES, type RoomElement, type RoomStage } from '../../shared/core/room/elements.ts'
import { type Evidence, elementKey, evidenceNow, isStale } from '../../shared/core/room/findings.ts'
import { statusOf } from '../../shared/core/suggestions/status.ts'
import { findSuggestion } from '../../shared/core/suggestions/store.ts'
import type { Query } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { announceFindings } from '../../shared/node/findings.ts'
import { notFound } from '../http/errors.ts'

interface Stored extends Omit<FindingRow, 'evidence' | 'stale' | 'suggestion' | 'at'> {
  evidence: Evidence[]
  suggestionId: string | null
  at: Date
}

/** Findings that are listed at once. */
const MOST = 200

/** What the room found in a timeline and where each finding stands now, by the documents as they are committed. */
export async function readFindings(sql: Query, timelineId: string): Promise<FindingRow[]> {
  const rows = await sql<Stored[]>`
    select f.id, d.kind as stage, f.document_id as "documentId", f.lens, f.job_id as "jobId",
      f.severity, f.title, f.reason, f.evidence, f.proposal, f.suggestion as "suggestionId", f.state,
      f.decided_by_name as "decidedBy", f.thread_id as "threadId", f.created_at as at
    from findings f join documents d on d.id = f.document_id
    where f.timeline_id = ${timelineId} and f.state <> 'superseded'
    order by array_position(array['high', 'medium', 'low', 'idea'], f.severity), f.place limit ${MOST}`
  if (rows.length === 0) return []
  const room = await loadRoom(sql, timelineId)
  try {
    return rows.map(row => findingNow(row, room))
  } finally {
    for (const doc of room.docs.values()) doc.destroy()
  }
}

interface Room {
  docs: ReadonlyMap<RoomStage, Y.Doc>
  elements: ReadonlyMap<string, RoomElement>
}

async function loadRoom(sql: Query, timelineId: string): Promise<Room> {
  const rows = await sql<{ id: string; kind: RoomStage }[]>`
    select id, kind from documents where timeline_id = ${timelineId} and kind in ${sql(ROOM_STAGES)}`
  const docs = new Map<RoomStage, Y.Doc>()
  for (const { id, kind } of rows) docs.set(kind, await loadDocument(sql, id))
  const elements = [...docs].flatMap(([stage, doc]) => elementsOf(stage, doc))
  return { docs, elements: new Map(elements.map(element => [elementKey(element), element])) }
}

function findingNow({ suggestionId, at, ...row }: Stored, room: Room): FindingRow {
  const evidence = row.evidence.map(one => ({ ...one, ...evidenceNow(one, room.elements) }))
  const doc = room.docs.get(row.stage)
  const suggestion = doc && suggestionId !== null ? findSuggestion(doc, suggestionId) : null
  return {
    ...row,
    evidence,
    stale: isStale(evidence),
    suggestion: doc && suggestion ? statusOf(doc, suggestion) : null,
    at: at.toISOString(),
  }
}

/** Dismisses a finding, opens it again, or says that it is discussed in a thread. 404 when there is none such. */
export async function decideFinding(
  sql: Query,
  projectId: string,
  id: string,
  by: { id: string; name: string },
  patch: PatchFinding,
): Promise<void> {
  const threadId = patch.state === 'discussed' ? patch.threadId : null
  const { count } = await sql`
    update findings set state = ${patch.state}, thread_id = coalesce(${threadId}, thread_id), decided_by = ${by.id},
      decided_by_name = ${by.name}, decided_at = now()
    where id = ${id} and project_id = ${projectId} and state <> 'superseded'`
  if (count === 0) throw notFound()
  await announceFindings(sql, projectId)
}
