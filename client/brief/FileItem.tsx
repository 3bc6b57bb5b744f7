import { CircleAlert, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { FileRow } from '../../shared/core/api/files.ts'
import { FILE_TAG_NAMES, FILE_TAGS } from '../../shared/core/brief/files.ts'
import { announce } from '../ui/announce.ts'
import { IconButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import type { Sending } from './fileQueries.ts'
import styles from './staging.module.css'

const TAGS = FILE_TAG_NAMES.map(value => ({ value, label: FILE_TAGS[value] }))

interface FileItemProps {
  file: FileRow
  canWrite: boolean
  onChange: (change: { role: 'primary' } | { tag: FileRow['tag'] }) => void
  onRemove: () => void
}

/** A file beside the brief: being read, read, or with what is wrong with it. */
export function FileItem({ file, canWrite, onChange, onRemove }: FileItemProps) {
  const { name, kind, state, problem, words, role, tag, uploadedBy } = file
  const was = useRef(state)
  useEffect(() => {
    if (was.current === 'reading' && state !== 'reading') announce(problem ? `${name}: ${problem}` : `${name} is read.`)
    was.current = state
  }, [state, problem, name])
  return (
    <li className={styles.file} data-state={state}>
      <span className={styles.name} title={`Added by ${uploadedBy}`}>
        {name}
      </span>
      <span className={styles.facts}>
        {state === 'reading' && (
          <>
            <Spinner label={null} /> Reading…
          </>
        )}
        {state === 'ready' && `${kind} · ${words.toLocaleString('en')} ${words === 1 ? 'word' : 'words'}`}
      </span>
      {state === 'ready' && (
        <span className={styles.choices}>
          <label className={styles.primary}>
            <input
              type="radio"
              name="primary-file"
              checked={role === 'primary'}
              disabled={!canWrite}
              aria-label={`Primary: ${name}`}
              onChange={() => onChange({ role: 'primary' })}
            />
            Primary
          </label>
          {role === 'context' && (
            <Select
              size="small"
              aria-label={`What ${name} is for`}
              value={tag}
              options={TAGS}
              disabled={!canWrite}
              onChange={chosen => onChange({ tag: chosen })}
            />
          )}
        </span>
      )}
      {canWrite && (
        <IconButton label={`Remove ${name}`} size="small" className={styles.remove} onClick={onRemove}>
          <X />
        </IconButton>
      )}
      {problem && <Problem sentence={problem} />}
    </li>
  )
}

/** A file that is sent, or was not taken: only whoever chose it sees it. */
export function SendingItem({ sending, onForget }: { sending: Sending; onForget: () => void }) {
  const { name, problem } = sending
  return (
    <li className={styles.file} data-state={problem ? 'failed' : 'reading'}>
      <span className={styles.name}>{name}</span>
      <span className={styles.facts}>
        {!problem && (
          <>
            <Spinner label={null} /> Sending…
          </>
        )}
      </span>
      {problem && (
        <>
          <IconButton label={`Dismiss ${name}`} size="small" className={styles.remove} onClick={onForget}>
            <X />
          </IconButton>
          <Problem sentence={problem} />
        </>
      )}
    </li>
  )
}

const Problem = ({ sentence }: { sentence: string }) => (
  <p className={styles.error}>
    <CircleAlert aria-hidden="true" />
    {sentence}
  </p>
)
