import type { EditorState } from '@tiptap/pm/state'

/**
 * The next (or previous) of some lines after that of the caret, going round at the end of the script; null where there are
 * none. `isOne` is asked with the id of a line.
 */
export function neighbourLine(
  state: EditorState,
  by: 1 | -1,
  isOne: (id: string, index: number) => boolean,
): string | null {
  const count = state.doc.childCount
  const from = state.selection.$head.index(0)
  for (let step = 1; step <= count; step++) {
    const index = (from + by * step + count * 2) % count
    const id: unknown = state.doc.child(index).attrs.id
    if (typeof id === 'string' && isOne(id, index)) return id
  }
  return null
}
