import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type * as Y from 'yjs'
import { bindTextarea } from '../scene/data/bindTextarea.ts'
import { useField } from '../ui/Field.tsx'
import styles from './brief.module.css'

interface SharedTextProps {
  text: Y.Text
  origin: object
  undo: Y.UndoManager
  readOnly: boolean
  placeholder: string
  /** Rows that it has at least. */
  rows: number
  ref?: Ref<{ focus(): void }>
}

/** A text that several people write in at once, as high as its words. Undo takes back one's own only. */
export function SharedText({ text, origin, undo, readOnly, placeholder, rows, ref }: SharedTextProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({ focus: () => area.current?.focus() }), [])

  useLayoutEffect(() => {
    const textarea = area.current
    if (!textarea) return
    const grow = () => {
      if (frame.current) frame.current.dataset.text = `${textarea.value} `
    }
    const release = bindTextarea(textarea, text, origin, grow)
    textarea.addEventListener('input', grow)
    grow()
    return () => {
      textarea.removeEventListener('input', grow)
      release()
    }
  }, [text, origin])

  // the browser's own undo knows nothing of colleagues' letters
  useEffect(() => {
    const textarea = area.current
    const onBeforeInput = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      if (event.inputType === 'historyUndo') undo.undo()
      else undo.redo()
    }
    textarea?.addEventListener('beforeinput', onBeforeInput)
    return () => textarea?.removeEventListener('beforeinput', onBeforeInput)
  }, [undo])

  return (
    <div className={styles.grow} ref={frame}>
      <textarea
        {...useField()}
        ref={area}
        className={styles.text}
        rows={rows}
        placeholder={placeholder}
        readOnly={readOnly}
        spellCheck
      />
    </div>
  )
}
