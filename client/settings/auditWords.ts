import type { AuditRow } from '../../shared/core/api/people.ts'

const ROLE = (role: string | undefined): string => role ?? 'no role'

/** An entry of the log of rights as a sentence without its subject: 'made Ben an editor'. */
export function auditWords({ action, subject, detail: { role, before, project, reason } }: AuditRow): string {
  const whom = subject || 'somebody'
  switch (action) {
    case 'project.made':
      return 'made the project'
    case 'member.added':
    case 'organisation.member-added':
      return `added ${whom} as ${ROLE(role)}`
    case 'member.changed':
    case 'organisation.member-changed':
      return `changed ${whom} from ${ROLE(before)} to ${ROLE(role)}`
    case 'member.removed':
    case 'organisation.member-removed':
      return `removed ${whom}${before ? ` (${before})` : ''}`
    case 'member.left':
    case 'organisation.member-left':
      return `left${before ? ` (${before})` : ''}`
    case 'project.transferred':
      return `handed the project over to ${whom}`
    case 'project.joined-organisation':
      return `put ${project ? `“${project}”` : 'the project'} into ${whom}`
    case 'project.left-organisation':
      return `took ${project ? `“${project}”` : 'the project'} out of ${whom}`
    case 'invitation.made':
      return `invited ${whom} as ${ROLE(role)}`
    case 'invitation.revoked':
      return `took back the invitation ${subject === 'by link' ? 'by link' : `for ${whom}`}`
    case 'invitation.accepted':
      return `accepted the invitation ${subject === 'by link' ? 'by link' : `for ${whom}`} as ${ROLE(role)}`
    case 'link.made':
      return `made the share link “${subject || 'without a name'}” for ${ROLE(role)}`
    case 'link.revoked':
      return `revoked the share link “${subject || 'without a name'}”`
    case 'link.opened':
      return `came in by the share link “${subject || 'without a name'}” as ${ROLE(role)}`
    case 'organisation.made':
      return 'made the organisation'
    case 'organisation.deleted':
      return `deleted the organisation ${whom}`
    case 'key.made':
      return `made the API key “${whom}”`
    case 'key.revoked':
      return `revoked the API key “${whom}”`
    case 'password.changed':
      return 'changed the password'
    case 'sessions.ended':
      return `signed out ${whom}`
    case 'account.appointed':
      return `made ${whom} an administrator of the server`
    case 'account.dismissed':
      return `ended that ${whom} is an administrator of the server`
    case 'account.suspended':
      return `suspended the account${reason ? `: ${reason}` : ''}`
    case 'account.restored':
      return 'restored the account'
  }
}
