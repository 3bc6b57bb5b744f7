import { Link2, TriangleAlert } from 'lucide-react'
import { useId } from 'react'
import type { HunkView, PassageView } from '../../shared/core/api/merges.ts'
import { Pieces } from '../history/Pieces.tsx'
import { classNames } from '../ui/classNames.ts'
import { Field, Textarea } from '../ui/Field.tsx'
import { type Choice, wordsOf } from './merged.ts'
import styles from './timelines.module.css'

interface HunkProps {
  hunk: HunkView
  /** Titles of what is taken with it. */
  needs: readonly string[]
  choice: Choice
  /** Nothing can be chosen. */
  closed: boolean
  /** Names of the two timelines. */
  from: string
  into: string
  onChoose: (choice: Choice) => void
}

/** One change of the other timeline: what it says there, what it says here where that differs, and what to do with it. */
export function Hunk({ hunk, needs, choice, closed, from, into, onChoose }: HunkProps) {
  const name = useId()
  const edited = typeof choice === 'object' ? choice.edit : null
  const radio = (label: string, value: Choice, checked: boolean) => (
    <label className={styles.choice}>
      <input type="radio" name={name} checked={checked} disabled={closed} onChange={() => onChoose(value)} />
      {label}
    </label>
  )
  return (
    <article className={classNames(styles.hunk, choice === 'leave' && styles.left)} aria-label={hunk.title}>
      <div className={styles.hunkHead}>
        <h3 className={styles.hunkTitle}>{hunk.title}</h3>
        <fieldset className={styles.choices} aria-label={`What to do with: ${hunk.title}`}>
          {radio('Take', 'take', choice === 'take')}
          {radio('Leave', 'leave', choice === 'leave')}
          {hunk.editable && radio('Edit', { edit: edited ?? wordsOf(hunk) }, edited !== null)}
        </fieldset>
      </div>
      {hunk.conflict && (
        <p className={styles.conflict}>
          <TriangleAlert aria-hidden="true" />
          {hunk.conflict.reason}
        </p>
      )}
      {needs.length > 0 && (
        <p className={styles.with}>
          <Link2 aria-hidden="true" />
          <span>Taken together with: {needs.join('; ')}</span>
        </p>
      )}
      {hunk.conflict && <Passages label={`Here, on “${into}”`} passages={hunk.mine} />}
      <Passages label={hunk.conflict ? `There, on “${from}”` : null} passages={hunk.theirs} />
      {edited !== null && (
        <Field label="What it is to say">
          <Textarea
            rows={3}
            maxLength={20_000}
            value={edited}
            onChange={event => onChoose({ edit: event.target.value })}
          />
        </Field>
      )}
    </article>
  )
}

function Passages({ label, passages }: { label: string | null; passages: readonly PassageView[] }) {
  if (passages.length === 0) return null
  return (
    <div className={styles.passages}>
      {label !== null && <p className={styles.side}>{label}</p>}
      {passages.map((passage, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: passages have no identity but their place
        <p key={place} className={styles.passage} data-type={passage.type}>
          <span className={styles.label}>{passage.label}</span>
          <span>
            <Pieces pieces={passage.pieces} />
          </span>
        </p>
      ))}
    </div>
  )
}
