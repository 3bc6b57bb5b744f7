import type * as Y from 'yjs'
import { readThreads, type Thread, threadsOf } from '../../shared/core/comments/thread.ts'

export interface ThreadStore {
  get: () => readonly Thread[]
  subscribe: (listener: () => void) => () => void
}

const stores = new WeakMap<Y.Doc, ThreadStore>()

/** The threads of a comments document, for React. Read when they change, and not while nobody looks. */
export function threadStore(doc: Y.Doc): ThreadStore {
  const known = stores.get(doc)
  if (known) return known
  const listeners = new Set<() => void>()
  const root = threadsOf(doc)
  let threads: readonly Thread[] = readThreads(doc)
  const onChange = (): void => {
    threads = readThreads(doc)
    for (const listener of [...listeners]) listener()
  }
  const store: ThreadStore = {
    get: () => threads,
    subscribe(listener) {
      if (listeners.size === 0) {
        root.observeDeep(onChange)
        threads = readThreads(doc)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) root.unobserveDeep(onChange)
      }
    },
  }
  stores.set(doc, store)
  return store
}
