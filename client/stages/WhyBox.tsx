import { type ReactNode, useRef, useState } from 'react'
import type { Operation } from '../../shared/core/api/consequences.ts'
import type { AgentCard } from '../../shared/core/api/schemas.ts'
import { whyProblem } from '../../shared/core/stages/why.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Textarea } from '../ui/Field.tsx'
import { Foretold } from '../warning/Foretold.tsx'

interface WhyBoxProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** 'Regenerate the treatment'. */
  title: string
  /** What will happen, and what stays. */
  happens: string
  /** The verb on the button; what it costs is said behind it. */
  confirm: string
  agent: AgentCard | undefined
  placeholder?: string
  /** What taking the answer comes to; absent: it changes nothing that anything is made from. */
  operation?: Operation
  /** More that can be said, below the reason. */
  children?: ReactNode
  /** Whether what is said below is right; what is not is marked there, and nothing is started. */
  check?: () => boolean
  /** Starts it. When that fails, the box stays open with the words and the reason. */
  onConfirm: (why: string) => Promise<void>
}

/** No full regeneration without a reason: it is told to the agent, and everybody reads it in the history. */
export function WhyBox(props: WhyBoxProps) {
  const { open, onOpenChange, title, happens, confirm, agent, placeholder = '', operation, children } = props
  const { check = () => true, onConfirm } = props
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)

  const send = async () => {
    if (sending) return
    const wrong = whyProblem(why)
    setProblem(wrong)
    setFailure(null)
    const isRestRight = check()
    if (wrong) return field.current?.focus()
    if (!isRestRight) return
    setSending(true)
    try {
      await onConfirm(why.trim())
      setWhy('')
      onOpenChange(false)
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={happens}
      onSubmit={() => void send()}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" pending={sending} {...(agent ? { cost: agent.credits } : {})}>
            {confirm}
          </Button>
        </>
      }
    >
      <Field
        label="Why?"
        hint="What should be different, and why. The agent is told, and it stands in the history."
        error={problem}
      >
        <Textarea
          ref={field}
          rows={4}
          value={why}
          placeholder={placeholder}
          onChange={event => {
            setWhy(event.target.value)
            if (problem && whyProblem(event.target.value) === null) setProblem(null)
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            void send()
          }}
        />
      </Field>
      {children}
      {failure && <ErrorNotice happened={failure} kept="What you wrote is still here." />}
      {open && operation && <Foretold operation={operation} />}
    </Dialog>
  )
}
