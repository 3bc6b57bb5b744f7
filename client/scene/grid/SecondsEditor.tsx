import { useEffect, useId, useRef, useState } from 'react'
import { formatSeconds, parseSeconds } from '../../../shared/core/shots/seconds.ts'
import { setDuration } from '../../../shared/core/shots/write.ts'
import type { Hand } from './actions.ts'
import { type EditorExit, editorExit } from './keys.ts'

/** What a person typed as seconds that is none: kept as typed, with what is wrong, until it is corrected or given up. */
export interface RefusedSeconds {
  text: string
  message: string
}

interface SecondsEditorProps {
  hand: Hand
  shotId: string
  label: string
  seconds: number
  refused: RefusedSeconds | undefined
  mode: 'replace' | 'keep'
  onRefused: (refused: RefusedSeconds | null) => void
  onExit: (exit: EditorExit | 'blur') => void
}

/** The open editor of a duration. A number is no text that two people type in at once: it is set when the editor closes. */
export function SecondsEditor({ hand, shotId, label, seconds, refused, mode, onRefused, onExit }: SecondsEditorProps) {
  const [text, setText] = useState(refused?.text ?? formatSeconds(seconds))
  const [problem, setProblem] = useState(refused?.message ?? null)
  const field = useRef<HTMLInputElement>(null)
  const exited = useRef(false)
  const messageId = useId()
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    if (mode === 'replace') field.current?.select()
  }, [mode])

  const close = (how: EditorExit | 'blur') => {
    if (exited.current) return
    if (how === 'cancel') onRefused(null)
    else
      try {
        const value = parseSeconds(text)
        hand.undo.endAct()
        setDuration(hand.doc, shotId, value, hand.origin)
        hand.undo.endAct()
        onRefused(null)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        setProblem(message)
        // leaving by mouse closes the editor; by key the person is there to correct it
        if (how !== 'blur') return
        onRefused({ text, message })
      }
    exited.current = true
    onExit(how)
  }

  return (
    <div className="cell-editor seconds-editor">
      <input
        ref={field}
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : messageId}
        value={text}
        onChange={event => {
          setText(event.currentTarget.value)
          setProblem(null)
        }}
        onBlur={() => close('blur')}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) return
          const how = editorExit(event)
          const upOrDown = event.key === 'Enter' && event.shiftKey ? 'shift-enter' : how
          if (!upOrDown) return
          event.preventDefault()
          close(upOrDown)
        }}
      />
      {problem && (
        <p className="cell-problem" id={messageId} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
