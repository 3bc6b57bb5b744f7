import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  apiKeyRow,
  auditRow,
  invitationRow,
  organisationRow,
  sessionRow,
  shareLinkRow,
} from '../../shared/core/api/people.ts'
import { memberRow } from '../../shared/core/api/schemas.ts'
import { api } from './request.ts'

const path = (...parts: string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

/** Everything under ['project', id, 'members'] is read again when rights change; see events.ts. */
export const invitationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'members', 'invitations'],
    queryFn: () => api.get(path('projects', id, 'invitations'), z.array(invitationRow)),
  })

export const shareLinksQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'members', 'links'],
    queryFn: () => api.get(path('projects', id, 'links'), z.array(shareLinkRow)),
  })

/** What a log of rights is about: a project, an organisation, or one's own account. */
export type AuditOf = { kind: 'project' | 'organisation'; id: string } | { kind: 'account' }

/** A page of a log of rights: what came before the entry `before`; null is the newest. */
export const readAudit = (of: AuditOf, before: number | null) => {
  const at = of.kind === 'account' ? path('account', 'audit') : path(`${of.kind}s`, of.id, 'audit')
  return api.get(`${at}${before === null ? '' : `?before=${before}`}`, z.array(auditRow))
}

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: () => api.get('/api/account/sessions', z.array(sessionRow)),
})

export const keysQuery = queryOptions({
  queryKey: ['account', 'keys'],
  queryFn: () => api.get('/api/account/keys', z.array(apiKeyRow)),
})

export const organisationsQuery = queryOptions({
  queryKey: ['organisations'],
  queryFn: () => api.get('/api/organisations', z.array(organisationRow)),
})

export const organisationMembersQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', id, 'members'],
    queryFn: () => api.get(path('organisations', id, 'members'), z.array(memberRow)),
  })
