import { useState } from 'react'
import { Input } from '../ui/Field.tsx'
import styles from './brief.module.css'

interface MinutesInputProps {
  label: string
  value: number | null
  readOnly: boolean
  onChange: (value: number | null) => void
  /** Is what stands in the field no number of minutes? */
  onWrong: (isWrong: boolean) => void
}

const minutesOf = (words: string): number => Number(words.trim().replace(',', '.'))
const isWrong = (words: string): boolean =>
  words.trim() !== '' && !(Number.isFinite(minutesOf(words)) && minutesOf(words) > 0)

/** Minutes of film. What is typed counts as soon as it is a number; what a colleague types shows when one is elsewhere. */
export function MinutesInput({ label, value, readOnly, onChange, onWrong }: MinutesInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (words: string) => {
    setTyped(words)
    onWrong(isWrong(words))
    if (words.trim() === '') onChange(null)
    else if (!isWrong(words)) onChange(minutesOf(words))
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
      onBlur={() => setTyped(now => (now !== null && isWrong(now) ? now : null))}
    />
  )
}
