import { useRef } from 'react'
import type { FileRow as Staged } from '../../shared/core/api/files.ts'
import { FILE_KINDS, FILE_LIMITS, FILE_TAG_NAMES, FILE_TAGS } from '../../shared/core/brief/files.ts'
import { sentenceOf } from '../api/request.ts'
import { FileArea } from '../files/FileArea.tsx'
import { FileRow, FileRows } from '../files/FileRow.tsx'
import { TEXT_FILES } from '../files/useSending.ts'
import { useProjectContext } from '../project/context.tsx'
import { announce } from '../ui/announce.ts'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useFileMutations, useFiles, useSendingFiles } from './fileQueries.ts'
import styles from './staging.module.css'

const TAGS = FILE_TAG_NAMES.map(value => ({ value, label: FILE_TAGS[value] }))

interface StagingAreaProps {
  canWrite: boolean
  /** What is missing among the files. */
  error: string | undefined
}

/** Files beside the brief: one Primary that the film is made from, the others are context with a tag. */
export function StagingArea({ canWrite, error }: StagingAreaProps) {
  const { project } = useProjectContext()
  const { data: files = [] } = useFiles(project.id)
  const { sending, send, forget } = useSendingFiles(project.id)
  const { change, remove } = useFileMutations(project.id)
  const toast = useToast()
  const button = useRef<HTMLButtonElement>(null)
  const onError = (thrown: unknown) =>
    toast({ title: 'The file was not changed', detail: sentenceOf(thrown), tone: 'danger' })
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
    <FileArea
      title="Files"
      add="Add files"
      label="Files for the brief"
      accept={TEXT_FILES}
      multiple
      isOpen={canWrite}
      closedReason="The brief is not open for writing."
      hint={
        <>
          {canWrite && 'Drop files here or add them: '}
          {FILE_KINDS.join(', ')}; at most {FILE_LIMITS.bytes / 1024 / 1024} MB each. One is Primary, which the film is
          made from; the others are context.
        </>
      }
      error={error}
      button={button}
      onFiles={send}
    >
      <FileRows label="Files" sending={sending} onForget={forget}>
        {files.map(file => (
          <StagedFile
            key={file.id}
            file={file}
            canWrite={canWrite}
            onChange={changed => change.mutate({ id: file.id, ...changed }, { onError })}
            onRemove={() => takeOut(file.id, file.name)}
          />
        ))}
      </FileRows>
    </FileArea>
  )
}

interface StagedFileProps {
  file: Staged
  canWrite: boolean
  onChange: (change: { role: 'primary' } | { tag: Staged['tag'] }) => void
  onRemove: () => void
}

/** A file beside the brief, and what it is for. */
function StagedFile({ file, canWrite, onChange, onRemove }: StagedFileProps) {
  const { name, kind, state, words, role, tag } = file
  return (
    <FileRow
      {...file}
      facts={state === 'ready' && `${kind} · ${words.toLocaleString('en')} ${words === 1 ? 'word' : 'words'}`}
      onRemove={canWrite ? onRemove : null}
    >
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
    </FileRow>
  )
}
