import { type RefObject, useEffect, useLayoutEffect } from 'react'
import type * as Y from 'yjs'
import { bindTextarea } from './bindTextarea.ts'

interface SharedTextareaOptions {
  area: RefObject<HTMLTextAreaElement | null>
  /** Its `data-text` gets the words, so that an unseen copy of them makes it as high. */
  frame: RefObject<HTMLElement | null>
  /** The text, looked up when it is shown; null: there is none. */
  textOf: () => Y.Text | null
  origin: object
  onUndo: () => void
  onRedo: () => void
}

/** Ties a textarea to a shared text: letters both ways, its height, and an undo that takes back one's own letters only. */
export function useSharedTextarea({ area, frame, textOf, origin, onUndo, onRedo }: SharedTextareaOptions): void {
  useLayoutEffect(() => {
    const textarea = area.current
    if (!textarea) return
    const grow = () => {
      if (frame.current) frame.current.dataset.text = `${textarea.value} `
    }
    const text = textOf()
    const release = text ? bindTextarea(textarea, text, origin, grow) : () => {}
    textarea.addEventListener('input', grow)
    grow()
    return () => {
      textarea.removeEventListener('input', grow)
      release()
    }
  }, [area, frame, textOf, origin])

  // the browser's own undo knows nothing of colleagues' letters, and forgets all when one of theirs comes
  useEffect(() => {
    const textarea = area.current
    const onBeforeInput = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      if (event.inputType === 'historyUndo') onUndo()
      else onRedo()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase()
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) onRedo()
      else onUndo()
    }
    textarea?.addEventListener('beforeinput', onBeforeInput)
    textarea?.addEventListener('keydown', onKeyDown)
    return () => {
      textarea?.removeEventListener('beforeinput', onBeforeInput)
      textarea?.removeEventListener('keydown', onKeyDown)
    }
  }, [area, onUndo, onRedo])
}
