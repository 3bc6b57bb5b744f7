import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { mergePreview } from '../../shared/core/api/merges.ts'
import { comparison, timelineHistory, timelineRow } from '../../shared/core/api/timelines.ts'
import { anything, api } from '../api/request.ts'

const pathOf = (projectId: string): string => `/api/projects/${encodeURIComponent(projectId)}/timelines`
const timelinePath = (id: string, action = ''): string => `/api/timelines/${encodeURIComponent(id)}${action}`
/** Milliseconds after which it is asked again who is where, while one looks at that. */
const WHO = 2_000

/** The timelines of a project. `looking`: who is on each is kept up to date. */
export const useTimelines = (projectId: string, looking = false) =>
  useQuery({
    queryKey: ['project', projectId, 'versions', 'timelines'],
    queryFn: () => api.get(pathOf(projectId), z.array(timelineRow)),
    refetchInterval: looking ? WHO : false,
  })

/** All commits, and what the timelines weigh; read again when versions are made. */
export const useHistory = (projectId: string) =>
  useQuery({
    queryKey: ['project', projectId, 'versions', 'history'],
    queryFn: () => api.get(`${pathOf(projectId)}/history`, timelineHistory),
  })

export const comparisonQuery = (projectId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'versions', 'compare', from, to],
    queryFn: () =>
      api.get(
        `/api/projects/${encodeURIComponent(projectId)}/compare?${new URLSearchParams({ from, to })}`,
        comparison,
      ),
  })

export const mergePath = (into: string, from: string): string =>
  `${timelinePath(into, '/merge')}?${new URLSearchParams({ from })}`

export const mergeQuery = (projectId: string, into: string, from: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'versions', 'merge', into, from],
    queryFn: () => api.get(mergePath(into, from), mergePreview),
  })

const made = z.object({ timelineId: z.string() })

export interface NewBranch {
  name: string
  message: string
  /** Of an earlier commit; null: of the timeline that one is on, as it is now. */
  commitId: string | null
}

export function useTimelineMutations(projectId: string) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['project', projectId, 'versions'] })
  return {
    fork: useMutation({
      mutationFn: ({ commitId, ...branch }: NewBranch) =>
        api.post(pathOf(projectId), { ...branch, ...(commitId === null ? {} : { commitId }) }, made),
      onSuccess,
    }),
    rename: useMutation({
      mutationFn: ({ id, name }: { id: string; name: string }) => api.patch(timelinePath(id), { name }, anything),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(timelinePath(id)), onSuccess }),
    restore: useMutation({
      mutationFn: (id: string) => api.post(timelinePath(id, '/restore'), {}, anything),
      onSuccess,
    }),
  }
}
