import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { artifactDetail, artifactTags, vaultContents, vaultPage } from '../../shared/core/api/vault.ts'
import { api } from '../api/request.ts'
import { requestOf, type VaultSearch } from './search.ts'

const pathOf = (projectId: string, ...parts: string[]): string =>
  `/api/projects/${[projectId, 'vault', ...parts].map(encodeURIComponent).join('/')}`
/** Everything under it is read again when something new is made, or tagged; see client/api/events.ts. */
const keyOf = (projectId: string) => ['project', projectId, 'vault'] as const

/** What was made, page by page. What is shown stays until the answer to another search is there. */
export function useVault(projectId: string, { artifact: _, ...query }: VaultSearch) {
  return useInfiniteQuery({
    queryKey: [...keyOf(projectId), 'list', query],
    queryFn: ({ pageParam }) => api.get(`${pathOf(projectId)}?${requestOf(query, pageParam)}`, vaultPage),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    placeholderData: keepPreviousData,
  })
}

export const useVaultContents = (projectId: string) =>
  useQuery({
    queryKey: [...keyOf(projectId), 'contents'],
    queryFn: () => api.get(pathOf(projectId, 'contents'), vaultContents),
  })

export const useArtifact = (projectId: string, id: string) =>
  useQuery({
    queryKey: [...keyOf(projectId), 'artifact', id],
    queryFn: () => api.get(pathOf(projectId, 'artifacts', id), artifactDetail),
  })

/** Puts a tag on an artifact and takes one off. */
export function useTagging(projectId: string, id: string) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: keyOf(projectId) })
  const path = (...more: string[]) => pathOf(projectId, 'artifacts', id, 'tags', ...more)
  return {
    add: useMutation({ mutationFn: (tag: string) => api.post(path(), { tag }, artifactTags), onSettled }),
    remove: useMutation({ mutationFn: (tag: string) => api.delete(path(tag)), onSettled }),
  }
}
