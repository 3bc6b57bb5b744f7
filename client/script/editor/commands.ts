import type { Command, EditorState } from '@tiptap/pm/state'
import { TextSelection } from '@tiptap/pm/state'
import { nextOnEnter, nextOnTab, previousOnShiftTab } from '../../../shared/core/script/elements.ts'
import { isLineType } from '../../../shared/core/script/line.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'

/** The line of the caret: its type, text and place in the document. */
export function lineAtCaret(state: EditorState) {
  const { $head } = state.selection
  const line = $head.parent
  const type: LineType = isLineType(line.attrs.type) ? line.attrs.type : 'action'
  const index = $head.index(0)
  const above = index > 0 ? state.doc.child(index - 1).attrs.type : null
  return {
    line,
    type,
    index,
    text: line.textContent,
    offset: $head.parentOffset,
    start: $head.before(1),
    previousType: isLineType(above) ? above : null,
  }
}

/** Nothing is written in it yet: an empty line, or the bare brackets of a parenthetical. */
const isBlank = (type: LineType, text: string): boolean => text === '' || (type === 'parenthetical' && text === '()')

/** At the end of a line, or before the closing bracket of a parenthetical. */
const isAtEnd = (type: LineType, text: string, offset: number): boolean =>
  offset === text.length || (type === 'parenthetical' && text.slice(offset) === ')')

/** Makes the blank line of the caret another element; a parenthetical comes with its brackets. */
function changeBlank(type: LineType): Command {
  return (state, dispatch) => {
    const { line, start } = lineAtCaret(state)
    const tr = state.tr.delete(start + 1, start + 1 + line.content.size).setNodeAttribute(start, 'type', type)
    if (type === 'parenthetical') {
      tr.insertText('()', start + 1)
      tr.setSelection(TextSelection.create(tr.doc, start + 2))
    }
    dispatch?.(tr.setStoredMarks([]).scrollIntoView())
    return true
  }
}

/** Makes every line of the selection a `type`. The text stays where it is: the type is an attribute. */
export function setType(type: LineType): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection
    const at = lineAtCaret(state)
    if (empty && at.type !== type && isBlank(at.type, at.text)) return changeBlank(type)(state, dispatch)
    const tr = state.tr
    state.doc.nodesBetween(from, to, (node, position) => {
      if (node.type.name === 'line' && node.attrs.type !== type) tr.setNodeAttribute(position, 'type', type)
      return node.type.name === 'doc'
    })
    if (!tr.docChanged) return false
    dispatch?.(tr)
    return true
  }
}

/**
 * Enter: at the end of a line begins the element that follows it; inside a line splits it into two of its own kind; on an empty
 * line leads out of the element, as Final Draft does.
 */
export const enter: Command = (state, dispatch) => {
  const { type, text, offset, line, start } = lineAtCaret(state)
  if (state.selection.empty && isBlank(type, text) && type !== 'action')
    return setType(nextOnEnter(type, { empty: true, atStart: true }))(state, dispatch)
  if (!dispatch) return true
  const tr = state.tr.deleteSelection()
  if (state.selection.empty && offset === 0 && text !== '') {
    // a new line above; the text keeps its line, and so its id and everything that hangs on it
    const above = nextOnEnter(type, { empty: false, atStart: true })
    const blank = line.type.create({ ...line.attrs, id: null, type: above, dual: null, depth: null, boneyard: null })
    dispatch(tr.insert(start, blank).scrollIntoView())
    return true
  }
  if (type === 'parenthetical' && text.slice(offset) === ')')
    tr.setSelection(TextSelection.create(tr.doc, tr.selection.from + 1))
  const $at = tr.selection.$from
  const atEnd = $at.parentOffset === $at.parent.content.size
  const next = atEnd ? nextOnEnter(type, { empty: false, atStart: false }) : type
  const attrs = { ...line.attrs, id: null, type: next, dual: null, depth: null, boneyard: null }
  tr.split($at.pos, 1, [{ type: line.type, attrs }])
  dispatch(tr.setStoredMarks([]).scrollIntoView())
  return true
}

export const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.insertText('\n').scrollIntoView())
  return true
}

/** Tab: the next element for an empty line or one being begun; after a finished line, the element that usually follows. */
export const tab: Command = (state, dispatch) => {
  const { type, text, offset } = lineAtCaret(state)
  const atEnd = isAtEnd(type, text, offset)
  const next = nextOnTab(type, { empty: isBlank(type, text), atEnd })
  if (next === null) return true
  if (next.kind === 'change') return setType(next.type)(state, dispatch) || true
  if (!dispatch) return true
  const { line } = lineAtCaret(state)
  const tr = state.tr.deleteSelection()
  const attrs = { ...line.attrs, id: null, type: next.type, dual: null, depth: null, boneyard: null }
  if (type === 'parenthetical' && offset < text.length && state.selection.empty)
    tr.setSelection(TextSelection.create(tr.doc, tr.selection.from + 1))
  tr.split(tr.selection.from, 1, [{ type: line.type, attrs }])
  if (next.text) {
    const at = tr.selection.from
    tr.insertText(next.text, at)
    tr.setSelection(TextSelection.create(tr.doc, at + (next.caret ?? next.text.length)))
  }
  dispatch(tr.scrollIntoView())
  return true
}

export const shiftTab: Command = (state, dispatch) => {
  setType(previousOnShiftTab(lineAtCaret(state).type))(state, dispatch)
  return true
}

/**
 * Backspace at the start of a line below an empty one removes the empty one, so that the line keeps its element. Between
 * the bare brackets of a parenthetical it takes both.
 */
export const backspaceIntoEmpty: Command = (state, dispatch) => {
  const { offset, index, start, type, text } = lineAtCaret(state)
  if (state.selection.empty && offset === 1 && text === '()' && type === 'parenthetical')
    return changeBlank('dialogue')(state, dispatch)
  if (!state.selection.empty || offset > 0 || index === 0) return false
  const above = state.doc.child(index - 1)
  if (above.content.size > 0) return false
  dispatch?.(state.tr.delete(start - above.nodeSize, start).scrollIntoView())
  return true
}
