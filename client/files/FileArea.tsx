import { FilePlus2 } from 'lucide-react'
import { type ReactNode, type Ref, useId, useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notes, notesOf } from '../ui/Field.tsx'
import { FileInput, useFileDrop } from '../ui/FileInput.tsx'
import styles from './files.module.css'

interface FileAreaProps {
  title: string
  /** Names the button that opens the system's dialog. */
  add: string
  icon?: ReactNode
  /** Names what is chosen there. */
  label: string
  /** As of <input accept>. */
  accept: string
  multiple?: boolean
  pending?: boolean
  isOpen: boolean
  /** Why nothing can be added while it is not open; without it there is no button then. */
  closedReason?: string
  hint?: ReactNode
  /** What is missing here. */
  error?: string | undefined
  button?: Ref<HTMLButtonElement>
  onFiles: (files: File[]) => void
  /** What was added. */
  children?: ReactNode
}

/** A place for files: they are chosen by its button or dropped on it. */
export function FileArea({
  title,
  add,
  icon = <FilePlus2 aria-hidden="true" />,
  label,
  accept,
  multiple = false,
  pending = false,
  isOpen,
  closedReason,
  hint,
  error,
  button,
  onFiles,
  children,
}: FileAreaProps) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const drop = useFileDrop(onFiles, isOpen && !pending)
  return (
    <section className={styles.area} aria-labelledby={`${id}-title`} data-open={isOpen || undefined} {...drop}>
      <div className={styles.head}>
        <h2 id={`${id}-title`} className={styles.title}>
          {title}
        </h2>
        {(isOpen || closedReason) && (
          <Button
            ref={button}
            size="small"
            icon={icon}
            pending={pending}
            disabledReason={isOpen ? null : closedReason}
            aria-describedby={notesOf(id, { hint, error })}
            onClick={() => input.current?.click()}
          >
            {add}
          </Button>
        )}
        {isOpen && <FileInput ref={input} accept={accept} label={label} multiple={multiple} onFiles={onFiles} />}
      </div>
      <Notes id={id} hint={hint} error={error} />
      {children}
    </section>
  )
}
