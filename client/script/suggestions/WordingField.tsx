import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'

interface WordingFieldProps {
  initial: string
  onSave: (text: string) => void
  onCancel: () => void
}

/** The proposed words, to be changed by a person. Ctrl or Cmd+Enter keeps them, Escape gives up. */
export function WordingField({ initial, onSave, onCancel }: WordingFieldProps) {
  const [text, setText] = useState(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])
  const giveUp = () => {
    const card = field.current?.closest<HTMLElement>('.suggestion-card')
    onCancel()
    card?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(text)
    else if (event.key === 'Escape') giveUp()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="suggestion-wording">
      <textarea
        ref={field}
        aria-label="Proposed words"
        rows={Math.min(8, Math.max(2, Math.ceil(text.length / 36), text.split('\n').length))}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="suggestion-buttons">
        <Button size="small" variant="primary" onClick={() => onSave(text)}>
          Propose this
        </Button>
        <Button size="small" onClick={giveUp}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
