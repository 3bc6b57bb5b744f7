import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { type FileRow, fileRow, type patchFile } from '../../shared/core/api/files.ts'
import { tooLargeToStage } from '../../shared/core/brief/files.ts'
import { api, sentenceOf } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'
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

/** A file on its way, or one that never arrived. */
export interface Sending {
  key: number
  name: string
  /** Why it was not added, in a sentence; null while it is sent. */
  problem: string | null
}

let keys = 0

/** Sends files one after the other, in the order in which they were chosen. */
export function useSending(projectId: string) {
  const queries = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const forget = (key: number) => setSending(now => now.filter(one => one.key !== key))
  const send = async (files: readonly File[]) => {
    const waiting = files.map(file => ({ key: ++keys, name: file.name, problem: tooLargeToStage(file.size), file }))
    setSending(now => [...now, ...waiting])
    for (const { key, problem, file } of waiting) {
      if (problem !== null) continue
      const form = new FormData()
      form.set('file', file)
      try {
        const row = await api.post(pathOf(projectId), form, fileRow)
        queries.setQueryData<FileRow[]>(filesQuery(projectId).queryKey, rows =>
          rows?.some(({ id }) => id === row.id) ? rows : [...(rows ?? []), row],
        )
        forget(key)
      } catch (error) {
        setSending(now => now.map(one => (one.key === key ? { ...one, problem: sentenceOf(error) } : one)))
      }
      void queries.invalidateQueries({ queryKey: filesQuery(projectId).queryKey })
    }
  }
  return { sending, send, forget }
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
