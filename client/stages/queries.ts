import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { type StageRow, stageRow } from '../../shared/core/api/stages.ts'
import type { StageId } from '../../shared/core/stages/stages.ts'
import { api } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'
import { askOrRecall } from '../offline/lastAnswers.ts'

const rows = z.array(stageRow)
const pathOf = (projectId: string): string => `/api/projects/${encodeURIComponent(projectId)}/stages`

const stagesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'stages', timelineNow()],
    queryFn: () => askOrRecall(pathOf(projectId), rows),
  })

/** How each stage of the project stands. */
export const useStages = (projectId: string) => useQuery(stagesQuery(projectId))

/** Locks a stage with a commit, or opens it again. */
export function useStageMutations(projectId: string, stage: StageId) {
  const queries = useQueryClient()
  const settle = {
    onSuccess: (data: StageRow[]) => queries.setQueryData(stagesQuery(projectId).queryKey, data),
  }
  return {
    approve: useMutation({
      mutationFn: (message: string) => api.post(`${pathOf(projectId)}/${stage}/approve`, { message }, rows),
      ...settle,
    }),
    fits: useMutation({
      mutationFn: (against: StageId) => api.post(`${pathOf(projectId)}/${stage}/fits`, { against }, rows),
      ...settle,
    }),
    reopen: useMutation({
      mutationFn: () => api.post(`${pathOf(projectId)}/${stage}/reopen`, {}, rows),
      ...settle,
    }),
  }
}
