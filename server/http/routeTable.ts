import { z } from 'zod'
import { documentLock, lockDocument } from '../../shared/core/api/locks.ts'
import * as people from '../../shared/core/api/people.ts'
import * as api from '../../shared/core/api/schemas.ts'
import { strayRow } from '../../shared/core/api/strays.ts'
import * as versions from '../../shared/core/api/versions.ts'
import { joining } from './local.ts'
import { newProject } from './projects.ts'
import { tokenRequest } from './session.ts'

/** Who may ask: anybody, whoever is signed in or has a key, or a browser's session alone. */
type Access = 'open' | 'known' | 'session'

export interface RouteEntry {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** With {parameters}, as in OpenAPI. */
  path: string
  tag: string
  summary: string
  access?: Access
  /** The JSON body: the very schema that the handler validates with. */
  body?: z.ZodType
  /** Multipart form data with a Fountain file instead. */
  form?: true
  /** Bytes instead. */
  bytes?: true
  query?: Record<string, z.ZodType>
  status?: number
  /** Of the JSON answer; none: no body. */
  answer?: z.ZodType
  /** Of an answer that is not JSON. */
  media?: string
}

const list = <T extends z.ZodType>(of: T) => z.array(of)
const made = z.object({ id: z.string(), timelineId: z.string() })
const imported = z.object({ id: z.string(), scenes: z.number().int(), lines: z.number().int() })
const asked = z.object({ jobId: z.string(), joined: z.boolean() })
const user = z.object({ id: z.string(), name: z.string(), email: z.string() })
const signIn = z.object({ email: z.email(), password: z.string() })
const authors = z.record(
  z.string(),
  z
    .object({ kind: z.enum(['person', 'agent']), name: z.string() })
    .loose()
    .nullable(),
)
const P = '/api/projects/{id}'

/** Every route of the API. A test compares it with the routes that are mounted, both ways. */
export const ROUTES: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/health',
    tag: 'Server',
    summary: 'The process lives',
    access: 'open',
    answer: z.object({ ok: z.boolean() }),
  },
  {
    method: 'get',
    path: '/api/ready',
    tag: 'Server',
    summary: 'It can do its work; 503 when it cannot',
    access: 'open',
    answer: z.object({ ready: z.boolean(), database: z.boolean(), queue: z.boolean() }).loose(),
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    tag: 'Server',
    summary: 'This description',
    access: 'open',
    answer: z.object({}).loose(),
  },

  { method: 'get', path: '/api/session', tag: 'Entry', summary: 'Who is asking', access: 'open', answer: api.session },
  {
    method: 'post',
    path: '/api/auth/sign-up/email',
    tag: 'Entry',
    summary: 'Make an account and sign in',
    access: 'open',
    body: signIn.extend({ name: z.string() }),
    answer: z.object({ user: user.loose() }).loose(),
  },
  {
    method: 'post',
    path: '/api/auth/sign-in/email',
    tag: 'Entry',
    summary: 'Sign in: 5 attempts in 15 minutes for an address and an account',
    access: 'open',
    body: signIn,
    answer: z.object({ user: user.loose() }).loose(),
  },
  {
    method: 'post',
    path: '/api/auth/sign-out',
    tag: 'Entry',
    summary: 'Sign out',
    access: 'open',
    answer: z.object({ success: z.boolean() }),
  },
  {
    method: 'post',
    path: '/api/auth/update-user',
    tag: 'Account',
    summary: 'Change the name that others see',
    access: 'session',
    body: z.object({ name: z.string() }),
    answer: z.object({ status: z.boolean() }),
  },
  {
    method: 'post',
    path: '/api/local/join',
    tag: 'Entry',
    summary: 'Local mode: in by name, with the printed key',
    access: 'open',
    body: joining,
    answer: z.object({ user }),
  },
  {
    method: 'post',
    path: '/api/invitations/look',
    tag: 'Entry',
    summary: 'What an invitation is to',
    access: 'open',
    body: people.withSecret,
    answer: people.linkTarget,
  },
  {
    method: 'post',
    path: '/api/invitations/enter',
    tag: 'Entry',
    summary: 'Accept an invitation, once',
    body: people.withSecret,
    answer: people.enteredProject,
  },
  {
    method: 'post',
    path: '/api/links/look',
    tag: 'Entry',
    summary: 'What a share link opens',
    access: 'open',
    body: people.withSecret,
    answer: people.linkTarget,
  },
  {
    method: 'post',
    path: '/api/links/enter',
    tag: 'Entry',
    summary: 'Open a share link',
    body: people.withSecret,
    answer: people.enteredProject,
  },
  {
    method: 'post',
    path: '/api/account/password/forgotten',
    tag: 'Entry',
    summary: 'Mail a link for a new password; the same answer whether the account exists',
    access: 'open',
    body: people.askForPassword,
    status: 202,
    answer: z.object({ sent: z.string() }),
  },
  {
    method: 'post',
    path: '/api/account/password/reset',
    tag: 'Entry',
    summary: 'Set a new password by such a link, once within the hour',
    access: 'open',
    body: people.newPassword,
    status: 204,
  },

  {
    method: 'post',
    path: '/api/account/password',
    tag: 'Account',
    summary: 'Change the password and sign out everywhere else',
    access: 'session',
    body: people.changePassword,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/account/sessions',
    tag: 'Account',
    summary: 'Where you are signed in',
    access: 'session',
    answer: list(people.sessionRow),
  },
  {
    method: 'delete',
    path: '/api/account/sessions',
    tag: 'Account',
    summary: 'Sign out everywhere else',
    access: 'session',
    answer: z.object({ ended: z.number().int() }),
  },
  {
    method: 'delete',
    path: '/api/account/sessions/{id}',
    tag: 'Account',
    summary: 'Sign out in one place',
    access: 'session',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/account/keys',
    tag: 'Account',
    summary: 'Your API keys',
    access: 'session',
    answer: list(people.apiKeyRow),
  },
  {
    method: 'post',
    path: '/api/account/keys',
    tag: 'Account',
    summary: 'Make an API key; it is shown once',
    access: 'session',
    body: people.makeApiKey,
    status: 201,
    answer: people.madeApiKey,
  },
  {
    method: 'delete',
    path: '/api/account/keys/{id}',
    tag: 'Account',
    summary: 'Revoke an API key',
    access: 'session',
    status: 204,
  },

  { method: 'get', path: '/api/projects', tag: 'Projects', summary: 'Your projects', answer: list(api.projectCard) },
  {
    method: 'post',
    path: '/api/projects',
    tag: 'Projects',
    summary: 'Make a project',
    body: newProject,
    status: 201,
    answer: made,
  },
  {
    method: 'post',
    path: '/api/projects/import',
    tag: 'Projects',
    summary: 'Make a project of a Fountain file',
    form: true,
    status: 201,
    answer: made.extend({ scenes: z.number().int(), lines: z.number().int() }),
  },
  { method: 'get', path: P, tag: 'Projects', summary: 'One project', answer: api.projectCard },
  {
    method: 'patch',
    path: P,
    tag: 'Projects',
    summary: 'Rename, archive, bring back, move to an organisation',
    body: api.patchProject,
    answer: api.projectCard,
  },
  {
    method: 'post',
    path: `${P}/import`,
    tag: 'Projects',
    summary: 'Import a Fountain file into an empty script',
    form: true,
    answer: imported,
  },
  {
    method: 'get',
    path: `${P}/export`,
    tag: 'Projects',
    summary: 'The script as a file',
    query: { format: z.literal('fountain').optional() },
    media: 'text/plain',
  },
  { method: 'get', path: `${P}/documents`, tag: 'Projects', summary: 'Its documents', answer: list(api.documentRow) },
  { method: 'get', path: `${P}/scenes`, tag: 'Projects', summary: 'Its scenes', answer: list(api.sceneRow) },
  {
    method: 'get',
    path: `${P}/events`,
    tag: 'Projects',
    summary: 'Server-sent events: which list to read again',
    media: 'text/event-stream',
  },

  {
    method: 'get',
    path: `${P}/members`,
    tag: 'People',
    summary: 'Who works on it, as what',
    answer: list(api.memberRow),
  },
  {
    method: 'post',
    path: `${P}/members`,
    tag: 'People',
    summary: 'Add an account or change a role',
    body: api.addMember,
    status: 201,
    answer: list(api.memberRow),
  },
  { method: 'delete', path: `${P}/members/{userId}`, tag: 'People', summary: 'Remove somebody, or leave', status: 204 },
  {
    method: 'post',
    path: `${P}/transfer`,
    tag: 'People',
    summary: 'Hand the project over to a member',
    body: people.transferOwnership,
    answer: list(api.memberRow),
  },
  {
    method: 'get',
    path: `${P}/invitations`,
    tag: 'People',
    summary: 'Invitations that wait',
    answer: list(people.invitationRow),
  },
  {
    method: 'post',
    path: `${P}/invitations`,
    tag: 'People',
    summary: 'Invite by e-mail, or by a link to pass on',
    body: people.makeInvitation,
    status: 201,
    answer: people.madeInvitation,
  },
  {
    method: 'delete',
    path: `${P}/invitations/{invitationId}`,
    tag: 'People',
    summary: 'Take an invitation back',
    status: 204,
  },
  { method: 'get', path: `${P}/links`, tag: 'People', summary: 'Share links', answer: list(people.shareLinkRow) },
  {
    method: 'post',
    path: `${P}/links`,
    tag: 'People',
    summary: 'Make a share link; it is shown once',
    body: people.makeShareLink,
    status: 201,
    answer: people.madeShareLink,
  },
  { method: 'delete', path: `${P}/links/{linkId}`, tag: 'People', summary: 'Revoke a share link', status: 204 },
  {
    method: 'get',
    path: `${P}/audit`,
    tag: 'People',
    summary: 'Who changed which rights, newest first',
    query: { before: z.int().optional() },
    answer: list(people.auditRow),
  },

  { method: 'get', path: `${P}/agents`, tag: 'Agents', summary: 'Who can be asked', answer: list(api.agentCard) },
  {
    method: 'post',
    path: `${P}/agents/{agent}`,
    tag: 'Agents',
    summary: 'Ask an agent',
    body: api.runAgent,
    status: 202,
    answer: asked,
  },
  { method: 'get', path: `${P}/jobs`, tag: 'Agents', summary: 'What agents were asked', answer: list(api.jobRow) },
  { method: 'get', path: '/api/jobs/{id}', tag: 'Agents', summary: 'One job', answer: api.jobRow },
  {
    method: 'post',
    path: '/api/jobs/{id}/retry',
    tag: 'Agents',
    summary: 'Try a failed job again',
    status: 202,
    answer: asked,
  },
  {
    method: 'post',
    path: '/api/jobs/{id}/cancel',
    tag: 'Agents',
    summary: 'Stop a job',
    answer: z.object({ cancelled: z.boolean() }),
  },

  {
    method: 'get',
    path: '/api/documents/{id}',
    tag: 'Documents',
    summary: 'One document',
    answer: api.documentRow.extend({ projectId: z.string() }),
  },
  {
    method: 'post',
    path: '/api/documents/{id}/updates',
    tag: 'Documents',
    summary: 'Take a Yjs update (V1) that is too large for a frame of the socket; answered when it is durable',
    bytes: true,
    status: 204,
  },
  {
    method: 'post',
    path: '/api/documents/{id}/lock',
    tag: 'Documents',
    summary: 'Let nobody write in it, and tell everybody why',
    body: lockDocument,
    status: 201,
    answer: documentLock,
  },
  {
    method: 'delete',
    path: '/api/documents/{id}/lock',
    tag: 'Documents',
    summary: 'Let people write in it again',
    status: 204,
  },
  {
    method: 'get',
    path: '/api/documents/{id}/state',
    tag: 'Documents',
    summary: 'All of it that is durable, as a Yjs update (V1)',
    media: 'application/octet-stream',
  },
  {
    method: 'get',
    path: '/api/documents/{id}/strays',
    tag: 'Documents',
    summary: 'Content that no schema knew, moved out of the document; for admins',
    answer: list(strayRow),
  },
  {
    method: 'get',
    path: '/api/documents/{id}/authors',
    tag: 'Documents',
    summary: 'Whom its Yjs client ids belong to',
    answer: authors,
  },
  {
    method: 'get',
    path: '/api/documents/{id}/versions',
    tag: 'Versions',
    summary: 'Its versions, newest first',
    answer: list(versions.versionRow),
  },
  {
    method: 'post',
    path: '/api/documents/{id}/versions',
    tag: 'Versions',
    summary: 'Name a version of it, or of its whole timeline',
    body: versions.nameVersion,
    status: 201,
    answer: versions.versionRow,
  },
  {
    method: 'get',
    path: '/api/versions/{id}',
    tag: 'Versions',
    summary: 'What the document said',
    answer: versions.versionPreview,
  },
  {
    method: 'get',
    path: '/api/versions/{id}/diff',
    tag: 'Versions',
    summary: 'How it differs from another version, or from now',
    query: { against: z.string().optional() },
    answer: versions.versionDiff,
  },
  {
    method: 'post',
    path: '/api/versions/{id}/restore',
    tag: 'Versions',
    summary: 'Bring it back, as a new change',
    answer: versions.versionRestored,
  },
  {
    method: 'get',
    path: '/api/versions/{id}/export',
    tag: 'Versions',
    summary: 'The script as it was, as a file',
    query: { format: z.literal('fountain').optional() },
    media: 'text/plain',
  },
  { method: 'delete', path: '/api/versions/{id}', tag: 'Versions', summary: 'Delete a named version', status: 204 },
  {
    method: 'post',
    path: '/api/sync/token',
    tag: 'Documents',
    summary: 'Lets a program open the socket, for five minutes',
    body: tokenRequest,
    answer: api.syncToken,
  },

  {
    method: 'get',
    path: '/api/organisations',
    tag: 'Organisations',
    summary: 'Your organisations',
    answer: list(people.organisationRow),
  },
  {
    method: 'post',
    path: '/api/organisations',
    tag: 'Organisations',
    summary: 'Make an organisation',
    body: people.makeOrganisation,
    status: 201,
    answer: people.organisationRow,
  },
  {
    method: 'patch',
    path: '/api/organisations/{id}',
    tag: 'Organisations',
    summary: 'Rename it',
    body: people.makeOrganisation,
    answer: people.organisationRow,
  },
  {
    method: 'get',
    path: '/api/organisations/{id}/members',
    tag: 'Organisations',
    summary: 'Who is in it, as what',
    answer: list(api.memberRow),
  },
  {
    method: 'post',
    path: '/api/organisations/{id}/members',
    tag: 'Organisations',
    summary: 'Add an account or change a role',
    body: api.addMember,
    status: 201,
    answer: list(api.memberRow),
  },
  {
    method: 'delete',
    path: '/api/organisations/{id}/members/{userId}',
    tag: 'Organisations',
    summary: 'Remove somebody, or leave',
    status: 204,
  },
]
