import type { PluginKey, StateField } from '@tiptap/pm/state'
import { DecorationSet } from '@tiptap/pm/view'

/** The state of a plugin that draws what it is given: a set under its key as meta replaces the last one, edits only move it along. */
export const drawnSet = (key: PluginKey<DecorationSet>): StateField<DecorationSet> => ({
  init: () => DecorationSet.empty,
  apply(tr, set) {
    const next: unknown = tr.getMeta(key)
    if (next instanceof DecorationSet) return next
    return tr.docChanged && set !== DecorationSet.empty ? set.map(tr.mapping, tr.doc) : set
  },
})
