import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  type copyRequest,
  libraryCopies,
  libraryDetail,
  libraryPage,
  madeCopy,
  type makeLibraryAsset,
  type PromoteAsset,
  type patchLibraryAsset,
  promoted,
} from '../../shared/core/api/library.ts'
import type { AssetKind } from '../../shared/core/assets/assets.ts'
import { api } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'

const pathOf = (...parts: string[]): string => ['/api/library', ...parts.map(encodeURIComponent)].join('/')
const assetsPath = (projectId: string, ...parts: string[]): string =>
  [`/api/projects/${encodeURIComponent(projectId)}/assets`, ...parts.map(encodeURIComponent)].join('/')

/** Milliseconds after which what others do to a library is looked for. */
const LOOK = 5_000

export interface LibrarySearch {
  words: string
  /** 'deleted': those that were deleted, of all kinds. */
  show: AssetKind | 'all' | 'deleted'
  /** The id of an organisation, 'own', or 'all'. */
  whose: string
  skip: number
}

export const libraryQuery = ({ words, show, whose, skip }: LibrarySearch) => {
  const asked = new URLSearchParams({ q: words, skip: String(skip) })
  if (show === 'deleted') asked.set('deleted', '')
  else if (show !== 'all') asked.set('kind', show)
  if (whose !== 'all') asked.set('whose', whose)
  return queryOptions({
    queryKey: ['library', 'list', asked.toString()],
    queryFn: () => api.get(`${pathOf()}?${asked}`, libraryPage),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK,
  })
}

export const libraryAssetQuery = (id: string) =>
  queryOptions({
    queryKey: ['library', 'one', id],
    queryFn: () => api.get(pathOf(id), libraryDetail),
    refetchInterval: LOOK,
  })

/** How the originals of a timeline's copies stand; read again when they change and when the assets have settled: see events.ts. */
export const copiesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'copies', timelineNow()],
    queryFn: () => api.get(assetsPath(projectId, 'copies'), libraryCopies),
  })

/** An asset of a timeline. */
export interface AssetPlace {
  projectId: string
  timelineId: string
  assetId: string
}
const placePath = ({ projectId, timelineId, assetId }: AssetPlace, ...parts: string[]): string =>
  `${assetsPath(projectId, assetId, ...parts)}?timeline=${encodeURIComponent(timelineId)}`

/** “Promote to Global”. */
export function usePromote(place: AssetPlace) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (asked: PromoteAsset) => api.post(placePath(place, 'promote'), asked, promoted),
    onSettled: () => queries.invalidateQueries({ queryKey: ['library'] }),
  })
}

/** Makes, changes, copies and deletes assets of libraries. */
export function useLibraryMutations() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['library'] })
  return {
    make: useMutation({
      mutationFn: (asset: z.input<typeof makeLibraryAsset>) => api.post(pathOf(), asset, libraryDetail),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...change }: { id: string } & z.input<typeof patchLibraryAsset>) =>
        api.patch(pathOf(id), change, libraryDetail),
      onSettled,
    }),
    /** Null takes it away. */
    changePicture: useMutation({
      mutationFn: async ({ id, picture }: { id: string; picture: File | null }): Promise<void> => {
        if (picture === null) return void (await api.delete(pathOf(id, 'picture')))
        const form = new FormData()
        form.set('file', picture)
        await api.post(pathOf(id, 'picture'), form, libraryDetail)
      },
      onSettled,
    }),
    copy: useMutation({
      mutationFn: ({ id, ...to }: { id: string } & z.input<typeof copyRequest>) =>
        api.post(pathOf(id, 'copies'), to, madeCopy),
      onSettled,
    }),
    takeBack: useMutation({
      mutationFn: (copied: AssetPlace) => api.delete(placePath(copied)),
      onSettled,
    }),
    /** `seen`: the uses that whoever deletes has read of. */
    remove: useMutation({
      mutationFn: ({ id, seen }: { id: string; seen: string }) =>
        api.delete(`${pathOf(id)}?${new URLSearchParams({ seen })}`),
      onSettled,
    }),
    restore: useMutation({
      mutationFn: (id: string) => api.post(pathOf(id, 'restore'), {}, libraryDetail),
      onSettled,
    }),
  }
}
