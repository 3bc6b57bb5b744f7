import type { Role } from '../shared/core/access.ts'
import type { Sql } from '../shared/node/database.ts'
import { type DocumentRecord, findDocument } from '../shared/node/documents.ts'
import type { Identity } from '../shared/node/syncToken.ts'
import { roleIn } from './access.ts'

/** An agent may work in a project as an editor, in the documents of the project of its job, while the job runs. */
async function agentMayWork(sql: Sql, jobId: string, document: DocumentRecord): Promise<boolean> {
  const [job] = await sql`
    select 1 from jobs where id = ${jobId} and project_id = ${document.projectId} and state in ('queued', 'running')`
  return job !== undefined
}

/** The document and the role in its project that the sync server asks for; null when there is nothing to see. */
export async function authoriseIdentity(
  sql: Sql,
  identity: Identity,
  documentId: string,
): Promise<{ document: DocumentRecord; role: Role } | null> {
  const document = await findDocument(sql, documentId)
  if (document === null) return null
  if (identity.kind === 'person') {
    const role = await roleIn(sql, identity.id, document.projectId)
    return role && { document, role }
  }
  if (identity.documentId !== documentId || !(await agentMayWork(sql, identity.jobId, document))) return null
  return { document, role: 'editor' }
}
