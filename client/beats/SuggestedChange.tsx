import { useId, useRef, useState } from 'react'
import type { WaitingRow } from '../../shared/core/suggestions/previewRows.ts'
import { proposedText } from '../../shared/core/suggestions/revise.ts'
import type { Segment } from '../../shared/core/suggestions/segments.ts'
import type { NewRow } from '../../shared/core/suggestions/suggestion.ts'
import { askedLabel, isEditable, kindLabel, REBASING, spokenChange, whoLabel } from '../script/suggestions/labels.ts'
import { WordingField } from '../script/suggestions/WordingField.tsx'
import { SawButton } from '../traces/SawButton.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { authorColour } from '../ui/people.ts'
import '../script/suggestions/suggestions.css'
import styles from './beats.module.css'
import { keepingPlace } from './keepPlace.ts'
import type { Settling } from './useSettling.ts'

interface SuggestedChangeProps {
  waiting: WaitingRow
  me: string
  canWrite: boolean
  settling: Settling
  /** Other suggestions for the same words: this one is one of several. */
  instead?: readonly string[]
  /** The title that comes with the words. */
  title?: WaitingRow | undefined
  segments?: readonly Segment[]
  /** Who asked and why is said beside it already. */
  brief?: boolean
  rows?: readonly NewRow[]
}

/** One suggestion for a beat: who proposes what and why, and what a person can do about it. */
export function SuggestedChange({
  waiting,
  me,
  canWrite,
  settling,
  instead = [],
  title,
  segments = [],
  brief = false,
  rows,
}: SuggestedChangeProps) {
  const { suggestion, status } = waiting
  const { id, edit, author } = suggestion
  const [isEditing, setEditing] = useState(false)
  const editButton = useRef<HTMLButtonElement>(null)
  const ids = { who: useId(), change: useId() }
  const asked = askedLabel(suggestion, me)
  const all = title ? [id, title.suggestion.id] : [id]
  const avatar =
    author.kind === 'agent'
      ? { id: author.agent, name: author.name, agent: true }
      : { id: author.id, name: author.name }
  return (
    <li className={styles.suggestion} data-kind={edit.kind} style={{ ['--by' as string]: authorColour(author) }}>
      <article aria-labelledby={ids.who} aria-describedby={ids.change}>
        <header>
          <Avatar of={avatar} small decorative />
          <span id={ids.who}>{whoLabel(suggestion)}</span>
          <span className={styles.quiet}>{instead.length > 0 ? 'Alternative' : kindLabel(edit)}</span>
        </header>
        <p id={ids.change} className="sr-only">
          {spokenChange(edit)}
        </p>
        {title?.suggestion.edit.kind === 'cell-text' && <strong>{title.suggestion.edit.after}</strong>}
        <Words edit={edit} isOneOfSeveral={instead.length > 0} segments={segments} rows={rows} />
        {!brief && asked !== '' && <p className={styles.quiet}>{asked}</p>}
        {!brief && suggestion.rationale !== '' && <p className={styles.quiet}>{suggestion.rationale}</p>}
        {status === 'rebasing' && <p className={styles.state}>{REBASING}</p>}
        {suggestion.stale && <p className={styles.state}>{suggestion.stale}</p>}
        {settling.problem?.id === id && <p className={styles.problem}>{settling.problem.message}</p>}
        {isEditing && rows && (
          <p className={styles.quiet}>
            The first line of a beat is its title. A line of three hyphens stands between two beats.
          </p>
        )}
        {isEditing && !canWrite && (
          <p className={styles.state}>The sheet was closed meanwhile. Your words stay here until it is open again.</p>
        )}
        {isEditing ? (
          <WordingField
            initial={proposedText(edit)}
            onSave={text => {
              if (!canWrite) return
              setEditing(false)
              settling.revise(id, text)
            }}
            onCancel={() => {
              setEditing(false)
              requestAnimationFrame(() => editButton.current?.focus())
            }}
          />
        ) : (
          <div className={styles.buttons}>
            {canWrite && (
              <>
                {status !== 'stale' && (
                  <Button
                    size="small"
                    variant="primary"
                    pending={status === 'rebasing'}
                    onClick={keepingPlace(() => settling.accept(all, instead))}
                  >
                    Accept
                  </Button>
                )}
                <Button size="small" onClick={keepingPlace(() => settling.reject(all))}>
                  {status === 'stale' ? 'Dismiss' : 'Reject'}
                </Button>
                {isEditable(edit) && (
                  <Button ref={editButton} size="small" variant="quiet" onClick={() => setEditing(true)}>
                    Edit
                  </Button>
                )}
              </>
            )}
            {!brief && suggestion.jobId !== null && <SawButton jobId={suggestion.jobId} />}
          </div>
        )}
      </article>
    </li>
  )
}

/** The words as they would be: of an alternative all of them, of a change what goes and what comes. */
function Words({
  edit,
  isOneOfSeveral,
  segments,
  rows,
}: {
  edit: WaitingRow['suggestion']['edit']
  isOneOfSeveral: boolean
  segments: readonly Segment[]
  rows: readonly NewRow[] | undefined
}) {
  if (rows)
    return rows.map(row => (
      <div key={row.id} className={styles.newRow}>
        <strong>{row.title}</strong>
        <p>{row.body}</p>
      </div>
    ))
  if (edit.kind !== 'cell-text') return null
  if (isOneOfSeveral || segments.length === 0) return <p className={styles.words}>{edit.after}</p>
  return (
    <p className={styles.words}>
      {segments.map((segment, place) => {
        const Mark = segment.op === 'delete' ? 'del' : segment.op === 'insert' ? 'ins' : 'span'
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
        return <Mark key={place}>{segment.text}</Mark>
      })}
    </p>
  )
}
