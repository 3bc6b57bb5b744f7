import type { FindingRow, PatchFinding } from '../../shared/core/api/findings.ts'
import { type Evidence, evidenceNow, isStale } from '../../shared/core/room/findings.ts'
import type { Query } from '../../shared/node/database.ts'
import { announceFindings } from '../../shared/node/findings.ts'
import { notFound } from '../http/errors.ts'
import { type Room, readRoom } from './room.ts'

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
  const suggested = rows.flatMap(({ suggestionId }) => suggestionId ?? [])
  const room = await readRoom(sql, timelineId, suggested)
  return rows.map(row => findingNow(row, room))
}

function findingNow({ suggestionId, at, ...row }: Stored, { elements, suggestions }: Room): FindingRow {
  const evidence = row.evidence.map(one => ({ ...one, ...evidenceNow(one, elements) }))
  return {
    ...row,
    evidence,
    stale: isStale(evidence),
    suggestion: suggestions.get(suggestionId ?? '') ?? null,
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
