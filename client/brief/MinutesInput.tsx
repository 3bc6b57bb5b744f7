import { useState } from 'react'
import { Input } from '../ui/Field.tsx'
import styles from './brief.module.css'

interface MinutesInputProps {
  label: string
  value: number | null
  readOnly: boolean
  onChange: (value: number | null) => void
}

/** Minutes of film. What is typed counts as soon as it is a number; what a colleague types shows when one is elsewhere. */
export function MinutesInput({ label, value, readOnly, onChange }: MinutesInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (words: string) => {
    setTyped(words)
    const number = Number(words.trim().replace(',', '.'))
    if (words.trim() === '') onChange(null)
    else if (Number.isFinite(number) && number > 0) onChange(number)
  }
  return (
    <Input
      className={styles.minutes}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      readOnly={readOnly}
      value={typed ?? (value === null ? '' : String(value))}
      onChange={event => take(event.target.value)}
      onBlur={() => setTyped(null)}
    />
  )
}
