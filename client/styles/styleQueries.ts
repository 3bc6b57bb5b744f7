import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import {
  chunkPage,
  foundChunk,
  type makeStyle,
  type patchStyle,
  type StyleDetail,
  sampleRow,
  styleChoice,
  styleDetail,
  styleRow,
} from '../../shared/core/api/styles.ts'
import { api } from '../api/request.ts'
import { useSending } from '../files/useSending.ts'
import { askOrRecall } from '../offline/lastAnswers.ts'

const pathOf = (...parts: string[]): string => ['/api/styles', ...parts.map(encodeURIComponent)].join('/')

/** Milliseconds after which what others do to styles is looked for; and while samples are being read. */
const LOOK = { still: 5_000, busy: 700 } as const

export const stylesQuery = queryOptions({
  queryKey: ['styles', 'list'],
  queryFn: () => api.get('/api/styles', z.array(styleRow)),
  refetchInterval: ({ state }) => (state.data?.some(({ pending }) => pending > 0) ? LOOK.busy : LOOK.still),
})

const isBusy = (style: StyleDetail | undefined): boolean =>
  style?.sampleRows.some(({ state }) => state === 'reading' || state === 'embedding') ?? false

export const styleQuery = (id: string) =>
  queryOptions({
    queryKey: ['styles', 'one', id],
    queryFn: () => api.get(pathOf(id), styleDetail),
    refetchInterval: ({ state }) => (isBusy(state.data) ? LOOK.busy : LOOK.still),
  })

/** `chunks`: how many there are, so that new ones are read. */
export const chunksQuery = (id: string, chunks: number, skip: number) =>
  queryOptions({
    queryKey: ['styles', 'one', id, 'chunks', chunks, skip],
    queryFn: () => api.get(`${pathOf(id, 'chunks')}?skip=${skip}`, chunkPage),
  })

export const searchQuery = (id: string, query: string) =>
  queryOptions({
    queryKey: ['styles', 'one', id, 'search', query],
    queryFn: () => api.post(pathOf(id, 'search'), { query }, z.array(foundChunk)),
    enabled: query !== '',
    retry: false,
  })

/** The styles that the brief of a project may name. */
export const projectStylesQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'styles'],
    queryFn: () => askOrRecall(`/api/projects/${encodeURIComponent(projectId)}/styles`, z.array(styleChoice)),
  })

/** Makes, changes and deletes styles. */
export function useStyleMutations() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['styles'] })
  return {
    make: useMutation({
      mutationFn: (style: z.input<typeof makeStyle>) => api.post(pathOf(), style, styleDetail),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...change }: { id: string } & z.input<typeof patchStyle>) =>
        api.patch(pathOf(id), change, styleDetail),
      onSettled,
    }),
    remove: useMutation({
      // whoever deletes has read where the style is used
      mutationFn: (id: string) => api.delete(`${pathOf(id)}?anyway`),
      onSuccess: (_, id) => queries.removeQueries({ queryKey: ['styles', 'one', id] }),
      onSettled,
    }),
    removeSample: useMutation({
      mutationFn: ({ id, sampleId }: { id: string; sampleId: string }) => api.delete(pathOf(id, 'samples', sampleId)),
      onSettled,
    }),
    retrySample: useMutation({
      mutationFn: ({ id, sampleId }: { id: string; sampleId: string }) =>
        api.post(pathOf(id, 'samples', sampleId, 'retry'), {}, sampleRow),
      onSettled,
    }),
  }
}

/** Sends samples to a style. */
export function useSendingSamples(id: string) {
  const queries = useQueryClient()
  return useSending(async form => {
    await api.post(pathOf(id, 'samples'), form, sampleRow)
    await queries.invalidateQueries({ queryKey: ['styles'] })
  })
}
