import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type ConfirmAct,
  type DirectorThread,
  directorMessage,
  directorThread,
  type SayToDirector,
} from '../../shared/core/api/director.ts'
import { api } from '../api/request.ts'
import { askOrRecall } from '../offline/lastAnswers.ts'

const pathOf = (projectId: string): string => `/api/projects/${encodeURIComponent(projectId)}/director`

/** The newest messages. Everything under ['project', id, 'director'] is read again when something is said; see events.ts. */
const threadQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'director', 'newest'],
    queryFn: () => askOrRecall(pathOf(projectId), directorThread),
  })

export const useDirectorThread = (projectId: string) => useQuery(threadQuery(projectId))

/** A page of what was said before a place. */
export const readEarlier = (projectId: string, before: number): Promise<DirectorThread> =>
  api.get(`${pathOf(projectId)}?before=${before}`, directorThread)

/** Says something, and confirms or leaves what the director understood. */
export function useDirectorMutations(projectId: string) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['project', projectId] })
  const one = (messageId: string, verb: string) => `${pathOf(projectId)}/${encodeURIComponent(messageId)}/${verb}`
  return {
    say: useMutation({
      mutationFn: (message: SayToDirector) => api.post(pathOf(projectId), message, directorThread),
      onSuccess: data => queries.setQueryData(threadQuery(projectId).queryKey, data),
    }),
    confirm: useMutation({
      mutationFn: ({ messageId, ...asked }: Partial<ConfirmAct> & { messageId: string }) =>
        api.post(one(messageId, 'confirm'), asked, directorMessage),
      onSettled: again,
    }),
    dismiss: useMutation({
      mutationFn: (messageId: string) => api.post(one(messageId, 'dismiss'), {}, directorMessage),
      onSettled: again,
    }),
  }
}
