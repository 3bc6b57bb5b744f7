import type * as Y from 'yjs'
import { type Brief, briefRoot, readBrief } from '../../shared/core/brief/brief.ts'

/** The brief for React: the same object until somebody changes a field. */
export function createBriefStore(doc: Y.Doc): { get: () => Brief; subscribe: (listener: () => void) => () => void } {
  const root = briefRoot(doc)
  let brief = readBrief(doc)
  let text = JSON.stringify(brief)
  const refresh = (): boolean => {
    const next = readBrief(doc)
    const nextText = JSON.stringify(next)
    if (nextText === text) return false
    brief = next
    text = nextText
    return true
  }
  return {
    get: () => brief,
    subscribe(listener) {
      refresh() // nobody listened in between
      const onChange = () => refresh() && listener()
      root.observeDeep(onChange)
      return () => root.unobserveDeep(onChange)
    },
  }
}
