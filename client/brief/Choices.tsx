import { type ReactNode, useId } from 'react'
import { Notes, notesOf } from '../ui/Field.tsx'
import styles from './brief.module.css'

interface ChoicesProps {
  label: string
  hint?: string
  /** What is wrong and what to do. */
  error?: string | undefined
  children: ReactNode
}

/** Several controls under one name. */
export function Choices({ label, hint, error, children }: ChoicesProps) {
  const id = useId()
  return (
    <fieldset className={styles.choices} aria-describedby={notesOf(id, { hint, error })}>
      <legend>{label}</legend>
      <div className={styles.options}>{children}</div>
      <Notes id={id} hint={hint} error={error} />
    </fieldset>
  )
}
