import { X } from 'lucide-react'
import { useRef } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import { useField } from '../ui/Field.tsx'
import { FileInput, useFileDrop } from '../ui/FileInput.tsx'
import styles from './FilePicker.module.css'

interface FilePickerProps {
  file: File | null
  onChange: (file: File | null) => void
  /** As of <input accept>, e.g. '.fountain,.txt'. */
  accept: string
}

/** One file, chosen in the system's dialog or dropped. Stands in a Field. */
export function FilePicker({ file, onChange, accept }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  const field = useField()
  const take = ([chosen]: File[]) => chosen && onChange(chosen)
  return (
    <div className={styles.picker} {...useFileDrop(take)}>
      <FileInput ref={input} accept={accept} onFiles={take} />
      <Button {...field} size="small" onClick={() => input.current?.click()}>
        {file ? 'Choose another' : 'Choose a file'}
      </Button>
      <span className={classNames(styles.name, file && styles.chosen)}>{file ? file.name : 'or drop it here'}</span>
      {file && (
        <IconButton label={`Leave out ${file.name}`} size="small" onClick={() => onChange(null)}>
          <X />
        </IconButton>
      )}
    </div>
  )
}
