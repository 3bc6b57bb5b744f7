import { type Action, may, type Role } from '../shared/core/access.ts'
import type { Query } from '../shared/node/database.ts'
import { ApiError, notFound } from './http/errors.ts'

/** The role of an account in a project; null for a stranger and for a project that does not exist. */
export async function roleIn(sql: Query, userId: string, projectId: string): Promise<Role | null> {
  const [row] = await sql<{ role: Role }[]>`
    select role from project_members where project_id = ${projectId} and user_id = ${userId}`
  return row?.role ?? null
}

const REFUSALS: Record<Action, string> = {
  'project.read': 'You may not read this project.',
  'document.read': 'You may not read this document.',
  'document.write': 'You may read this document, but not change it. Ask the owner to make you an editor.',
  'agent.run': 'Only editors can ask agents. Ask the owner to make you an editor.',
  'job.cancel': 'Only editors can stop or retry what an agent does. Ask the owner to make you an editor.',
  'project.import': 'Only editors can import a screenplay. Ask the owner to make you an editor.',
  'project.rename': 'Only the owner and admins can rename the project.',
  'project.archive': 'Only the owner can archive the project.',
  'members.read': 'You may not see who works on this project.',
  'members.write': 'Only the owner and admins can change who works on the project.',
}

/** The role in the project, when it allows `action`. Strangers get 404: they may not learn what exists. */
export async function requireRole(sql: Query, userId: string, projectId: string, action: Action): Promise<Role> {
  const role = await roleIn(sql, userId, projectId)
  if (role === null || !may(role, 'project.read')) throw notFound()
  if (!may(role, action)) throw new ApiError(403, 'not-allowed', REFUSALS[action])
  return role
}
