import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { LONGEST_MESSAGE } from '../../shared/core/comments/limits.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { useGrownTextarea } from '../ui/grownTextarea.ts'
import { isApple } from '../ui/shortcuts/keys.ts'
import { bodyOf, fieldOf, mentionAt, offered } from './mentioning.ts'
import type { Comments, Member } from './useComments.ts'

interface ComposerProps {
  comments: Comments
  label: string
  /** What is on the button. */
  send: string
  /** The message that is edited. */
  initial?: string
  autoFocus?: boolean
  /** Writes it. Throws what a person can read. */
  onSend: (body: string) => void
  onCancel?: () => void
}

/** The field of a message. @ offers the people of the project; Ctrl+Enter sends. */
export function Composer({ comments, label, send, initial = '', autoFocus, onSend, onCancel }: ComposerProps) {
  const [first] = useState(() => fieldOf(initial))
  const [text, setText] = useState(first.text)
  const chosen = useRef<Member[]>(first.chosen)
  const [problem, setProblem] = useState<string | null>(null)
  const [at, setAt] = useState<{ from: number; typed: string } | null>(null)
  const [active, setActive] = useState(0)
  const field = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const people = at ? offered(comments.members, at.typed, comments.me.id) : []
  const isOffering = people.length > 0

  useLayoutEffect(() => {
    if (!autoFocus || !field.current) return
    field.current.focus({ preventScroll: true })
    field.current.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [autoFocus])
  useGrownTextarea(field, text)

  const look = (box: HTMLTextAreaElement) => {
    setAt(box.selectionStart === box.selectionEnd ? mentionAt(box.value, box.selectionStart) : null)
    setActive(0)
  }
  const choose = (member: Member) => {
    const box = field.current
    if (!box || !at) return
    const before = `${text.slice(0, at.from)}@${member.name} `
    const next = before + text.slice(box.selectionStart).replace(/^ /, '')
    chosen.current = [...chosen.current, member]
    setText(next)
    setAt(null)
    requestAnimationFrame(() => {
      box.focus()
      box.setSelectionRange(before.length, before.length)
    })
  }
  const submit = () => {
    try {
      onSend(bodyOf(text, chosen.current))
      setText('')
      chosen.current = []
      setProblem(null)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (isOffering && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key)) {
      event.preventDefault()
      event.stopPropagation()
      const person = people[active]
      if (event.key === 'ArrowDown') setActive((active + 1) % people.length)
      else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length)
      else if (event.key === 'Escape') setAt(null)
      else if (person) choose(person)
      return
    }
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && onCancel) {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
    }
  }

  const left = LONGEST_MESSAGE - text.length
  return (
    <div className="comment-composer">
      <textarea
        ref={field}
        className="comment-field"
        aria-label={label}
        placeholder={`${label}…`}
        rows={1}
        value={text}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOffering}
        aria-controls={list}
        aria-activedescendant={isOffering ? `${list} ${active}` : undefined}
        aria-invalid={problem !== null}
        onChange={event => {
          setText(event.target.value)
          setProblem(null)
          look(event.target)
        }}
        onSelect={event => look(event.currentTarget)}
        onBlur={() => setAt(null)}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label="People to mention" className="comment-people" hidden={!isOffering}>
        {people.map((person, i) => (
          <div
            key={person.id}
            id={`${list} ${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onMouseDown={event => {
              event.preventDefault()
              choose(person)
            }}
          >
            {person.name}
          </div>
        ))}
      </div>
      {left < 500 && (
        <p className="comment-hint">
          {left >= 0 ? `${left} characters left` : `${-left} characters too many: shorten it, or write two`}
        </p>
      )}
      {problem && (
        <p className="comment-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="comment-acts">
        <span className="comment-hint">{isApple() ? '⌘' : 'Ctrl'}+Enter sends, @ mentions</span>
        {onCancel && (
          <Button size="small" variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button size="small" variant="primary" disabledReason={comments.reason} onClick={submit}>
          {send}
        </Button>
      </div>
    </div>
  )
}
