import { CircleAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { SampleRow } from '../../shared/core/api/styles.ts'
import { announce } from '../ui/announce.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { countOf } from './StyleList.tsx'
import type { Sending } from './styleQueries.ts'
import styles from './styles.module.css'

interface SampleItemProps {
  sample: SampleRow
  canWrite: boolean
  onRetry: () => void
  onRemove: () => void
}

/** A sample: being read, being embedded with how far it is, ready, or with what is wrong with it. */
export function SampleItem({ sample, canWrite, onRetry, onRemove }: SampleItemProps) {
  const { name, kind, state, problem, words, chunks, embedded, uploadedBy } = sample
  const was = useRef(state)
  useEffect(() => {
    if (was.current !== state && state === 'ready') announce(`${name} is ready.`)
    if (was.current !== state && state === 'failed') announce(`${name}: ${problem}`)
    was.current = state
  }, [state, problem, name])
  const mayRetry = state === 'failed' && words > 0
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.rowName} title={`Added by ${uploadedBy}`}>
        {name}
      </span>
      <span className={styles.facts}>
        {state === 'reading' && (
          <>
            <Spinner label={null} /> Reading…
          </>
        )}
        {state === 'embedding' && (
          <>
            <progress value={embedded} max={Math.max(1, chunks)} aria-label={`Passages of ${name} that are read`} />
            {embedded.toLocaleString('en')} of {countOf(chunks, 'passage')}
          </>
        )}
        {state === 'ready' && `${kind} · ${countOf(words, 'word')} · ${countOf(chunks, 'passage')}`}
      </span>
      {canWrite && (
        <span className={styles.rowTools}>
          {mayRetry && (
            <Button size="small" onClick={onRetry}>
              Try again
            </Button>
          )}
          <IconButton label={`Remove ${name}`} size="small" onClick={onRemove}>
            <X />
          </IconButton>
        </span>
      )}
      {problem && <Problem sentence={problem} isWaiting={state === 'embedding'} />}
    </li>
  )
}

/** A sample that is sent, or was not taken: only whoever chose it sees it. */
export function SendingSample({ sending: { name, problem }, onForget }: { sending: Sending; onForget: () => void }) {
  return (
    <li className={styles.row} data-state={problem ? 'failed' : 'reading'}>
      <span className={styles.rowName}>{name}</span>
      <span className={styles.facts}>
        {!problem && (
          <>
            <Spinner label={null} /> Sending…
          </>
        )}
      </span>
      {problem && (
        <>
          <span className={styles.rowTools}>
            <IconButton label={`Dismiss ${name}`} size="small" onClick={onForget}>
              <X />
            </IconButton>
          </span>
          <Problem sentence={problem} isWaiting={false} />
        </>
      )}
    </li>
  )
}

const Problem = ({ sentence, isWaiting }: { sentence: string; isWaiting: boolean }) => (
  <p className={isWaiting ? styles.waiting : styles.error}>
    <CircleAlert aria-hidden="true" />
    {sentence}
  </p>
)
