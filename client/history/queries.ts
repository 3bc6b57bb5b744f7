import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type VersionDiff,
  type VersionRow,
  versionDiff,
  versionPreview,
  versionRestored,
  versionRow,
} from '../../shared/core/api/versions.ts'
import { api } from '../api/request.ts'

const path = (...parts: string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`
/** Read again when the server says that there are other versions; see client/api/events.ts. */
const key = (projectId: string, ...rest: string[]) => ['project', projectId, 'versions', ...rest]

export const versionsQuery = (projectId: string, documentId: string) =>
  queryOptions({
    queryKey: key(projectId, documentId, 'list'),
    queryFn: () => api.get(path('documents', documentId, 'versions'), z.array(versionRow)),
  })

/** What to read a version against: the version before it, the document as it is now, or nothing. */
export type Compared = 'before' | 'now' | 'alone'

/** What is shown of a version. Words in it are in the hands of `authors`. */
export type Shown = Pick<VersionDiff, 'authors' | 'view'>

export const shownQuery = (projectId: string, version: VersionRow, before: VersionRow | null, compared: Compared) =>
  queryOptions({
    queryKey: key(projectId, version.documentId, version.id, compared, before?.id ?? ''),
    queryFn: (): Promise<Shown> => {
      if (compared === 'now') return api.get(`${path('versions', version.id, 'diff')}?against=now`, versionDiff)
      if (compared === 'alone' || !before) return api.get(path('versions', version.id), versionPreview)
      const query = new URLSearchParams({ against: version.id })
      return api.get(`${path('versions', before.id, 'diff')}?${query}`, versionDiff)
    },
    // versions do not change; the document does
    staleTime: compared === 'now' ? 0 : Number.POSITIVE_INFINITY,
  })

export const exportPath = (version: VersionRow): string => path('versions', version.id, 'export')

/** Naming, restoring, deleting; each reads the list again. */
export function useVersionMutations(projectId: string, documentId: string) {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: key(projectId) })
  return {
    name: useMutation({
      mutationFn: (body: { name: string; message: string; whole: boolean }) =>
        api.post(path('documents', documentId, 'versions'), body, versionRow),
      onSuccess,
    }),
    restore: useMutation({
      mutationFn: (version: VersionRow) => api.post(path('versions', version.id, 'restore'), {}, versionRestored),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (version: VersionRow) => api.delete(path('versions', version.id)),
      onSuccess,
    }),
  }
}
