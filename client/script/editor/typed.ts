import type { EditorState, Transaction } from '@tiptap/pm/state'
import { withCapital } from '../../../shared/core/script/capitals.ts'
import { autoType, UPPERCASE_TYPES } from '../../../shared/core/script/elements.ts'
import { lineAtCaret } from './commands.ts'

/**
 * What a typed text does when it is more than to stand there as it came: capitals where the element or the sentence has them, and
 * another element where it says so. Null: nothing more. `mayBeCapital`: a sentence that begins here gets its capital.
 */
export function typedOtherwise(
  state: EditorState,
  from: number,
  to: number,
  text: string,
  mayBeCapital: boolean,
): { tr: Transaction; isCapital: boolean } | null {
  const { type, previousType, start, line } = lineAtCaret(state)
  const offset = from - start - 1
  const inOneLine = offset >= 0 && to <= start + 1 + line.content.size
  if (!inOneLine) return null
  const before = line.textContent.slice(0, offset)
  const after = before + text + line.textContent.slice(to - start - 1)
  const next = autoType(after, type, previousType)
  const cased = mayBeCapital ? withCapital(text, before, next ?? type) : text
  const typed = UPPERCASE_TYPES.has(next ?? type) ? text.toUpperCase() : cased
  if (next === null && typed === text) return null
  const tr = state.tr.insertText(typed, from, to)
  if (next !== null) {
    tr.setNodeAttribute(start, 'type', next)
    // what was typed of the element so far is written as the element is
    const capitals = before.toUpperCase()
    if (UPPERCASE_TYPES.has(next) && before !== capitals && capitals.length === offset)
      tr.insertText(capitals, start + 1, start + 1 + offset)
  }
  return { tr, isCapital: cased !== text }
}
