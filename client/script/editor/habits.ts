import { useSyncExternalStore } from 'react'

/** How a person likes to write, kept in this browser. */
export interface Habits {
  /** The first letter of a sentence becomes a capital. */
  capitals: boolean
  /** A cue whose speaker goes on says (CONT'D). */
  continued: boolean
  /** The browser marks misspelt words. */
  spelling: boolean
  /** The line of the caret stays in the middle of the window. */
  typewriter: boolean
}
export type Habit = keyof Habits

const KEY = 'aiuteur.script.habits'
const FIRST: Habits = { capitals: true, continued: true, spelling: true, typewriter: false }

let current: Habits | null = null
const listeners = new Set<() => void>()

/** As they are now. Storage may be forbidden, and anything may stand in it. */
export function habits(): Habits {
  if (current) return current
  current = { ...FIRST }
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    for (const name of Object.keys(FIRST) as Habit[]) {
      const value = (saved as Record<string, unknown> | null)?.[name]
      if (typeof value === 'boolean') current[name] = value
    }
  } catch {}
  return current
}

export function setHabit(name: Habit, on: boolean): void {
  current = { ...habits(), [name]: on }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {}
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useHabits = (): Habits => useSyncExternalStore(subscribe, habits)
