import { type ReactNode, useCallback, useLayoutEffect, useRef } from 'react'
import type { TextColumn } from '../../../shared/core/shots/columns.ts'
import { cellText, readCell, shotRow } from '../../../shared/core/shots/shots.ts'
import { setCell } from '../../../shared/core/shots/write.ts'
import { useSharedTextarea } from '../../ui/sharedTextarea.ts'
import type { Hand } from './actions.ts'
import { type EditorExit, editorExit } from './keys.ts'

interface TextCellEditorProps {
  hand: Hand
  shotId: string
  column: TextColumn
  label: string
  hint: string
  /** 'replace': what is typed takes the place of the words; 'keep': the caret goes behind them. */
  mode: 'replace' | 'keep'
  /** The words in the colours of their authors, while these are shown: they lie under the text. */
  words?: ReactNode
  onExit: (exit: EditorExit | 'blur') => void
  onUndo: () => void
  onRedo: () => void
}

/** The open editor of a text cell: a textarea on the shared text, as high as its words. */
export function TextCellEditor({
  hand,
  shotId,
  column,
  label,
  hint,
  mode,
  words,
  onExit,
  onUndo,
  onRedo,
}: TextCellEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const exited = useRef(false)

  const textOf = useCallback(() => {
    // only a foreign program leaves a cell without its shared text
    const row = shotRow(hand.doc, shotId)
    if (row && !cellText(hand.doc, shotId, column))
      setCell(hand.doc, shotId, column, readCell(row, column), hand.origin)
    return cellText(hand.doc, shotId, column)
  }, [hand, shotId, column])
  useSharedTextarea({ area, frame, textOf, origin: hand.origin, onUndo, onRedo })
  // behind the hook, which puts the words in
  useLayoutEffect(() => {
    const textarea = area.current
    textarea?.focus({ preventScroll: true })
    if (mode === 'replace') textarea?.select()
    else textarea?.setSelectionRange(textarea.value.length, textarea.value.length)
  }, [mode])

  const exit = (how: EditorExit | 'blur') => {
    if (exited.current) return
    exited.current = true
    onExit(how)
  }

  return (
    <div className="cell-editor" ref={frame}>
      {words && (
        <div className="cell-hands" aria-hidden="true">
          {words}
        </div>
      )}
      <textarea
        ref={area}
        aria-label={label}
        placeholder={hint}
        rows={1}
        spellCheck
        onBlur={() => exit('blur')}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter' && event.altKey) {
            event.preventDefault()
            insertAtCaret(event.currentTarget, '\n')
            return
          }
          const how = editorExit(event)
          if (!how) return
          event.preventDefault()
          exit(how)
        }}
      />
    </div>
  )
}

function insertAtCaret(textarea: HTMLTextAreaElement, text: string): void {
  textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, 'end')
  textarea.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
