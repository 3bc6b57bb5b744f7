import type { QueryClient } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { projectsQuery, sessionQuery } from '../api/hooks.ts'
import { ApiError, api, send } from '../api/request.ts'
import { forgetAnswers } from '../offline/lastAnswers.ts'

/** Where to go after signing in: a path of this site and nothing else. */
const inside = z
  .string()
  .regex(/^\/(?![/\\])/)
  .optional()
  .catch(undefined)

const entrySearch = z.object({ key: z.coerce.string().optional().catch(undefined), next: inside })
export type EntrySearch = z.infer<typeof entrySearch>

/** `key`: the local key from the printed address. `next`: the page that was asked for before signing in. */
export const readEntrySearch = (search: Record<string, unknown>): EntrySearch => entrySearch.parse(search)

/**
 * Lets signed-in people through; others go where they can get in, and come back to `href` afterwards. Throws
 * {@link ApiError} when the account of this browser is suspended: the page that was asked for then says so.
 */
export async function needSignIn(queries: QueryClient, href: string): Promise<void> {
  const { user, local, suspended } = await queries.ensureQueryData(sessionQuery)
  if (user) return
  if (suspended !== undefined) {
    queries.removeQueries({ queryKey: sessionQuery.queryKey }) // the next try asks anew
    throw new ApiError(CLOSE.accountSuspended.reason, suspended, 403)
  }
  const url = new URL(href, location.origin)
  const key = url.searchParams.get('key') ?? undefined
  const next = url.pathname === '/' ? undefined : url.pathname
  throw redirect({ to: local ? '/join' : '/sign-in', search: { key, next } })
}

/** Those who are signed in already have no business on the entry pages. */
export async function landSignedIn(queries: QueryClient, next: string | undefined): Promise<void> {
  const { user } = await queries.ensureQueryData(sessionQuery)
  if (user) throw redirect({ href: next ?? '/' })
}

/**
 * After getting in: the page asked for, or the one project there is when it is the sample (nobody starts in an empty
 * room), or the dashboard. Returns a path.
 */
export async function landing(queries: QueryClient, next?: string, projectId?: string | null): Promise<string> {
  queries.clear()
  await queries.ensureQueryData(sessionQuery)
  if (next) return next
  if (projectId) return `/p/${projectId}/script`
  const projects = await queries.ensureQueryData(projectsQuery).catch(() => [])
  const only = projects.length === 1 ? projects[0] : undefined
  return only?.sample ? `/p/${only.id}/script` : '/'
}

const joined = z.object({ projectId: z.string().nullish() })

/** Local mode: in by name, with the key from the printed address. */
export async function joinLocally(name: string, key: string): Promise<string | null> {
  const { projectId } = await api.post('/api/local/join', { key, name }, joined)
  return projectId ?? null
}

export const signIn = (email: string, password: string): Promise<Response> =>
  send('POST', '/api/auth/sign-in/email', { email, password })

export const signUp = (name: string, email: string, password: string): Promise<Response> =>
  send('POST', '/api/auth/sign-up/email', { name, email, password })

export async function signOut(): Promise<void> {
  await send('POST', '/api/auth/sign-out', {})
  forgetAnswers()
}
