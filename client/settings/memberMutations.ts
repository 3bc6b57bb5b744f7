import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Role } from '../../shared/core/access.ts'
import { membersQuery, projectsQuery } from '../api/hooks.ts'
import { anything, api } from '../api/request.ts'

type Who = { email: string } | { userId: string }

/** Adds an account or gives a member another role; and takes members away. */
export function useMemberMutations(projectId: string) {
  const queries = useQueryClient()
  const at = `/api/projects/${encodeURIComponent(projectId)}/members`
  const readAgain = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: membersQuery(projectId).queryKey })
    void queries.invalidateQueries({ queryKey: ['project', projectId, 'card'] })
    void queries.invalidateQueries({ queryKey: projectsQuery.queryKey })
  }
  const setRole = useMutation({
    mutationFn: (body: Who & { role: Role }) => api.post(at, body, anything),
    onSettled: readAgain,
  })
  const remove = useMutation({
    mutationFn: (userId: string) => api.delete(`${at}/${encodeURIComponent(userId)}`),
    onSettled: readAgain,
  })
  return { setRole, remove }
}
