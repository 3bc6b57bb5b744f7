import { type Query, type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type ProjectEvent, projectEvent } from '../../shared/core/api/schemas.ts'

/** Which lists to read again when something happened. The dashboard's cards count scenes, shots and people. */
export const STALE_AFTER: Record<ProjectEvent['type'], (projectId: string) => QueryKey[]> = {
  scenes: id => [
    ['project', id, 'scenes'],
    ['project', id, 'outdated'],
    ['project', id, 'documents'],
    ['project', id, 'card'],
    ['projects'],
    ['project', id, 'findings'],
    ['project', id, 'copies'],
  ],
  documents: id => [
    ['project', id, 'documents'],
    ['project', id, 'stages'],
    ['project', id, 'files'],
    ['project', id, 'findings'],
    ['project', id, 'copies'],
  ],
  jobs: id => [
    ['project', id, 'jobs'],
    ['project', id, 'director'],
    ['project', id, 'findings'],
  ],
  members: id => [['project', id, 'members'], ['project', id, 'card'], ['projects']],
  project: id => [['project', id, 'card'], ['projects']],
  versions: id => [
    ['project', id, 'versions'],
    ['project', id, 'vault'],
  ],
  notifications: () => [['notifications']],
  director: id => [['project', id, 'director']],
  findings: id => [['project', id, 'findings']],
  vault: id => [['project', id, 'vault']],
}

/**
 * Reads lists again. One that is being read for the first time just now is read once more when that is done: TanStack forgets
 * an invalidation that comes meanwhile.
 */
export async function readAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const isBegun = ({ state }: Query): boolean => state.data === undefined && state.fetchStatus === 'fetching'
  const begun = queries.getQueryCache().findAll({ queryKey, predicate: isBegun })
  await queries.invalidateQueries({ queryKey })
  await Promise.all(begun.map(query => queries.invalidateQueries({ queryKey: query.queryKey, exact: true })))
}

/** Milliseconds before the next attempt: doubling from one second to half a minute, with jitter so that not all return at once. */
export const retryDelay = (failures: number, random = Math.random()): number =>
  Math.min(30_000, 1_000 * 2 ** failures) * (0.5 + random / 2)

function readEvent(data: unknown): ProjectEvent | null {
  if (typeof data !== 'string') return null
  try {
    const parsed = projectEvent.safeParse(JSON.parse(data))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Follows a project's events until the returned function is called; what was missed while away is read again. */
function follow(projectId: string, queries: QueryClient): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let missed = false

  const stale = (keys: QueryKey[]): void => {
    for (const queryKey of keys) void readAgain(queries, queryKey)
  }
  const onEvent = (message: MessageEvent): void => {
    const event = readEvent(message.data)
    // one's own notifications come from every project
    if (event && (event.projectId === projectId || event.type === 'notifications'))
      stale(STALE_AFTER[event.type](projectId))
  }
  const open = (): void => {
    source = new EventSource(`/api/projects/${encodeURIComponent(projectId)}/events`)
    source.onopen = () => {
      failures = 0
      if (missed) stale([['project', projectId], ['projects'], ['notifications']])
      missed = false
    }
    source.onmessage = onEvent
    for (const type of Object.keys(STALE_AFTER)) source.addEventListener(type, onEvent)
    source.onerror = () => {
      missed = true
      // the browser reconnects by itself, unless the server answered with an error
      if (source?.readyState !== EventSource.CLOSED) return
      source.close()
      // perhaps for good: reading again tells whether we were let out or the server is away
      stale([['project', projectId]])
      timer = setTimeout(open, retryDelay(failures))
      failures += 1
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

/** Keeps the lists of a project fresh while the component is shown; null follows nothing. */
export function useProjectEvents(projectId: string | null): void {
  const queries = useQueryClient()
  useEffect(() => (projectId === null ? undefined : follow(projectId, queries)), [projectId, queries])
}
