import { BookOpenText, CircleCheck, Columns2, Trash2 } from 'lucide-react'
import type { ProseFigures } from '../../shared/core/treatment/figures.ts'
import type { Variant } from '../../shared/core/treatment/variants.ts'
import { OfflineBadge } from '../authorship/OfflineBadge.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Status } from '../ui/Badge.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { relativeTime } from '../ui/time.ts'
import { Angle, titleOf } from './angle.tsx'
import styles from './treatment.module.css'

interface VariantCardProps {
  variant: Variant
  figures: ProseFigures
  isChosen: boolean
  /** Why nothing can be changed here; null while it can. */
  reason: string | null
  onOpen: () => void
  /** Null: there is nothing to compare it with. */
  onCompare: (() => void) | null
  /** Asks what the agent of this job was told. */
  onSaw: (jobId: string) => void
  onChoose: () => void
  onRemove: () => void
}

/** One variant of the gallery: how it differs, how long it is, who made it, how it begins. */
export function VariantCard({ variant, figures, isChosen, reason, ...on }: VariantCardProps) {
  const title = titleOf(variant)
  const jobId = variant.madeBy?.kind === 'agent' ? variant.madeBy.jobId : null
  return (
    <article className={styles.card} data-chosen={isChosen || undefined} aria-label={title}>
      <header className={styles.cardHead}>
        <h2 className={styles.cardTitle}>{title}</h2>
        {isChosen && (
          <Status tone="ok" icon={<CircleCheck aria-hidden="true" />}>
            Chosen
          </Status>
        )}
      </header>
      <MadeBy variant={variant} words={figures.words} />
      <Angle of={variant} className={styles.angle} />
      <p className={styles.opening}>{figures.opening === '' ? 'Nothing is written in it yet.' : figures.opening}</p>
      <footer className={styles.cardFoot}>
        <Button size="small" icon={<BookOpenText aria-hidden="true" />} onClick={on.onOpen}>
          Open
        </Button>
        {on.onCompare && (
          <Button size="small" variant="quiet" icon={<Columns2 aria-hidden="true" />} onClick={on.onCompare}>
            Compare
          </Button>
        )}
        {jobId !== null && (
          <Button size="small" variant="quiet" onClick={() => on.onSaw(jobId)}>
            What did it see?
          </Button>
        )}
        {!isChosen && (
          <>
            <Button size="small" variant="primary" disabledReason={reason} onClick={on.onChoose}>
              Choose
            </Button>
            <IconButton
              label={`Remove “${title}” from the gallery`}
              size="small"
              disabledReason={reason}
              onClick={on.onRemove}
            >
              <Trash2 />
            </IconButton>
          </>
        )}
      </footer>
    </article>
  )
}

function MadeBy({ variant: { madeBy, at }, words }: { variant: Variant; words: number }) {
  return (
    <p className={styles.facts}>
      {madeBy && (
        <>
          <Avatar
            of={
              madeBy.kind === 'agent'
                ? { id: madeBy.agent, name: madeBy.name, agent: true }
                : { id: madeBy.id, name: madeBy.name }
            }
            small
            decorative
          />
          <span>{madeBy.name}</span>
          <OfflineBadge of={madeBy} />
        </>
      )}
      {at !== '' && <time dateTime={at}>{relativeTime(at)}</time>}
      <span>{words === 1 ? '1 word' : `${words.toLocaleString('en')} words`}</span>
    </p>
  )
}
