import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { findingRow, type PatchFinding } from '../../shared/core/api/findings.ts'
import { api } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'

const rows = z.array(findingRow)
const pathOf = (projectId: string): string => `/api/projects/${encodeURIComponent(projectId)}/findings`

const findingsQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'findings', timelineNow()],
    queryFn: () => api.get(pathOf(projectId), rows),
  })

/** What the creative room found, and where it stands. */
export const useFindings = (projectId: string) => useQuery(findingsQuery(projectId))

/** Dismisses a finding, opens it again, or says where it is discussed. */
export function useDecideFinding(projectId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...patch }: PatchFinding & { id: string }) =>
      api.patch(`${pathOf(projectId)}/${encodeURIComponent(id)}`, patch, rows),
    onSuccess: data => queries.setQueryData(findingsQuery(projectId).queryKey, data),
  })
}
