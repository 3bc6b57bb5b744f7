import type { DocumentKind } from './documents/kinds.ts'

/** Roles of a project or an organisation, weakest first. */
export const ROLES = ['viewer', 'commenter', 'editor', 'admin', 'owner'] as const
export type Role = (typeof ROLES)[number]

/** The least role that may do each thing in a project or an organisation. HTTP, socket and jobs all ask this one table. */
const LEAST = {
  'project.read': 'viewer',
  'document.read': 'viewer',
  'document.comment': 'commenter',
  'document.write': 'editor',
  'document.strays': 'admin',
  'document.lock': 'admin',
  'stage.approve': 'editor',
  'timeline.write': 'editor',
  'timeline.merge': 'editor',
  'timeline.delete': 'admin',
  'agent.run': 'editor',
  'director.speak': 'commenter',
  'director.confirm': 'editor',
  'finding.decide': 'editor',
  'vault.tag': 'editor',
  'job.cancel': 'editor',
  'files.write': 'editor',
  'project.import': 'editor',
  'project.rename': 'admin',
  'project.budget': 'admin',
  'project.archive': 'owner',
  'project.organise': 'owner',
  'project.transfer': 'owner',
  'members.read': 'viewer',
  'members.write': 'admin',
  'links.write': 'admin',
  'audit.read': 'admin',
  'organisation.read': 'viewer',
  'organisation.rename': 'admin',
  'organisation.projects': 'admin',
  'organisation.members': 'admin',
  'organisation.delete': 'owner',
  'style.read': 'viewer',
  'style.write': 'editor',
  'library.read': 'viewer',
  'library.write': 'editor',
  'asset.promote': 'editor',
} as const satisfies Record<string, Role>

export type Action = keyof typeof LEAST

/** What somebody must be allowed to do who writes in a document of this kind. */
export const writingIn = (kind: DocumentKind): Action => (kind === 'comments' ? 'document.comment' : 'document.write')

export const rankOf = (role: Role): number => ROLES.indexOf(role)

/** May someone with `role` in a project or organisation (null: a stranger) do `action` there? */
export function may(role: Role | null, action: Action): boolean {
  return role !== null && rankOf(role) >= rankOf(LEAST[action])
}

/** Roles that a share link can give: whoever holds the link must never be able to hand out rights. */
export const LINK_ROLES = ['viewer', 'commenter', 'editor'] as const satisfies readonly Role[]
export type LinkRole = (typeof LINK_ROLES)[number]
