import { useCallback, useState } from 'react'
import type { DirectorMessage } from '../../shared/core/api/director.ts'

/** Messages of others that came after the place up to which somebody has read. */
export const unreadOf = (messages: readonly DirectorMessage[], readTo: number, userId: string): number =>
  messages.filter(({ place, author }) => place > readTo && author?.id !== userId).length

/** How far this browser has shown the thread of a project. Null: never; then what is there is no news. */
export function useReadTo(projectId: string): [number | null, (place: number) => void] {
  const key = `aiuteur.director.${projectId}`
  const [readTo, setReadTo] = useState(() => {
    try {
      const stored = localStorage.getItem(key)
      return stored === null ? null : Number(stored)
    } catch {
      return null
    }
  })
  const read = useCallback(
    (place: number) => {
      setReadTo(place)
      try {
        localStorage.setItem(key, String(place))
      } catch {}
    },
    [key],
  )
  return [readTo, read]
}
