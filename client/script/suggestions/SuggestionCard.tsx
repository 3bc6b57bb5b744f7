import { type KeyboardEvent, type Ref, useId, useState } from 'react'
import { proposedText } from '../../../shared/core/suggestions/revise.ts'
import type { Suggestion, SuggestionStatus } from '../../../shared/core/suggestions/suggestion.ts'
import { SawButton } from '../../traces/SawButton.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { announce } from '../../ui/announce.ts'
import { Button } from '../../ui/Button.tsx'
import { authorColour } from '../../ui/people.ts'
import { Tooltip } from '../../ui/Tooltip.tsx'
import { askedLabel, beforeAndAfter, isEditable, kindLabel, REBASING, spokenChange, whoLabel } from './labels.ts'
import { WordingField } from './WordingField.tsx'

export interface SuggestionCardProps {
  suggestion: Suggestion
  status: SuggestionStatus
  user: { id: string; name: string }
  canWrite: boolean
  isActive: boolean
  /** Why the last act on it did nothing. */
  problem: string | null
  /** Open hunks of its group when this is the first of them, else 1. */
  groupSize: number
  /** '2 of 5' */
  place: string
  onFocus: () => void
  onAccept: () => void
  onReject: () => void
  onAcceptAll: () => void
  onRejectAll: () => void
  onRevise: (text: string) => void
  /** Null: nobody who could be asked made it. */
  onAskAgain: (() => void) | null
  ref?: Ref<HTMLElement>
}

/** Who proposes what and why, and what a person can do about it. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, status, user, canWrite, isActive, problem, groupSize, place, ref } = props
  const { edit, author } = suggestion
  const [isEditing, setEditing] = useState(false)
  const ids = { who: useId(), change: useId() }
  const asked = askedLabel(suggestion, user.id)
  const avatar =
    author.kind === 'agent'
      ? { id: author.agent, name: author.name, agent: true }
      : { id: author.id, name: author.name }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isEditing || !canWrite) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && status === 'pending') props.onAccept()
    else if (event.key === 'Escape') props.onReject()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <article
      ref={ref}
      className="suggestion-card"
      data-suggestion-card={suggestion.id}
      data-status={status}
      data-active={isActive || undefined}
      style={{ ['--by' as string]: authorColour(author) }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the keys that accept and reject it
      tabIndex={0}
      aria-labelledby={ids.who}
      aria-describedby={ids.change}
      onFocus={props.onFocus}
      onKeyDown={onKeyDown}
    >
      <header className="suggestion-head">
        <Avatar of={avatar} small decorative />
        <span id={ids.who} className="suggestion-who">
          {whoLabel(suggestion)}
        </span>
        <span className="suggestion-kind">{kindLabel(edit)}</span>
      </header>
      <p id={ids.change} className="sr-only">
        {`Suggestion ${place}. ${spokenChange(edit)}`}
      </p>
      {asked !== '' && <p className="suggestion-asked">{asked}</p>}
      {suggestion.rationale !== '' && <p className="suggestion-why">{suggestion.rationale}</p>}
      {suggestion.jobId !== null && <SawButton jobId={suggestion.jobId} />}
      {status === 'rebasing' && <p className="suggestion-state">{REBASING}</p>}
      {status === 'stale' && <StaleWords suggestion={suggestion} />}
      {problem && <p className="suggestion-problem">{problem}</p>}
      {isEditing ? (
        <WordingField
          initial={proposedText(edit)}
          onSave={text => {
            setEditing(false)
            props.onRevise(text)
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        canWrite && <CardButtons {...props} onEdit={() => setEditing(true)} />
      )}
      {canWrite && groupSize > 1 && (
        // biome-ignore lint/a11y/useSemanticElements: two buttons, no form fields
        <div className="suggestion-group" role="group" aria-label={`All ${groupSize} changes of this answer`}>
          <span>{groupSize} changes</span>
          <Button size="small" onClick={props.onAcceptAll}>
            Accept all
          </Button>
          <Button size="small" variant="quiet" onClick={props.onRejectAll}>
            Reject all
          </Button>
        </div>
      )}
    </article>
  )
}

function CardButtons({ suggestion, status, ...on }: SuggestionCardProps & { onEdit: () => void }) {
  return (
    <div className="suggestion-buttons">
      {status !== 'stale' && (
        <Tooltip label="Accept" keys="mod+Enter">
          <Button size="small" variant="primary" pending={status === 'rebasing'} onClick={on.onAccept}>
            Accept
          </Button>
        </Tooltip>
      )}
      <Tooltip label={status === 'stale' ? 'Dismiss' : 'Reject'} keys="Escape">
        <Button size="small" onClick={on.onReject}>
          {status === 'stale' ? 'Dismiss' : 'Reject'}
        </Button>
      </Tooltip>
      {isEditable(suggestion.edit) && (
        <Button size="small" variant="quiet" onClick={on.onEdit}>
          Edit
        </Button>
      )}
      {on.onAskAgain && (
        <Button size="small" variant="quiet" onClick={on.onAskAgain}>
          Ask again
        </Button>
      )}
    </div>
  )
}

/** What happened, and the words on both sides, so that a person can settle it or carry the words elsewhere. */
function StaleWords({ suggestion }: { suggestion: Suggestion }) {
  const { before, after } = beforeAndAfter(suggestion.edit)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(after)
      announce('The proposed words are in the clipboard.')
    } catch {
      announce('The browser did not allow copying. Select the proposed words and copy them.')
    }
  }
  return (
    <>
      <p className="suggestion-state">{suggestion.stale}</p>
      <dl className="suggestion-words">
        {before !== '' && (
          <>
            <dt>Was</dt>
            <dd>{before}</dd>
          </>
        )}
        {after !== '' && (
          <>
            <dt>Proposed</dt>
            <dd>{after}</dd>
          </>
        )}
      </dl>
      {after !== '' && (
        <Button size="small" variant="quiet" onClick={() => void copy()}>
          Copy the proposed words
        </Button>
      )}
    </>
  )
}
