import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { TitlePageEntry } from '../../../shared/core/formats/screenplay.ts'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readTitlePage } from '../../../shared/core/script/titlePage.ts'

/** The title page of a script, also while others write on it. */
export function useTitlePage(doc: Y.Doc): readonly TitlePageEntry[] {
  const store = useMemo(() => {
    const { titlePage } = scriptRoots(doc)
    let entries: readonly TitlePageEntry[] = readTitlePage(doc)
    return {
      get: () => entries,
      subscribe: (listener: () => void) => {
        const onChange = () => {
          entries = readTitlePage(doc)
          listener()
        }
        onChange()
        titlePage.observe(onChange)
        return () => titlePage.unobserve(onChange)
      },
    }
  }, [doc])
  return useSyncExternalStore(store.subscribe, store.get)
}
