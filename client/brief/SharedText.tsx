import { useCallback, useRef } from 'react'
import type * as Y from 'yjs'
import { Textarea } from '../ui/Field.tsx'
import { useSharedTextarea } from '../ui/sharedTextarea.ts'
import styles from './brief.module.css'

interface SharedTextProps {
  text: Y.Text
  origin: object
  onUndo: () => void
  onRedo: () => void
  readOnly: boolean
  placeholder: string
  /** Rows that it has at least. */
  rows: number
}

/** A text that several people write in at once, as high as its words. Undo takes back one's own only. */
export function SharedText({ text, origin, onUndo, onRedo, readOnly, placeholder, rows }: SharedTextProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const textOf = useCallback(() => text, [text])
  useSharedTextarea({ area, frame, textOf, origin, onUndo, onRedo })
  return (
    <div className={styles.grow} ref={frame}>
      <Textarea ref={area} rows={rows} placeholder={placeholder} readOnly={readOnly} spellCheck />
    </div>
  )
}
