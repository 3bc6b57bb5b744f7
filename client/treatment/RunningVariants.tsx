import type { ReactNode } from 'react'
import type { JobRow } from '../../shared/core/api/schemas.ts'
import { chapterIn } from '../../shared/core/brief/reading.ts'
import type { Variant } from '../../shared/core/treatment/variants.ts'
import { useJobActions } from '../project/useJobActions.ts'
import { Button } from '../ui/Button.tsx'
import { ProgressBar, Spinner } from '../ui/Spinner.tsx'
import { readDraftText } from './draftText.ts'
import styles from './treatment.module.css'
import type { Slot } from './useTreatmentAgent.ts'

interface RunningVariantsProps {
  projectId: string
  job: JobRow
  slots: readonly Slot[]
  /** How far the reading of a long source is, in words; '' when nothing is read. */
  reading: string
  /** Why this person cannot stop it. */
  reason: string | null
  /** The card of one that is done. */
  drawCard: (variant: Variant) => ReactNode
}

/** Three variants side by side while they are being written, for everybody who looks. */
export function RunningVariants({ projectId, job, slots, reading, reason, drawCard }: RunningVariantsProps) {
  const { cancel, pending } = useJobActions(projectId)
  const done = slots.filter(slot => slot.kind === 'done').length
  const chapter = chapterIn(reading)
  return (
    <section className={styles.running} aria-label="Variants being written">
      <div className={styles.runningHead}>
        <p role="status">
          {job.state === 'queued' ? 'Three variants are queued.' : `Three variants are being written; ${done} done.`}{' '}
          {job.askedBy && <span className={styles.muted}>Asked by {job.askedBy.name}. </span>}
          {job.instruction !== '' && <span className={styles.muted}>“{job.instruction}”</span>}
        </p>
        <Button
          size="small"
          pending={pending === job.id}
          disabledReason={reason}
          onClick={() => cancel(job.id)}
          title="What is finished stays in the gallery."
        >
          Cancel
        </Button>
      </div>
      {reading !== '' && (
        <div className={styles.reading}>
          <p>{reading}</p>
          {chapter && <ProgressBar value={chapter.chapter - 1} max={chapter.of} label="Chapters read" />}
          <p className={styles.muted}>What is read is kept: nothing is read or paid twice.</p>
        </div>
      )}
      <ol className={styles.columns}>
        {slots.map((slot, i) => (
          // a place among three, whatever stands in it
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what it is
          <li key={i}>
            {slot.kind === 'done' ? (
              drawCard(slot.variant)
            ) : (
              <Column slot={slot} number={i + 1} waitsForReading={reading !== ''} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

interface ColumnProps {
  slot: Exclude<Slot, { kind: 'done' }>
  number: number
  waitsForReading: boolean
}

function Column({ slot, number, waitsForReading }: ColumnProps) {
  const { title, paragraphs } = readDraftText(slot.kind === 'writing' ? slot.draft.text : '')
  return (
    <div className={styles.column} data-state={slot.kind}>
      <h2 className={styles.columnTitle}>{title === '' ? `Variant ${number}` : title}</h2>
      {paragraphs.length === 0 ? (
        <p className={styles.columnWaits}>
          <Spinner label={null} /> {waitingFor(slot, waitsForReading)}
        </p>
      ) : (
        // read once, as the variant that it becomes
        <div className={styles.columnText} aria-hidden="true">
          {paragraphs.map(({ heading, text }, i) => (
            // it only ever grows at its end
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a stream have no other identity
            <p key={i} data-heading={heading || undefined}>
              {text}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}

function waitingFor({ kind }: Slot, waitsForReading: boolean): string {
  if (waitsForReading) return 'Waiting until the source is read'
  return kind === 'waiting' ? 'Waiting for its turn' : 'Reading the brief'
}
