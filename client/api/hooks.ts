import { QueryClient, queryOptions, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { z } from 'zod'
import {
  agentCard,
  documentRow,
  jobRow,
  ledger,
  memberRow,
  projectCard,
  type RunAgent,
  type SessionInfo,
  sceneRow,
} from '../../shared/core/api/schemas.ts'
import { askOrRecall, askSession } from '../offline/lastAnswers.ts'
import { ApiError, api } from './request.ts'
import { timelineNow } from './timeline.ts'

const path = (...parts: string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: askSession,
  staleTime: Number.POSITIVE_INFINITY,
})

export const projectsQuery = queryOptions({
  queryKey: ['projects'],
  queryFn: () => askOrRecall('/api/projects', z.array(projectCard)),
})

/** Everything under ['project', id] belongs to one project; see events.ts. */
export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'card', timelineNow()],
    queryFn: () => askOrRecall(path('projects', id), projectCard),
  })

export const documentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'documents', timelineNow()],
    queryFn: () => askOrRecall(path('projects', id, 'documents'), z.array(documentRow)),
  })

export const scenesQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'scenes', timelineNow()],
    queryFn: () => askOrRecall(path('projects', id, 'scenes'), z.array(sceneRow)),
  })

export const jobsQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'jobs'],
    queryFn: () => api.get(path('projects', id, 'jobs'), z.array(jobRow)),
  })

export const agentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'agents', timelineNow()],
    queryFn: () => askOrRecall(path('projects', id, 'agents'), z.array(agentCard)),
    staleTime: 60_000,
  })

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id, 'members'],
    queryFn: () => askOrRecall(path('projects', id, 'members'), z.array(memberRow)),
  })

export const useProjects = () => useQuery(projectsQuery)
export const useProject = (projectId: string) => useQuery(projectQuery(projectId))
export const useDocuments = (projectId: string) => useQuery(documentsQuery(projectId))
export const useScenes = (projectId: string) => useQuery(scenesQuery(projectId))
export const useJobs = (projectId: string) => useQuery(jobsQuery(projectId))
export const useLedger = (projectId: string) =>
  useQuery({
    queryKey: ['project', projectId, 'jobs', 'ledger'],
    queryFn: () => api.get(path('projects', projectId, 'ledger'), ledger),
  })
export const useAgents = (projectId: string) => useQuery(agentsQuery(projectId))
export const useMembers = (projectId: string) => useQuery(membersQuery(projectId))

/** The signed-in person. Only below the router's guard, which has loaded the session. */
export function useMe(): NonNullable<SessionInfo['user']> {
  const { user } = useSuspenseQuery(sessionQuery).data
  if (!user)
    throw new ApiError('sign-in-needed', 'You are signed out. Sign in again; what you wrote is saved here.', 401)
  return user
}

const jobStarted = z.object({ jobId: z.string() })

/** Starts an agent: `await runAgent('breakdown', { sceneId })`. A second press while it runs joins the running job. */
export function useRunAgent(projectId: string): (agent: string, request: RunAgent) => Promise<{ jobId: string }> {
  const queries = useQueryClient()
  return useCallback(
    async (agent, request) => {
      const started = await api.post(path('projects', projectId, 'agents', agent), request, jobStarted)
      void queries.invalidateQueries({ queryKey: jobsQuery(projectId).queryKey })
      return started
    },
    [projectId, queries],
  )
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // a refusal stays a refusal; a server that restarts is worth waiting for
        retry: (failures, error) => error instanceof ApiError && error.unreachable && failures < 3,
      },
    },
  })
}
