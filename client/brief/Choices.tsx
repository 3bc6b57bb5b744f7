import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
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
    <fieldset
      className={styles.choices}
      aria-describedby={[error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined}
    >
      <legend>{label}</legend>
      <div className={styles.options}>{children}</div>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div aria-live="polite">
        {error && (
          <p id={`${id}-error`} className={styles.error}>
            <CircleAlert aria-hidden="true" />
            {error}
          </p>
        )}
      </div>
    </fieldset>
  )
}
