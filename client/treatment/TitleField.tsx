import { useCallback, useRef } from 'react'
import type * as Y from 'yjs'
import { useSharedTextarea } from '../ui/sharedTextarea.ts'

interface TitleFieldProps {
  text: Y.Text
  origin: object
  readOnly: boolean
  onUndo: () => void
  onRedo: () => void
  /** Enter: on to the words. */
  onLeave: () => void
}

/** The title of a variant, written together. One line of words, however long. */
export function TitleField({ text, origin, readOnly, onUndo, onRedo, onLeave }: TitleFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const textOf = useCallback(() => text, [text])
  useSharedTextarea({ area, frame, textOf, origin, onUndo, onRedo })
  return (
    <div className="prose-title" ref={frame}>
      <textarea
        ref={area}
        aria-label="Title"
        rows={1}
        placeholder="Untitled"
        readOnly={readOnly}
        spellCheck
        // the browser's own menu, with its spelling corrections
        onContextMenu={event => event.stopPropagation()}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          onLeave()
        }}
      />
    </div>
  )
}
