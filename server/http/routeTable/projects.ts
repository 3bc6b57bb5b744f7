import { z } from 'zod'
import * as people from '../../../shared/core/api/people.ts'
import * as api from '../../../shared/core/api/schemas.ts'
import { pdfQuery } from '../../export/pdf.ts'
import { EXPORT_FORMATS } from '../exportFile.ts'
import { newProject } from '../projects.ts'
import { imported } from './answers.ts'
import type { RouteEntry } from './entry.ts'

const list = <T extends z.ZodType>(of: T) => z.array(of)
const made = z.object({ id: z.string(), timelineId: z.string() })
const asked = z.object({ jobId: z.string(), joined: z.boolean() })
const P = '/api/projects/{id}'

/** Projects, their people and their agents. */
export const projectRoutes: readonly RouteEntry[] = [
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
    summary: 'Make a project of a screenplay: Fountain, Final Draft or PDF',
    form: true,
    status: 201,
    answer: imported.extend({ timelineId: z.string() }),
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
    summary: 'Import a screenplay (Fountain, Final Draft or PDF) into an empty script',
    form: true,
    answer: imported,
  },
  {
    method: 'get',
    path: `${P}/export`,
    tag: 'Projects',
    summary: 'The script as a file',
    query: { format: z.enum(EXPORT_FORMATS).optional(), ...pdfQuery },
    media: '*/*',
  },
  {
    method: 'get',
    path: `${P}/ledger`,
    tag: 'Agents',
    summary: 'What agents cost, and the budget, in credits',
    answer: api.ledger,
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
    method: 'get',
    path: '/api/jobs/{id}/traces',
    tag: 'Agents',
    summary: 'What the agent was told and what it said, try by try',
    answer: list(api.jobTrace),
  },
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
]
