import type { Transaction } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'
import { useEffect } from 'react'
import { bindingMeta } from '../binding/mirror.ts'

/** Keeps the line of the caret in the middle of the window while one writes. Scrolling by hand is left alone. */
export function useTypewriter(editor: Editor, on: boolean): void {
  useEffect(() => {
    if (!on) return
    let frame = 0
    const centre = () => {
      frame = 0
      if (editor.isDestroyed || !editor.view.hasFocus()) return
      const desk = editor.view.dom.closest('.desk')
      if (!desk) return
      const { top, bottom } = editor.view.coordsAtPos(editor.state.selection.head)
      const window = desk.getBoundingClientRect()
      desk.scrollTop += (top + bottom) / 2 - (window.top + window.height / 2)
    }
    const onTransaction = ({ transaction }: { transaction: Transaction }) => {
      // not for what colleagues write: whoever reads elsewhere stays there
      if (bindingMeta(transaction)) return
      if ((transaction.docChanged || transaction.selectionSet) && frame === 0) frame = requestAnimationFrame(centre)
    }
    editor.on('transaction', onTransaction)
    return () => {
      cancelAnimationFrame(frame)
      editor.off('transaction', onTransaction)
    }
  }, [editor, on])
}
