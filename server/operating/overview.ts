import type { FailedJob, OpenDocument, Operating, QueueRow } from '../../shared/core/api/operating.ts'
import type { Query } from '../../shared/node/database.ts'
import type { Boss } from '../../shared/node/queues.ts'
import type { Sync } from '../sync/contract.ts'

/** Failures that are listed; with more than that, the queue is the trouble and not a job. */
const MOST_FAILURES = 50
/** Open documents that are listed: those with the most people first. */
const MOST_DOCUMENTS = 200

type Parts = { sql: Query; boss: Pick<Boss, 'getQueues'>; sync: Pick<Sync, 'open' | 'present'> }

/** Queues and failures of the whole installation, and the documents that are open in this process. */
export async function readOperating({ sql, boss, sync }: Parts): Promise<Operating> {
  const [queues, failures, documents] = await Promise.all([readQueues(boss), readFailures(sql), readOpen(sql, sync)])
  return { queues, failures, documents }
}

async function readQueues(boss: Parts['boss']): Promise<QueueRow[]> {
  const queues = await boss.getQueues()
  return queues
    .map(queue => ({
      name: queue.name,
      ready: queue.readyCount,
      deferred: queue.deferredCount,
      active: queue.activeCount,
      failed: queue.failedCount,
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

async function readFailures(sql: Query): Promise<FailedJob[]> {
  const rows = await sql<(Omit<FailedJob, 'failedAt'> & { failedAt: Date | null })[]>`
    select j.id, j.agent, jsonb_build_object('id', p.id, 'name', p.name) as project, u.name as "askedBy", j.attempts,
      coalesce(j.error->>'message', '') as message, j.finished_at as "failedAt"
    from jobs j join projects p on p.id = j.project_id left join "user" u on u.id = j.asked_by
    where j.state = 'failed' order by j.finished_at desc nulls last, j.id limit ${MOST_FAILURES}`
  return rows.map(row => ({ ...row, failedAt: row.failedAt?.toISOString() ?? null }))
}

async function readOpen(sql: Query, sync: Parts['sync']): Promise<OpenDocument[]> {
  const people = new Map<string, Map<string, { id: string; name: string }>>()
  for (const { documentId, person } of sync.present())
    people.set(documentId, (people.get(documentId) ?? new Map()).set(person.id, person))
  const peopleIn = (id: string) => [...(people.get(id)?.values() ?? [])]
  const open = sync
    .open()
    .sort((a, b) => peopleIn(b.documentId).length - peopleIn(a.documentId).length)
    .slice(0, MOST_DOCUMENTS)
  type Row = Omit<OpenDocument, 'people' | 'unsavedBytes' | 'savedAt'> & { savedAt: Date | null }
  // the length of a stored value is told without reading it
  const rows = await sql<Row[]>`
    select d.id, d.kind, jsonb_build_object('id', p.id, 'name', p.name) as project, s.heading,
      (coalesce(octet_length(f.state), 0) + coalesce(l.bytes, 0))::int as bytes, coalesce(l.rows, 0)::int as "logRows",
      greatest(l.at, f.created_at) as "savedAt"
    from documents d join projects p on p.id = d.project_id
    left join scenes s on s.timeline_id = d.timeline_id and s.id = d.scene_id
    left join lateral (
      select sum(octet_length(payload)) as bytes, count(*) as rows, max(created_at) as at
      from document_updates where document_id = d.id) l on true
    left join lateral (
      select state, created_at from document_snapshots where document_id = d.id order by id desc limit 1) f on true
    where d.id = any(${open.map(({ documentId }) => documentId)})`
  return open.flatMap(({ documentId, unsavedBytes }) => {
    const row = rows.find(({ id }) => id === documentId)
    if (!row) return []
    return [{ ...row, people: peopleIn(documentId), unsavedBytes, savedAt: row.savedAt?.toISOString() ?? null }]
  })
}
