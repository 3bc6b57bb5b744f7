import * as Y from 'yjs'
import { byOrder } from '../../../shared/core/order.ts'
import { isShown, readShot, type Shot, shotRows } from '../../../shared/core/shots/shots.ts'

export type UnlabelledShot = Omit<Shot, 'label'>

/** The shots of a scene's document for React: a keystroke re-reads its row only, the other rows stay the same objects. */
export interface ShotStore {
  get: () => readonly UnlabelledShot[]
  subscribe: (listener: () => void) => () => void
}

export function createShotStore(doc: Y.Doc): ShotStore {
  const rows = shotRows(doc)
  const known = new Map<string, UnlabelledShot>()
  let list: readonly UnlabelledShot[] = []
  const listeners = new Set<() => void>()

  const read = (id: string): void => {
    const row = rows.get(id)
    if (row instanceof Y.Map && isShown(row)) known.set(id, readShot(id, row))
    else known.delete(id)
  }
  const sort = (): void => {
    list = [...known.values()].sort(byOrder)
  }
  const onChange = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    for (const event of events) {
      const id = event.path[0]
      if (typeof id === 'string') read(id)
      else for (const key of event.keys.keys()) read(key)
    }
    sort()
    for (const listener of [...listeners]) listener()
  }
  for (const id of rows.keys()) read(id)
  sort()

  return {
    get: () => list,
    subscribe(listener) {
      // observed only while somebody listens, so that the store dies with its page
      if (listeners.size === 0) {
        known.clear()
        for (const id of rows.keys()) read(id)
        sort()
        rows.observeDeep(onChange)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) rows.unobserveDeep(onChange)
      }
    },
  }
}
