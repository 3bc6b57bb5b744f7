import { useRef, useState } from 'react'
import { projectName } from '../../shared/core/api/schemas.ts'
import { Input } from '../ui/Field.tsx'

interface NameEditorProps {
  name: string
  /** The new name; null when it was given up with Escape. */
  onDone: (name: string | null) => void
}

/** Renames in place: Enter or leaving the field keeps the new name, Escape the old one. */
export function NameEditor({ name, onDone }: NameEditorProps) {
  const [value, setValue] = useState(name)
  const done = useRef(false)
  const finish = (result: string | null): void => {
    if (done.current) return
    done.current = true
    onDone(result)
  }
  const keep = (): void => {
    const parsed = projectName.safeParse(value)
    finish(parsed.success ? parsed.data : null)
  }
  return (
    <Input
      aria-label="Name of the project"
      value={value}
      maxLength={200}
      autoFocus
      onFocus={event => event.target.select()}
      onChange={event => setValue(event.target.value)}
      onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') keep()
        else if (event.key === 'Escape') finish(null)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
