import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { type FileRow, fileRow, type patchFile } from '../../shared/core/api/files.ts'
import { api } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'
import { useSending } from '../files/useSending.ts'
import { askOrRecall } from '../offline/lastAnswers.ts'
import { imported, importedNotes } from '../project/screenplayImport.ts'

const pathOf = (projectId: string, ...parts: string[]): string =>
  ['/api/projects', encodeURIComponent(projectId), 'files', ...parts].join('/')

const filesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'files', timelineNow()],
    queryFn: () => askOrRecall(pathOf(projectId), z.array(fileRow)),
  })

/** The files beside the brief; the list of everybody follows what somebody does to it. */
export const useFiles = (projectId: string) => useQuery(filesQuery(projectId))

/** Sends files to the brief. */
export function useSendingFiles(projectId: string) {
  const queries = useQueryClient()
  return useSending(async form => {
    const { queryKey } = filesQuery(projectId)
    try {
      const row = await api.post(pathOf(projectId), form, fileRow)
      queries.setQueryData<FileRow[]>(queryKey, rows =>
        rows?.some(({ id }) => id === row.id) ? rows : [...(rows ?? []), row],
      )
    } finally {
      void queries.invalidateQueries({ queryKey })
    }
  })
}

/** Changes and removes files, and makes one the script. */
export function useFileMutations(projectId: string) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: filesQuery(projectId).queryKey })
  return {
    change: useMutation({
      mutationFn: ({ id, ...change }: { id: string } & z.infer<typeof patchFile>) =>
        api.patch(pathOf(projectId, id), change, fileRow),
      onSettled,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(pathOf(projectId, id)), onSettled }),
    makeScript: useMutation({
      mutationFn: async (id: string) =>
        imported((await api.post(pathOf(projectId, id, 'script'), {}, importedNotes)).notes),
    }),
  }
}
