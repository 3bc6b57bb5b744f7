import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { announce } from '../ui/announce.ts'
import { IconButton } from '../ui/Button.tsx'
import { Problem } from '../ui/Problem.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import styles from './files.module.css'
import type { Sending } from './useSending.ts'

interface FileRowProps {
  name: string
  uploadedBy: string
  state: 'reading' | 'embedding' | 'ready' | 'failed'
  problem: string | null
  /** What is known of it once it is read. */
  facts: ReactNode
  /** What can be done with it besides removing it. */
  children?: ReactNode
  /** Null where it cannot be removed. */
  onRemove: (() => void) | null
}

/** A file of a list: being read, read, or with what is wrong with it. Changes are announced. */
export function FileRow({ name, uploadedBy, state, problem, facts, children, onRemove }: FileRowProps) {
  const was = useRef(state)
  useEffect(() => {
    if (was.current !== state && state === 'failed') announce(`${name}: ${problem}`)
    if (was.current !== state && state === 'ready') announce(`${name} is ready.`)
    was.current = state
  }, [state, problem, name])
  return (
    <li className={styles.row} data-state={state}>
      <span className={styles.name} title={`Added by ${uploadedBy}`}>
        {name}
      </span>
      {state === 'reading' ? <Waiting words="Reading…" /> : <span className={styles.facts}>{facts}</span>}
      {children}
      {onRemove && (
        <IconButton label={`Remove ${name}`} size="small" className={styles.remove} onClick={onRemove}>
          <X />
        </IconButton>
      )}
      {problem && <Problem sentence={problem} />}
    </li>
  )
}

interface FileRowsProps {
  label: string
  sending: readonly Sending[]
  onForget: (key: number) => void
  /** The rows of what arrived. */
  children: ReactNode
}

/** What arrived; and what is sent or was not taken, which only whoever chose it sees. */
export const FileRows = ({ label, sending, onForget, children }: FileRowsProps) => (
  <ul className={styles.rows} aria-label={label}>
    {children}
    {sending.map(({ key, name, problem }) => (
      <li key={key} className={styles.row}>
        <span className={styles.name}>{name}</span>
        {problem === null ? (
          <Waiting words="Sending…" />
        ) : (
          <>
            <IconButton label={`Dismiss ${name}`} size="small" className={styles.remove} onClick={() => onForget(key)}>
              <X />
            </IconButton>
            <Problem sentence={problem} />
          </>
        )}
      </li>
    ))}
  </ul>
)

const Waiting = ({ words }: { words: string }) => (
  <span className={styles.facts}>
    <Spinner label={null} /> {words}
  </span>
)
