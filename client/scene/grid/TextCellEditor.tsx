import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import type { TextColumn } from '../../../shared/core/shots/columns.ts'
import { cellText, readCell, shotRow } from '../../../shared/core/shots/shots.ts'
import { setCell } from '../../../shared/core/shots/write.ts'
import { bindTextarea } from '../data/bindTextarea.ts'
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

  useLayoutEffect(() => {
    const textarea = area.current
    if (!textarea) return
    const grow = () => {
      if (frame.current) frame.current.dataset.text = `${textarea.value} `
    }
    // only a foreign program leaves a cell without its shared text
    const row = shotRow(hand.doc, shotId)
    if (row && !cellText(hand.doc, shotId, column))
      setCell(hand.doc, shotId, column, readCell(row, column), hand.origin)
    const text = cellText(hand.doc, shotId, column)
    const release = text ? bindTextarea(textarea, text, hand.origin, grow) : () => {}
    textarea.addEventListener('input', grow)
    grow()
    textarea.focus({ preventScroll: true })
    if (mode === 'replace') textarea.select()
    else textarea.setSelectionRange(textarea.value.length, textarea.value.length)
    return () => {
      textarea.removeEventListener('input', grow)
      release()
    }
  }, [hand, shotId, column, mode])

  // the browser's own undo knows nothing of colleagues' letters
  useEffect(() => {
    const textarea = area.current
    const onBeforeInput = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      if (event.inputType === 'historyUndo') onUndo()
      else onRedo()
    }
    textarea?.addEventListener('beforeinput', onBeforeInput)
    return () => textarea?.removeEventListener('beforeinput', onBeforeInput)
  }, [onUndo, onRedo])

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
          const mod = event.ctrlKey || event.metaKey
          const key = event.key.toLowerCase()
          if (mod && (key === 'z' || key === 'y')) {
            event.preventDefault()
            if (key === 'y' || event.shiftKey) onRedo()
            else onUndo()
            return
          }
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
