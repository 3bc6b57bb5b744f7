import { type Action, may, type Role } from '../shared/core/access.ts'
import { type Resource, type Standing, standingOf } from '../shared/node/access.ts'
import type { Query } from '../shared/node/database.ts'
import { ApiError, notFound } from './http/errors.ts'

/** The role of an account in a project; null for a stranger and for a project that does not exist. */
export async function roleIn(sql: Query, userId: string, projectId: string): Promise<Role | null> {
  return (await standingOf(sql, userId, { project: projectId }))?.role ?? null
}

const REFUSALS: Record<Action, string> = {
  'project.read': 'You may not read this project.',
  'document.read': 'You may not read this document.',
  'document.comment': 'You may read this document, but not comment on it. Ask the owner to make you a commenter.',
  'document.write': 'You may read this document, but not change it. Ask the owner to make you an editor.',
  'document.lock': 'Only the owner and admins can lock and unlock a document.',
  'document.strays': 'Only the owner and admins can see what was moved out of a document.',
  'stage.approve': 'Only editors can approve a stage or reopen it. Ask the owner to make you an editor.',
  'timeline.write': 'Only editors can make and rename timelines. Ask the owner to make you an editor.',
  'timeline.merge': 'Only editors can merge timelines. Ask the owner to make you an editor.',
  'timeline.delete': 'Only the owner and admins can delete a timeline or bring it back.',
  'agent.run': 'Only editors can ask agents. Ask the owner to make you an editor.',
  'director.speak':
    'You may read what is said to the director, but not say anything. Ask the owner to make you a commenter.',
  'director.confirm': 'Only editors can make the director act. Ask the owner to make you an editor.',
  'finding.decide': 'Only editors can dismiss what the creative room found. You can make a comment of it.',
  'vault.tag': 'Only editors can tag what is in the vault. Ask the owner to make you an editor.',
  'job.cancel': 'Only editors can stop or retry what an agent does. Ask the owner to make you an editor.',
  'files.write': 'Only editors can add, change and remove files. Ask the owner to make you an editor.',
  'project.import': 'Only editors can import a screenplay. Ask the owner to make you an editor.',
  'project.rename': 'Only the owner and admins can rename the project.',
  'project.budget': 'Only the owner and admins can set the budget of the project.',
  'project.archive': 'Only the owner can archive the project.',
  'project.organise': 'Only the owner can put the project into an organisation or take it out.',
  'project.transfer': 'Only the owner can hand the project over.',
  'members.read': 'You may not see who works on this project.',
  'members.write': 'Only the owner and admins can change who works on the project.',
  'links.write': 'Only the owner and admins can share the project by link.',
  'audit.read': 'Only the owner and admins can read who changed rights.',
  'organisation.read': 'You may not see this organisation.',
  'organisation.rename': 'Only owners and admins can rename the organisation.',
  'organisation.projects': 'Only owners and admins of the organisation can put projects into it.',
  'organisation.members': 'Only owners and admins can change who is in the organisation.',
  'organisation.delete': 'Only an owner can delete the organisation.',
  'style.read': 'You may not see this style.',
  'style.write': 'Only editors of its organisation can change a style, and nobody those that come with Aiuteur.',
  'library.read': 'You may not see this asset of the library.',
  'library.write': 'Only editors of its organisation can change its asset library. Ask an admin to make you an editor.',
  'asset.promote': 'Only editors can put assets of the project into a library. Ask the owner to make you an editor.',
}

/**
 * Where the account stands on the resource, when that allows `action`. Strangers get 404: they may not learn what
 * exists.
 */
export async function allow(sql: Query, userId: string, action: Action, resource: Resource): Promise<Standing> {
  const standing = await standingOf(sql, userId, resource)
  if (standing === null) throw notFound()
  if (!may(standing.role, action)) throw new ApiError(403, 'not-allowed', REFUSALS[action])
  return standing
}

/** The role in the project, when it allows `action`; see {@link allow}. */
export async function requireRole(sql: Query, userId: string, projectId: string, action: Action): Promise<Role> {
  return (await allow(sql, userId, action, { project: projectId })).role
}
