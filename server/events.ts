import { type ProjectEvent, projectEvent } from '../shared/core/api/schemas.ts'
import { CHANNEL, type Sql } from '../shared/node/database.ts'
import type { Log } from '../shared/node/log.ts'
import { readNotification } from './notification.ts'

const EVENT_TYPES = projectEvent.shape.type.options
type Listener = (event: ProjectEvent) => void

export interface ProjectEvents {
  /** Calls `listener` for the events of one project, or of all (null). Returns how to stop. */
  on(projectId: string | null, listener: Listener): () => void
  stop(): Promise<void>
}

/**
 * Hears NOTIFY project_event once per process and fans it out. After a lost database connection nobody knows what was
 * missed, so the listeners of every project are told that everything may have changed.
 */
export async function listenForEvents(sql: Sql, log: Log): Promise<ProjectEvents> {
  const listeners = new Map<string | null, Set<Listener>>()
  const tell = (payload: string) => {
    const event = readNotification(projectEvent, payload)
    if (!event) return log.error({ payload }, 'an event that nobody understands')
    for (const key of [event.projectId, null]) for (const listener of listeners.get(key) ?? []) listener(event)
  }
  let connected = false
  const subscription = await sql.listen(CHANNEL.projectEvent, tell, () => {
    if (connected)
      for (const [projectId, set] of listeners)
        if (projectId !== null)
          for (const type of EVENT_TYPES) for (const listener of set) listener({ projectId, type })
    connected = true
  })
  return {
    on(projectId, listener) {
      const set = listeners.get(projectId) ?? new Set()
      listeners.set(projectId, set.add(listener))
      return () => {
        set.delete(listener)
        if (set.size === 0 && listeners.get(projectId) === set) listeners.delete(projectId)
      }
    },
    stop: () => subscription.unlisten(),
  }
}
