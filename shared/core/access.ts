/** Roles of a project, weakest first. */
export const ROLES = ['viewer', 'commenter', 'editor', 'admin', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** The least role that may do each thing in a project. HTTP, socket and jobs all ask this one table. */
const LEAST: Record<Action, Role> = {
  'project.read': 'viewer',
  'document.read': 'viewer',
  'document.write': 'editor',
  'agent.run': 'editor',
  'job.cancel': 'editor',
  'project.import': 'editor',
  'project.rename': 'admin',
  'project.archive': 'owner',
  'members.read': 'viewer',
  'members.write': 'admin',
}

export type Action =
  | 'project.read'
  | 'document.read'
  | 'document.write'
  | 'agent.run'
  | 'job.cancel'
  | 'project.import'
  | 'project.rename'
  | 'project.archive'
  | 'members.read'
  | 'members.write'

export const rankOf = (role: Role): number => ROLES.indexOf(role)

/** May someone with `role` in a project (null: a stranger) do `action` there? */
export function may(role: Role | null, action: Action): boolean {
  return role !== null && rankOf(role) >= rankOf(LEAST[action])
}
