import type { Awareness } from 'y-protocols/awareness'

/**
 * After a connection was lost everybody else was forgotten here, but not how much of them had been heard: who says the same as
 * before would stay unseen until the quarter of a minute in which everybody says something anew. And others may have forgotten us.
 */
export function meetAgain(awareness: Awareness): void {
  for (const client of awareness.meta.keys())
    if (client !== awareness.clientID && !awareness.states.has(client)) awareness.meta.delete(client)
  const own = awareness.getLocalState()
  if (own) awareness.setLocalState(own)
}
