import { useCallback, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import {
  type Production,
  readLanguage,
  readProduction,
  watchProduction,
} from '../../../shared/core/script/production.ts'
import { type Revision, readRevisions } from '../../../shared/core/script/revisions.ts'

function useWatched<T>(doc: Y.Doc, read: (doc: Y.Doc) => T): T {
  const last = useRef<{ doc: Y.Doc; value: T } | null>(null)
  const subscribe = useCallback(
    (changed: () => void) =>
      watchProduction(doc, () => {
        last.current = null
        changed()
      }),
    [doc],
  )
  return useSyncExternalStore(subscribe, () => {
    if (last.current?.doc !== doc) last.current = { doc, value: read(doc) }
    return last.current.value
  })
}

/** What the production has settled, now and after every change of it. */
export const useProduction = (doc: Y.Doc): Production => useWatched(doc, readProduction)
export const useRevisions = (doc: Y.Doc): readonly Revision[] => useWatched(doc, readRevisions)
export const useLanguage = (doc: Y.Doc): string => useWatched(doc, readLanguage)
