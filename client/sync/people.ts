import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'

/** Awareness `user` as the server sets it, and what the person's page says about where it is. */
const presence = z.object({
  user: z.object({ id: z.string(), name: z.string(), colour: z.string(), agent: z.literal(true).optional() }),
  place: z
    .object({
      page: z.enum(['brief', 'treatment', 'beats', 'script', 'hub', 'scene', 'settings', 'history', 'reports']),
      sceneId: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  activity: z.object({ jobId: z.string(), agent: z.string(), text: z.string() }).optional().catch(undefined),
})

/** Somebody who has a document open, once however many tabs they have. */
export interface Person {
  /** The client id of the tab they were last seen in. */
  clientId: number
  id: string
  name: string
  /** A CSS colour. */
  colour: string
  agent: boolean
  place: {
    page: 'brief' | 'treatment' | 'beats' | 'script' | 'hub' | 'scene' | 'settings' | 'history' | 'reports'
    sceneId?: string | undefined
  } | null
  activity: { jobId: string; agent: string; text: string } | null
  isMe: boolean
}

/** Everybody in a document: oneself first, then by name. Of several tabs, the one that said something last counts. */
export function peopleIn(awareness: Awareness): Person[] {
  const seen = new Map<string, Person>()
  const me = presence.safeParse(awareness.getLocalState()).data?.user.id
  const latestFirst = [...awareness.getStates()].sort(
    ([a], [b]) => (awareness.meta.get(b)?.lastUpdated ?? 0) - (awareness.meta.get(a)?.lastUpdated ?? 0),
  )
  for (const [clientId, state] of latestFirst) {
    const parsed = presence.safeParse(state)
    if (!parsed.success) continue
    const { user, place, activity } = parsed.data
    // two jobs of one agent are two workers; two tabs of one person are one person
    const key = user.agent ? `agent ${user.id} ${activity?.jobId ?? ''}` : user.id
    if (seen.has(key)) continue
    seen.set(key, {
      clientId,
      id: user.id,
      name: user.name,
      colour: user.colour,
      agent: user.agent === true,
      place: place ?? null,
      activity: activity ?? null,
      isMe: !user.agent && user.id === me,
    })
  }
  return [...seen.values()].sort((a, b) =>
    a.isMe !== b.isMe ? (a.isMe ? -1 : 1) : a.name.localeCompare(b.name) || a.clientId - b.clientId,
  )
}

/** A store of {@link peopleIn} whose snapshot stays the same object until somebody comes, goes or moves elsewhere. */
export function peopleStore(awareness: Awareness): {
  get: () => readonly Person[]
  subscribe: (f: () => void) => () => void
} {
  let people = peopleIn(awareness)
  let key = JSON.stringify(people)
  const refresh = (): boolean => {
    const next = peopleIn(awareness)
    const nextKey = JSON.stringify(next)
    if (nextKey === key) return false
    people = next
    key = nextKey
    return true
  }
  return {
    get: () => people,
    subscribe(listener) {
      const changed = () => {
        if (refresh()) listener()
      }
      awareness.on('change', changed)
      changed()
      return () => awareness.off('change', changed)
    },
  }
}
