import { ROLES, type Role, rankOf } from '../../shared/core/access.ts'

/** Roles in words, weakest first. */
export const ROLE_WORDS: Record<Role, { name: string; means: string }> = {
  viewer: { name: 'Viewer', means: 'Reads everything, changes nothing.' },
  commenter: { name: 'Commenter', means: 'Reads and comments.' },
  editor: { name: 'Editor', means: 'Writes, plans shots and asks agents.' },
  admin: { name: 'Admin', means: 'Also adds and removes people and renames the project.' },
  owner: { name: 'Owner', means: 'Everything, archiving included.' },
}

/** 'an editor', for sentences. */
export function aRole(role: Role): string {
  const name = ROLE_WORDS[role].name.toLowerCase()
  return `${/^[aeo]/.test(name) ? 'an' : 'a'} ${name}`
}

/** The roles that somebody with `mine` may give. */
export const givableRoles = (mine: Role): Role[] => ROLES.filter(role => rankOf(role) <= rankOf(mine))
