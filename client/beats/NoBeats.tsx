import { Link } from '@tanstack/react-router'
import { ListOrdered, Sparkles } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import styles from './beats.module.css'

interface NoBeatsProps {
  projectId: string
  /** 'Generate the beat sheet - 3 credits'. */
  label: string
  busy: boolean
  /** Beats can be made from it. */
  treatmentLocked: boolean
  disabledReason: string | null
  onGenerate: () => void
  onWrite: () => void
}

/** In the place of a sheet without beats: what it is for, and how the first come onto it. */
export function NoBeats({
  projectId,
  label,
  busy,
  treatmentLocked,
  disabledReason,
  onGenerate,
  onWrite,
}: NoBeatsProps) {
  return (
    <EmptyState
      icon={<ListOrdered aria-hidden="true" />}
      title="No beats yet"
      action={
        <>
          <Button
            variant="primary"
            icon={<Sparkles aria-hidden="true" />}
            pending={busy}
            disabledReason={
              disabledReason ??
              (treatmentLocked ? null : 'Beats are made from a locked treatment. Lock the treatment first.')
            }
            onClick={onGenerate}
          >
            {label}
          </Button>
          <Button disabledReason={disabledReason} onClick={onWrite}>
            Write it yourself
          </Button>
        </>
      }
    >
      <div className={styles.teach}>
        <p>
          A beat is one turn of the story: what happens, and what is different after it. The sheet shows all of them at
          once, so that you can move, cut and add before a page of script is written.
        </p>
        {!treatmentLocked && (
          <p>
            An agent makes the beats from the treatment once it is locked:{' '}
            <Link to="/p/$projectId/treatment" params={{ projectId }}>
              go to the treatment
            </Link>
            .
          </p>
        )}
      </div>
    </EmptyState>
  )
}
