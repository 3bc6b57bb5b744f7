import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import { useField } from '../ui/Field.tsx'
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
  const [over, setOver] = useState(false)
  const field = useField()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the button does the same by keyboard
    <div
      className={styles.picker}
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        const dropped = event.dataTransfer.files[0]
        if (dropped) onChange(dropped)
      }}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={event => {
          const chosen = event.target.files?.[0]
          if (chosen) onChange(chosen)
          // the same file may be chosen again after it was corrected
          event.target.value = ''
        }}
      />
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
