import type { Role } from '../../shared/core/access.ts'
import { INVITATION_DAYS } from '../../shared/core/api/people.ts'
import type { Config } from '../../shared/node/config.ts'
import type { Mail } from '../../shared/node/mail.ts'

type Address = Pick<Config, 'url'>

/** Links carry their secret behind a #: browsers send it to nobody, so it is in no log and no referrer. */
export const invitationLink = ({ url }: Address, secret: string): string => `${url}/invite#${secret}`
export const shareLinkAddress = ({ url }: Address, secret: string): string => `${url}/share#${secret}`

export const invitationMail = (
  config: Address,
  { to, from, project, role, secret }: { to: string; from: string; project: string; role: Role; secret: string },
): Mail => ({
  to,
  subject: `${from} invites you to “${project}”`,
  text: `${from} invites you to work on “${project}” in Aiuteur (role: ${role}).

Open this address to accept. It works once, for ${INVITATION_DAYS} days:

${invitationLink(config, secret)}

If you do not know ${from}, do nothing: nobody has an account of yours here.
`,
})

export const resetMail = (config: Address, person: { name: string; email: string }, token: string): Mail => ({
  to: person.email,
  subject: 'A new password for Aiuteur',
  text: `Hello ${person.name},

somebody, perhaps you, asked for a new password for your account. Open this address to choose one. It works once, for an
hour, and signs you out everywhere:

${config.url}/reset-password#${token}

If it was not you, do nothing: your password stays as it is.
`,
})
