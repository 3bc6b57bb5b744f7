import type { Role } from '../shared/core/access.ts'
import { can } from '../shared/node/access.ts'
import type { Sql } from '../shared/node/database.ts'
import { type DocumentRecord, findDocument } from '../shared/node/documents.ts'
import type { Identity } from '../shared/node/syncToken.ts'
import { roleIn } from './access.ts'
import { isCredentialGood } from './auth/callers.ts'
import { suspensionOf } from './people/suspension.ts'
import { Refusal } from './sync/refusal.ts'

/**
 * An agent may work in a project as an editor, in the documents of the project of its job, while the job runs and
 * whoever asked still may ask.
 */
async function agentMayWork(sql: Sql, jobId: string, document: DocumentRecord): Promise<boolean> {
  const [job] = await sql<{ askedBy: string | null }[]>`
    select asked_by as "askedBy" from jobs
    where id = ${jobId} and project_id = ${document.projectId} and state in ('queued', 'running')`
  return job != null && job.askedBy !== null && (await can(sql, job.askedBy, 'agent.run', { job: jobId }))
}

/**
 * The document and the role in its project that the sync server asks for; null when there is nothing to see. Throws
 * {@link Refusal} when the session or key is over by which a person came in, or the account is suspended.
 */
export async function authoriseIdentity(
  sql: Sql,
  identity: Identity,
  documentId: string,
): Promise<{ document: DocumentRecord; role: Role } | null> {
  if (identity.kind === 'person' && !(await isCredentialGood(sql, identity)))
    throw new Refusal('signInNeeded', 'The session or key by which this was opened has ended. Sign in again.')
  if (identity.kind === 'person') {
    const suspended = await suspensionOf(sql, identity.id)
    if (suspended) throw new Refusal('accountSuspended', suspended.message)
  }
  const document = await findDocument(sql, documentId)
  if (document === null) return null
  if (identity.kind === 'person') {
    const role = await roleIn(sql, identity.id, document.projectId)
    return role && { document, role }
  }
  if (identity.documentId !== documentId || !(await agentMayWork(sql, identity.jobId, document))) return null
  return { document, role: 'editor' }
}
