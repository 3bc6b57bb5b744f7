import { type Command, type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { LineDraft } from '../../../shared/core/script/line.ts'
import { lineAtCaret } from '../../script/editor/commands.ts'

/** Headings of prose have depths 1 to 3; null is a paragraph. */
export type HeadingDepth = 1 | 2 | 3 | null

const PARAGRAPH = { type: 'general', depth: null, dual: null, boneyard: null }

/** How deep the heading of the caret is; null: it is in a paragraph. */
export function depthAtCaret(state: EditorState): HeadingDepth {
  const { line, type } = lineAtCaret(state)
  if (type !== 'section') return null
  const depth = Number(line.attrs.depth)
  return depth === 2 ? 2 : depth >= 3 ? 3 : 1
}

/** Makes every line of the selection a heading of that depth, or a paragraph. */
export function setHeading(depth: HeadingDepth): Command {
  return (state, dispatch) => {
    const { from, to } = state.selection
    const wanted = depth === null ? PARAGRAPH : { ...PARAGRAPH, type: 'section', depth: String(depth) }
    const tr = state.tr
    state.doc.nodesBetween(from, to, (node, position) => {
      if (node.type.name === 'line')
        for (const [name, value] of Object.entries(wanted))
          if (node.attrs[name] !== value) tr.setNodeAttribute(position, name, value)
      return node.type.name === 'doc'
    })
    if (!tr.docChanged) return false
    dispatch?.(tr)
    return true
  }
}

/** Enter: behind a heading begins a paragraph, inside a line splits it, and makes an empty heading a paragraph. */
export const enter: Command = (state, dispatch) => {
  const { type, text, offset, line, start } = lineAtCaret(state)
  if (state.selection.empty && text === '' && type !== 'general') return setHeading(null)(state, dispatch)
  if (!dispatch) return true
  const tr = state.tr.deleteSelection()
  if (state.selection.empty && offset === 0 && text !== '') {
    // a new line above; the text keeps its line, and so its id and everything that hangs on it
    dispatch(tr.insert(start, line.type.create({ ...line.attrs, ...PARAGRAPH, id: null })).scrollIntoView())
    return true
  }
  const { $from } = tr.selection
  const isAtEnd = $from.parentOffset === $from.parent.content.size
  const attrs = { ...line.attrs, id: null, ...(isAtEnd ? PARAGRAPH : {}) }
  tr.split($from.pos, 1, [{ type: line.type, attrs }])
  dispatch(tr.setStoredMarks([]).scrollIntoView())
  return true
}

/** Backspace at the start of a heading makes it a paragraph, before it joins the line above. */
export const backspaceInHeading: Command = (state, dispatch) => {
  const { offset, type } = lineAtCaret(state)
  if (!state.selection.empty || offset > 0 || type !== 'section') return false
  return setHeading(null)(state, dispatch)
}

/** What one asks an agent about without having selected words: the paragraph of the caret, or the one above an empty line. */
export function askedPassage(state: EditorState): { from: number; to: number } | null {
  if (!state.selection.empty) return { from: state.selection.from, to: state.selection.to }
  let index = lineAtCaret(state).index
  while (index >= 0 && state.doc.child(index).content.size === 0) index--
  if (index < 0) return null
  let from = 1
  for (let i = 0; i < index; i++) from += state.doc.child(i).nodeSize
  return { from, to: from + state.doc.child(index).content.size }
}

/**
 * Puts a paragraph of another variant behind the line of the caret; behind the last one while the caret is where it was when
 * the page opened. It is a new line with the same words, and the caret goes to its end.
 */
export function takeAcross(state: EditorState, { type, depth, runs }: LineDraft): Transaction {
  const { schema, doc, selection, tr } = state
  const node = schema.node(
    'line',
    { type, depth: type === 'section' ? String(depth ?? 1) : null },
    runs
      .filter(run => run.text !== '')
      .map(run =>
        schema.text(
          run.text,
          run.marks.map(mark => schema.mark(mark)),
        ),
      ),
  )
  const untouched = selection.empty && selection.head <= 1
  const index = untouched ? doc.childCount - 1 : lineAtCaret(state).index
  let start = 0
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize
  const target = doc.child(index)
  const end = start + target.nodeSize
  if (target.content.size === 0) tr.replaceWith(start, end, node)
  else tr.insert(end, node)
  const begin = target.content.size === 0 ? start : end
  return tr.setSelection(TextSelection.create(tr.doc, begin + 1 + node.content.size)).scrollIntoView()
}
