import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import type { Somebody } from '../ui/Avatar.tsx'

const guest = z.object({
  user: z.object({ id: z.string(), name: z.string(), agent: z.literal(true).optional() }),
  field: z.string(),
})

type ByField = ReadonlyMap<string, readonly Somebody[]>

export function readFields(awareness: Awareness): ByField {
  // a map: what others call their field is theirs to say
  const fields = new Map<string, Somebody[]>()
  for (const [client, state] of awareness.getStates()) {
    const parsed = client === awareness.clientID ? null : guest.safeParse(state)
    if (!parsed?.success) continue
    const { user, field } = parsed.data
    const there = fields.get(field) ?? []
    fields.set(field, there)
    if (!there.some(({ id }) => id === user.id)) there.push({ ...user, doing: 'here' })
  }
  return fields
}

const textOf = (fields: ByField): string => JSON.stringify([...fields])

/** Who else is in which field, and how to say in which one is oneself (null: in none). */
export function useFieldPresence(awareness: Awareness): { others: ByField; enter: (field: string | null) => void } {
  const store = useMemo(() => {
    let fields = readFields(awareness)
    let text = textOf(fields)
    return {
      get: () => fields,
      subscribe(listener: () => void) {
        const onChange = () => {
          const next = readFields(awareness)
          const nextText = textOf(next)
          if (nextText === text) return
          fields = next
          text = nextText
          listener()
        }
        awareness.on('change', onChange)
        return () => awareness.off('change', onChange)
      },
    }
  }, [awareness])
  const others = useSyncExternalStore(store.subscribe, store.get)
  const enter = useCallback((field: string | null) => awareness.setLocalStateField('field', field), [awareness])
  return { others, enter }
}
