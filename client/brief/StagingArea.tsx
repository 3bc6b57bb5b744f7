import { CircleAlert, FilePlus2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { FILE_KINDS, FILE_LIMITS } from '../../shared/core/brief/files.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { FileItem, SendingItem } from './FileItem.tsx'
import { useFileMutations, useFiles, useSending } from './fileQueries.ts'
import styles from './staging.module.css'

const ACCEPTED = [...FILE_KINDS.map(kind => `.${kind}`), '.markdown'].join(',')

interface StagingAreaProps {
  canWrite: boolean
  /** What is missing among the files. */
  error: string | undefined
}

/** Files beside the brief: one Primary that the film is made from, the others are context with a tag. */
export function StagingArea({ canWrite, error }: StagingAreaProps) {
  const { project } = useProjectContext()
  const { data: files = [] } = useFiles(project.id)
  const { sending, send, forget } = useSending(project.id)
  const { change, remove } = useFileMutations(project.id)
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState(false)
  const id = useId()
  const onError = (thrown: unknown) =>
    toast({ title: 'The file was not changed', detail: sentenceOf(thrown), tone: 'danger' })
  const add = (list: FileList | null) => {
    if (canWrite && list && list.length > 0) void send([...list])
  }
  const takeOut = (fileId: string, name: string) =>
    remove.mutate(fileId, {
      onError,
      onSuccess: () => {
        announce(`${name} is removed.`)
        // what had the focus is gone
        button.current?.focus()
      },
    })

  return (
    // dropping is an extra way; the button does the same by keyboard
    <section
      className={styles.area}
      aria-labelledby={`${id}-title`}
      data-over={over || undefined}
      onDragOver={event => {
        if (!canWrite || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer.files)
      }}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`} className={styles.title}>
          Files
        </h2>
        <Button
          ref={button}
          size="small"
          icon={<FilePlus2 aria-hidden="true" />}
          disabledReason={canWrite ? null : 'The brief is not open for writing.'}
          aria-describedby={[error && `${id}-error`, `${id}-hint`].filter(Boolean).join(' ')}
          onClick={() => input.current?.click()}
        >
          Add files
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          aria-label="Files for the brief"
          onChange={event => {
            add(event.target.files)
            // the same file may be chosen again after it was corrected
            event.target.value = ''
          }}
        />
      </div>
      {files.length + sending.length > 0 && (
        <ul className={styles.files} aria-labelledby={`${id}-title`}>
          {files.map(file => (
            <FileItem
              key={file.id}
              file={file}
              canWrite={canWrite}
              onChange={changed => change.mutate({ id: file.id, ...changed }, { onError })}
              onRemove={() => takeOut(file.id, file.name)}
            />
          ))}
          {sending.map(one => (
            <SendingItem key={one.key} sending={one} onForget={() => forget(one.key)} />
          ))}
        </ul>
      )}
      <p id={`${id}-hint`} className={styles.hint}>
        {canWrite && 'Drop files here or add them: '}
        {FILE_KINDS.join(', ')}; at most {FILE_LIMITS.bytes / 1024 / 1024} MB each. One is Primary, which the film is
        made from; the others are context.
      </p>
      <div aria-live="polite">
        {error && (
          <p id={`${id}-error`} className={styles.error}>
            <CircleAlert aria-hidden="true" />
            {error}
          </p>
        )}
      </div>
    </section>
  )
}
