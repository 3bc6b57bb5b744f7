import { type DragEvent, type Ref, useState } from 'react'

interface FileInputProps {
  /** The button beside it opens the system's dialog by it. */
  ref: Ref<HTMLInputElement>
  /** As of <input accept>, e.g. '.fountain,.txt'. */
  accept: string
  label?: string
  multiple?: boolean
  onFiles: (files: File[]) => void
}

/** Files that are chosen in the system's dialog. */
export const FileInput = ({ ref, accept, label, multiple = false, onFiles }: FileInputProps) => (
  <input
    ref={ref}
    type="file"
    hidden
    accept={accept}
    aria-label={label}
    multiple={multiple}
    onChange={event => {
      const files = [...(event.target.files ?? [])]
      // the same file may be chosen again after it was corrected
      event.target.value = ''
      if (files.length > 0) onFiles(files)
    }}
  />
)

/** What makes an element take dropped files: an extra way, a button does the same by keyboard. */
export function useFileDrop(onFiles: (files: File[]) => void, isOpen = true) {
  const [over, setOver] = useState(false)
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      if (!isOpen || !event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const files = [...event.dataTransfer.files]
      if (isOpen && files.length > 0) onFiles(files)
    },
  }
}
