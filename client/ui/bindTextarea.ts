import type * as Y from 'yjs'
import { indexAfter, type TextDelta, type TextEdit, typedEdit } from './textareaEdit.ts'

/**
 * Shows a shared text in a textarea and writes what is typed there, letter by letter, so that two people in one cell see each
 * other type. The caret keeps its place among the letters. During a composition (IME) the textarea is left alone; what was
 * composed is written when it ends, at the place to which it has moved meanwhile. Returns how to let go.
 */
export function bindTextarea(
  textarea: HTMLTextAreaElement,
  text: Y.Text,
  origin: object,
  onRemote?: () => void,
): () => void {
  /** What the textarea showed when it was last equal to the shared text. */
  let shown = text.toString()
  /** Changes by others during a composition. */
  let missed: TextDelta[] = []
  let composing = false
  let writing = false
  textarea.value = shown

  const write = (edit: TextEdit): void => {
    writing = true
    try {
      text.doc?.transact(() => {
        if (edit.to > edit.from) text.delete(edit.from, edit.to - edit.from)
        if (edit.insert !== '') text.insert(edit.from, edit.insert)
      }, origin)
    } finally {
      writing = false
    }
  }

  const onInput = (): void => {
    if (composing) return
    const edit = typedEdit(shown, textarea.value, textarea.selectionEnd)
    if (edit) write(edit)
    shown = text.toString()
  }

  const show = (start: number, end: number): void => {
    shown = text.toString()
    if (textarea.value !== shown) textarea.value = shown
    if (textarea.ownerDocument.activeElement === textarea) textarea.setSelectionRange(start, end)
  }

  const onText = (event: Y.YTextEvent): void => {
    if (writing) return
    const delta = event.delta as TextDelta
    if (composing) {
      missed.push(delta)
      return
    }
    show(indexAfter(textarea.selectionStart, delta), indexAfter(textarea.selectionEnd, delta))
    onRemote?.()
  }

  const onCompositionStart = (): void => {
    composing = true
  }
  const onCompositionEnd = (): void => {
    composing = false
    const edit = typedEdit(shown, textarea.value, textarea.selectionEnd)
    const moved = (at: number) => missed.reduce((index, delta) => indexAfter(index, delta), at)
    if (edit) write({ from: moved(edit.from), to: Math.max(moved(edit.from), moved(edit.to)), insert: edit.insert })
    const caret = edit ? moved(edit.from) + edit.insert.length : moved(textarea.selectionEnd)
    missed = []
    show(caret, caret)
    onRemote?.()
  }

  textarea.addEventListener('input', onInput)
  textarea.addEventListener('compositionstart', onCompositionStart)
  textarea.addEventListener('compositionend', onCompositionEnd)
  text.observe(onText)
  return () => {
    if (composing) onCompositionEnd()
    textarea.removeEventListener('input', onInput)
    textarea.removeEventListener('compositionstart', onCompositionStart)
    textarea.removeEventListener('compositionend', onCompositionEnd)
    text.unobserve(onText)
  }
}
