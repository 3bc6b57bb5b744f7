import type { Editor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { type Completion, completionAt } from './completion.ts'
import './completion.css'

/** Milliseconds between the release of a key and the change that it makes, at the most. */
const TYPED_FOR = 250
const LIST_ID = 'script-completions'

/**
 * The list under the caret: arrows choose, Tab or Enter takes, Esc closes. It opens only after the writer's own typing, and
 * nothing is chosen at first, so that Enter stays Enter until an arrow was pressed.
 */
export function CompletionList({ editor, ydoc }: { editor: Editor; ydoc: Y.Doc }) {
  const [open, setOpen] = useState<(Completion & { left: number; top: number }) | null>(null)
  const [index, setIndex] = useState(-1)
  const now = useRef({ open, index })
  now.current = { open, index }

  useEffect(() => {
    let typed = false
    let forget = 0
    // only what the writer types opens the list, not what arrives from others: the mark lives for this one key
    const onTyped = () => {
      typed = true
      window.clearTimeout(forget)
    }
    const onReleased = () => {
      window.clearTimeout(forget)
      forget = window.setTimeout(() => (typed = false), TYPED_FOR)
    }
    // a new cue, heading or transition offers at once who may speak, and where
    const onPrintable = (event: KeyboardEvent) => {
      const types = event.key.length === 1 || event.key === 'Backspace' || event.key === 'Enter'
      if (event.key === 'Tab' ? !event.shiftKey : types && !event.ctrlKey && !event.metaKey) onTyped()
    }
    const onTransaction = () => {
      if (!typed) return
      const found = completionAt(editor.state, () => readLines(ydoc))
      setIndex(-1)
      if (!found) return setOpen(null)
      const at = editor.view.coordsAtPos(found.from)
      setOpen({ ...found, left: at.left, top: at.bottom + 4 })
    }
    const take = (choice: string) => {
      const { open: list } = now.current
      if (!list) return
      editor.view.dispatch(editor.state.tr.insertText(choice, list.from, list.to).scrollIntoView())
      setOpen(null)
    }
    const onKey = (event: KeyboardEvent) => {
      const { open: list, index: at } = now.current
      if (!list || event.isComposing) return
      const choice = list.choices[at]
      if (event.key === 'ArrowDown') setIndex((at + 1) % list.choices.length)
      else if (event.key === 'ArrowUp') setIndex(at <= 0 ? list.choices.length - 1 : at - 1)
      else if (event.key === 'Escape') setOpen(null)
      else if ((event.key === 'Enter' || event.key === 'Tab') && choice !== undefined) take(choice)
      else if (event.key === 'Tab' && list.choices[0] !== undefined && at < 0) take(list.choices[0])
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    const close = () => setOpen(null)
    const dom = editor.view.dom
    dom.addEventListener('keydown', onKey, true)
    dom.addEventListener('keydown', onPrintable, true)
    dom.addEventListener('keyup', onReleased)
    dom.addEventListener('beforeinput', onTyped)
    dom.addEventListener('blur', close)
    editor.on('transaction', onTransaction)
    return () => {
      window.clearTimeout(forget)
      dom.removeEventListener('keydown', onKey, true)
      dom.removeEventListener('keydown', onPrintable, true)
      dom.removeEventListener('keyup', onReleased)
      dom.removeEventListener('beforeinput', onTyped)
      dom.removeEventListener('blur', close)
      editor.off('transaction', onTransaction)
    }
  }, [editor, ydoc])

  useEffect(() => {
    const dom = editor.view.dom
    dom.setAttribute('aria-autocomplete', 'list')
    if (open) dom.setAttribute('aria-controls', LIST_ID)
    else dom.removeAttribute('aria-controls')
    if (open && index >= 0) dom.setAttribute('aria-activedescendant', `${LIST_ID}-${index}`)
    else dom.removeAttribute('aria-activedescendant')
  }, [editor, open, index])

  if (!open) return null
  return (
    <div
      id={LIST_ID}
      role="listbox"
      aria-label="Completions"
      className="completions"
      style={{ left: open.left, top: open.top }}
    >
      {open.choices.map((choice, at) => (
        <div
          key={choice}
          id={`${LIST_ID}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === index}
          className="completion"
          onMouseDown={event => {
            event.preventDefault()
            editor.view.dispatch(editor.state.tr.insertText(choice, open.from, open.to))
            setOpen(null)
          }}
        >
          {choice}
        </div>
      ))}
      <div className="completions-keys" aria-hidden="true">
        Tab takes the first
      </div>
    </div>
  )
}
