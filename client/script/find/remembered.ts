import type { Editor } from '@tiptap/react'
import type { FindQuery } from '../../../shared/core/script/find.ts'

type Remembered = Omit<FindQuery, 'types'>

let last: Remembered = { text: '', regex: false, wholeWord: false, matchCase: false }

/** What was looked for last; words that are selected in one line come first. */
export function rememberedQuery(editor: Editor): Remembered {
  const { from, to, empty, $from, $to } = editor.state.selection
  if (empty || !$from.sameParent($to) || to - from > 100) return last
  const selected = editor.state.doc.textBetween(from, to)
  return selected.trim() === '' || selected.includes('\n') ? last : { ...last, text: selected, regex: false }
}

export function rememberQuery(query: Remembered): void {
  last = query
}
