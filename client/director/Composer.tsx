import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { SayToDirector } from '../../shared/core/api/director.ts'
import { MESSAGE_LENGTH, MESSAGES_PER_MINUTE } from '../../shared/core/director/limits.ts'
import { newId } from '../../shared/core/ids.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Textarea } from '../ui/Field.tsx'
import { useGrownTextarea } from '../ui/grownTextarea.ts'
import styles from './director.module.css'

interface ComposerProps {
  projectId: string
  /** Why one cannot say anything; null: one can. */
  reason: string | null
  /** May this person make the director act? */
  mayAct: boolean
  /** Says it. Rejects with what a person can read; the words stay in the field then. */
  onSay: (message: SayToDirector) => Promise<unknown>
}

/** Characters before the end at which the rest is counted. */
const COUNTED = 300

/** What is typed and not sent stays in this browser: pages come and go. */
function useUnsent(key: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => {
    try {
      return sessionStorage.getItem(key) ?? ''
    } catch {
      return ''
    }
  })
  useEffect(() => {
    try {
      sessionStorage.setItem(key, text)
    } catch {}
  }, [key, text])
  return [text, setText]
}

/** The field of the thread: Enter sends, Shift+Enter breaks the line. */
export function Composer({ projectId, reason, mayAct, onSay }: ComposerProps) {
  const [text, setText] = useUnsent(`aiuteur.toDirector.${projectId}`)
  const [toPeople, setToPeople] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  /** One id for one text: sent again after a lost connection, it is said once. */
  const id = useRef(newId())
  const field = useRef<HTMLTextAreaElement>(null)
  const hint = useId()
  const left = MESSAGE_LENGTH - text.trim().length

  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  useGrownTextarea(field, text)

  const send = async () => {
    if (sending || text.trim() === '' || reason !== null) return
    setSending(true)
    try {
      await onSay({ id: id.current, body: text.trim(), to: toPeople ? 'people' : 'director' })
      id.current = newId()
      setText('')
      setProblem(null)
    } catch (error) {
      setProblem(`${sentenceOf(error)} Your words are still in the field.`)
    } finally {
      setSending(false)
      field.current?.focus()
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className={styles.composer}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        ref={field}
        aria-label={toPeople ? 'Message to the people' : 'Message to the director'}
        aria-describedby={hint}
        aria-invalid={problem !== null || left < 0}
        placeholder={toPeople ? 'To the others…' : 'Looks good, try again, make scene 2 darker…'}
        rows={2}
        value={text}
        readOnly={reason !== null}
        onChange={event => {
          setText(event.target.value)
          setProblem(null)
        }}
        onKeyDown={onKeyDown}
      />
      <div role="alert" className={styles.problem}>
        {problem ?? (left < 0 ? `${-left} characters too many: shorten it, or send two.` : '')}
      </div>
      <div className={styles.send}>
        <label className={styles.toPeople}>
          <input type="checkbox" checked={toPeople} onChange={event => setToPeople(event.target.checked)} />
          Only to the people
        </label>
        <Button type="submit" size="small" variant="primary" pending={sending} disabledReason={reason}>
          Send
        </Button>
      </div>
      <p id={hint} className={styles.hint}>
        {reason ??
          `${mayAct ? '' : 'You can talk; editors make the director act. '}${
            left < COUNTED && left >= 0 ? `${left} characters left. ` : ''
          }Enter sends, Shift+Enter breaks the line. At most ${MESSAGES_PER_MINUTE} messages a minute.`}
      </p>
    </form>
  )
}
