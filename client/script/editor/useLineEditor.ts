import type { Extensions } from '@tiptap/core'
import type { Plugin } from '@tiptap/pm/state'
import { type Editor, useEditor } from '@tiptap/react'
import { useEffect, useReducer, useRef } from 'react'
import { TAKE_FOCUS } from '../../ui/returnedFocus.ts'
import { attachBinding } from '../binding/attach.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { screenplayExtensions } from '../schema.ts'
import { acceptOrigin } from '../suggestions/acceptOrigin.ts'
import { mayTakeFocus } from './focus.ts'
import type { TextHandlers } from './textKeys.ts'

export interface LineEditor {
  editor: Editor
  /** Null while the editor is not in the page. */
  binding: ScreenplayBinding | null
}

interface LineEditorOptions {
  /** For screen readers. */
  label: string
  canWrite: boolean
  /** Its keys, which find the binding's undo. */
  keys: (undo: Pick<TextHandlers, 'undo' | 'redo'>) => Extensions
  /** The binding and what stands on top of it, once the editor is in the page; null: there is nothing to show any more. */
  bind: (mounted: Editor) => { binding: ScreenplayBinding; plugins: Plugin[] } | null
}

/** An editor that is made and thrown away, as React does to find faults, takes no binding but its own along. */
const bindings = new WeakMap<Editor, ScreenplayBinding>()

/**
 * An editor on lines of a document. The binding exists from the moment the editor is in the page until it leaves it; nothing
 * of the document lives in Tiptap. Made anew when one of `of` changes.
 */
export function useLineEditor({ label, canWrite, keys, bind }: LineEditorOptions, of: readonly unknown[]): LineEditor {
  const [, lookAgain] = useReducer((times: number) => times + 1, 0)
  const current = useRef<ScreenplayBinding | null>(null)
  const editor = useEditor(
    {
      extensions: [
        ...screenplayExtensions,
        ...keys({
          undo: () => current.current?.undoManager.undo(),
          redo: () => current.current?.undoManager.redo(),
        }),
      ],
      editable: canWrite,
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
        handleDOMEvents: {
          [TAKE_FOCUS]: (view, event: Event) => {
            event.preventDefault()
            view.focus()
            return true
          },
        },
      },
      onMount({ editor: mounted }) {
        const made = bind(mounted)
        if (!made) return
        acceptOrigin(made.binding)
        attachBinding(mounted, made.binding, made.plugins)
        bindings.set(mounted, made.binding)
        lookAgain()
      },
      onUnmount({ editor: gone }) {
        bindings.get(gone)?.destroy()
        bindings.delete(gone)
        lookAgain()
      },
    },
    [...of],
  )
  const binding = bindings.get(editor) ?? null
  current.current = binding

  // a role or a lock changes under the page: the editor stays, with its place and its undo
  useEffect(() => {
    if (!binding) return
    binding.setReadOnly(!canWrite)
    editor.setEditable(canWrite, false)
  }, [binding, canWrite, editor])

  useEffect(() => {
    if (binding && canWrite && mayTakeFocus(document)) editor.view.focus()
  }, [binding, canWrite, editor])

  return { editor, binding }
}
