import { Popover } from 'radix-ui'
import { type RefObject, useId, useRef, useState } from 'react'
import type { Operation } from '../../../shared/core/api/consequences.ts'
import type { AgentCard } from '../../../shared/core/api/schemas.ts'
import { Button } from '../../ui/Button.tsx'
import { Foretold } from '../../warning/Foretold.tsx'
import './ask.css'

/** Instructions that people give most; a click fills the field, and may be edited. */
const COMMON = ['Tighten it', 'More conflict', 'Less formal', 'More visual', 'Funnier', 'Raise the tension'] as const
const LONGEST = 2000

export interface AskAgentProps {
  open: boolean
  agent: AgentCard | undefined
  /** The words asked about, shown shortened. */
  words: string
  /** What taking the answer comes to. */
  operation: Operation
  anchor: RefObject<{ getBoundingClientRect: () => DOMRect }>
  onAsk: (instruction: string) => Promise<void>
  onClose: () => void
}

/** The field in which an instruction for the selected words is typed; the cost is on the button. */
export function AskAgent({ open, agent, words, operation, anchor, onAsk, onClose }: AskAgentProps) {
  const [instruction, setInstruction] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const label = useId()
  const field = useRef<HTMLTextAreaElement>(null)

  const send = async () => {
    const text = instruction.trim()
    if (text === '') return setProblem('Say what should change.')
    setSending(true)
    setProblem(null)
    try {
      await onAsk(text)
      setInstruction('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The request could not be sent. Your words are unchanged.')
    } finally {
      setSending(false)
    }
  }

  const cost = agent ? `${agent.credits} credits${agent.provider === 'offline' ? ' (offline)' : ''}` : ''
  return (
    <Popover.Root open={open} onOpenChange={next => !next && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Portal>
        <Popover.Content
          className="ask"
          side="bottom"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          aria-labelledby={label}
        >
          <div className="ask-head">
            <span id={label} className="ask-title">
              Ask the {agent?.title ?? 'writer'} agent
            </span>
            <span className="ask-words">“{words.length > 70 ? `${words.slice(0, 67)}…` : words}”</span>
          </div>
          <textarea
            ref={field}
            className="ask-field"
            aria-label="What should change?"
            placeholder="What should change?"
            rows={2}
            maxLength={LONGEST}
            value={instruction}
            aria-invalid={problem !== null}
            onChange={event => setInstruction(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
                event.preventDefault()
                void send()
              }
            }}
          />
          <fieldset className="ask-common">
            <legend className="sr-only">Common instructions</legend>
            {COMMON.map(text => (
              <button
                key={text}
                type="button"
                className="ask-chip"
                onClick={() => {
                  setInstruction(text)
                  setProblem(null)
                  // Enter sends it, or one goes on writing
                  field.current?.focus()
                }}
              >
                {text}
              </button>
            ))}
          </fieldset>
          {problem && (
            <p className="ask-problem" role="alert">
              {problem}
            </p>
          )}
          <Foretold operation={operation} />
          <div className="ask-foot">
            <span className="ask-note">The answer arrives as a suggestion that anyone here can accept or reject.</span>
            <Button variant="primary" pending={sending} onClick={() => void send()}>
              Ask{cost && ` - ${cost}`}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
