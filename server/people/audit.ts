import type { AuditAction, AuditRow } from '../../shared/core/api/people.ts'
import { storableJson } from '../../shared/core/text/storable.ts'
import type { Query } from '../../shared/node/database.ts'

export interface AuditEntry {
  /** Who did it; without an id: whoever runs the server. */
  actor: { id: string | null; name: string }
  action: AuditAction
  projectId?: string
  organisationId?: string
  /** To whom or what. */
  subject?: { id: string | null; name: string }
  detail?: AuditRow['detail']
}

/** Writes a change of rights down, in the transaction that makes it: both happen or neither. */
export async function record(tx: Query, entry: AuditEntry): Promise<void> {
  const { actor, action, projectId, organisationId, subject, detail = {} } = entry
  await tx`
    insert into audit_log (project_id, organisation_id, actor_id, actor_name, action, subject_id, subject_name, detail)
    values (${projectId ?? null}, ${organisationId ?? null}, ${actor.id}, ${actor.name}, ${action},
      ${subject?.id ?? null}, ${subject?.name ?? null}, ${tx.json(storableJson(detail))})`
}

const PAGE = 100

/** What a log is about. That of an account has what happened to the account itself, and organisations it deleted. */
type AuditOf = { project: string } | { organisation: string } | { account: string }

function entriesOf(sql: Query, of: AuditOf) {
  if ('project' in of) return sql`project_id = ${of.project}`
  if ('organisation' in of) return sql`organisation_id = ${of.organisation}`
  return sql`
    project_id is null and (organisation_id is null or action = 'organisation.deleted')
    and (actor_id = ${of.account} or subject_id = ${of.account})`
}

/** The newest entries before `before` (an id of an entry), at most 100, newest first. */
export async function readAudit(sql: Query, of: AuditOf, before: number | null): Promise<AuditRow[]> {
  const rows = await sql<(Omit<AuditRow, 'at'> & { at: Date })[]>`
    select id, at, actor_name as actor, action, subject_name as subject, detail from audit_log
    where ${entriesOf(sql, of)} and (${before}::bigint is null or id < ${before}::bigint)
    order by id desc limit ${PAGE}`
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}
