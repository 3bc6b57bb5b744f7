import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
import { tooLargeForSample } from '../../shared/core/styles/limits.ts'
import { api, sentenceOf } from '../api/request.ts'
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

/** A sample on its way, or one that never arrived. */
export interface Sending {
  key: number
  name: string
  /** Why it was not added, in a sentence; null while it is sent. */
  problem: string | null
}

let keys = 0

/** Sends samples one after the other, in the order in which they were chosen. */
export function useSendingSamples(id: string) {
  const queries = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const forget = (key: number) => setSending(now => now.filter(one => one.key !== key))
  const send = async (files: readonly File[]) => {
    const waiting = files.map(file => ({ key: ++keys, name: file.name, problem: tooLargeForSample(file.size), file }))
    setSending(now => [...now, ...waiting])
    for (const { key, problem, file } of waiting) {
      if (problem !== null) continue
      const form = new FormData()
      form.set('file', file)
      try {
        await api.post(pathOf(id, 'samples'), form, sampleRow)
        await queries.invalidateQueries({ queryKey: ['styles'] })
        forget(key)
      } catch (error) {
        setSending(now => now.map(one => (one.key === key ? { ...one, problem: sentenceOf(error) } : one)))
      }
    }
  }
  return { sending, send, forget }
}
