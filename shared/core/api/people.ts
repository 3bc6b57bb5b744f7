import { z } from 'zod'
import { LINK_ROLES, ROLES } from '../access.ts'
import { cleanName } from '../text/storable.ts'

/** The part of the HTTP API that is about people and rights; see schemas.ts. */

const role = z.enum(ROLES)
const moment = z.string()
const email = z.email('This is not an e-mail address.').max(254)
const password = z.string().min(8, 'A password has at least 8 characters.').max(200, 'At most 200 characters.')
const label = (most: number, missing: string) =>
  z
    .string()
    .transform(cleanName)
    .pipe(z.string().min(1, missing).max(most, `At most ${most} characters.`))
/** The part of a link that opens something. It travels in bodies only, so that no log of addresses has it. */
export const withSecret = z.object({ secret: z.string().min(1).max(200) })

export const transferOwnership = z.object({ userId: z.string().min(1) })

/** Days that an invitation can be accepted. */
export const INVITATION_DAYS = 14
export const makeInvitation = z.object({ email: email.optional(), role })
export const INVITATION_STATES = ['pending', 'accepted', 'revoked', 'expired'] as const
export const invitationRow = z.object({
  id: z.string(),
  /** null: a link that was passed on by hand. */
  email: z.string().nullable(),
  role,
  state: z.enum(INVITATION_STATES),
  invitedBy: z.string().nullable(),
  mailed: z.boolean(),
  createdAt: moment,
  expiresAt: moment,
})
export type InvitationRow = z.infer<typeof invitationRow>
export const madeInvitation = z.object({
  invitation: invitationRow,
  /** Shown once, to pass on by hand; null when the invitation went out by mail. */
  link: z.string().nullable(),
  /** Why it did not go out by mail; null when it did, or when nobody asked for that. */
  notMailed: z.string().nullable(),
})
export type MadeInvitation = z.infer<typeof madeInvitation>

/** What a link leads to, for whoever holds it. */
export const linkTarget = z.object({
  projectName: z.string(),
  role,
  from: z.string().nullable(),
  email: z.string().nullable(),
})
export type LinkTarget = z.infer<typeof linkTarget>
export const enteredProject = z.object({ projectId: z.string(), role })

export const makeShareLink = z.object({
  role: z.enum(LINK_ROLES),
  name: z.string().transform(cleanName).pipe(z.string().max(100, 'At most 100 characters.')).default(''),
  /** Days from now; null: until it is revoked. */
  days: z.number().int().min(1).max(365).nullable().default(null),
})
export const shareLinkRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(LINK_ROLES),
  state: z.enum(['open', 'expired', 'revoked']),
  madeBy: z.string().nullable(),
  /** People who opened it. */
  people: z.number().int(),
  createdAt: moment,
  expiresAt: moment.nullable(),
})
export type ShareLinkRow = z.infer<typeof shareLinkRow>
/** `link` is shown once. */
export const madeShareLink = z.object({ shareLink: shareLinkRow, link: z.string() })

export const AUDIT_ACTIONS = [
  'project.made',
  'member.added',
  'member.changed',
  'member.removed',
  'member.left',
  'project.transferred',
  'project.joined-organisation',
  'project.left-organisation',
  'invitation.made',
  'invitation.revoked',
  'invitation.accepted',
  'link.made',
  'link.revoked',
  'link.opened',
  'organisation.made',
  'organisation.member-added',
  'organisation.member-changed',
  'organisation.member-removed',
  'organisation.member-left',
  'organisation.deleted',
  'key.made',
  'key.revoked',
  'password.changed',
  'sessions.ended',
  'account.suspended',
  'account.restored',
  'account.appointed',
  'account.dismissed',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
export const auditRow = z.object({
  id: z.number().int(),
  at: moment,
  actor: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  subject: z.string().nullable(),
  detail: z.object({
    /** The role given, and the one before. */
    role: z.string().optional(),
    before: z.string().optional(),
    /** The name of the project that was moved, as it was then. */
    project: z.string().optional(),
    reason: z.string().optional(),
  }),
})
export type AuditRow = z.infer<typeof auditRow>

export const askForPassword = z.object({ email })
export const newPassword = z.object({ token: z.string().min(1).max(200), newPassword: password })
export const changePassword = z.object({
  currentPassword: z.string().min(1, 'Type your present password.'),
  newPassword: password,
})

export const sessionRow = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  createdAt: moment,
  lastSeenAt: moment,
  expiresAt: moment,
})
export type SessionRow = z.infer<typeof sessionRow>

export const makeApiKey = z.object({
  name: label(100, 'Say what the key is for.'),
  days: z.number().int().min(1).max(3650).nullable().default(null),
})
export const apiKeyRow = z.object({
  id: z.string(),
  name: z.string(),
  beginning: z.string(),
  createdAt: moment,
  lastUsedAt: moment.nullable(),
  expiresAt: moment.nullable(),
})
export type ApiKeyRow = z.infer<typeof apiKeyRow>
/** `key` is shown once. */
export const madeApiKey = z.object({ apiKey: apiKeyRow, key: z.string() })

export const organisationName = label(200, 'Give the organisation a name.')
export const makeOrganisation = z.object({ name: organisationName })
export const organisationRow = z.object({
  id: z.string(),
  name: z.string(),
  role,
  members: z.number().int(),
  projects: z.number().int(),
})
export type OrganisationRow = z.infer<typeof organisationRow>
