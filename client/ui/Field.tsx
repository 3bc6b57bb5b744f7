import { CircleAlert } from 'lucide-react'
import { Label } from 'radix-ui'
import { createContext, type InputHTMLAttributes, type ReactNode, type Ref, useContext, useId } from 'react'
import { classNames } from './classNames.ts'
import styles from './Field.module.css'

interface FieldIds {
  id: string
  describedBy: string | undefined
  invalid: boolean
}

const FieldContext = createContext<FieldIds | null>(null)

/** What ties a control to the label, hint and error of the Field around it. */
export function useField(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    ...(field.describedBy ? { 'aria-describedby': field.describedBy } : {}),
    ...(field.invalid ? { 'aria-invalid': true } : {}),
  }
}

interface FieldProps {
  label: string
  hint?: ReactNode
  /** What is wrong and what to do; null or '' when nothing is. */
  error?: string | null | undefined
  children: ReactNode
}

/** A label, one control (Input, Select) and its hint or error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className={styles.field}>
        <Label.Root className={styles.label} htmlFor={id}>
          {label}
        </Label.Root>
        {children}
        {hint && (
          <p id={hintId} className={styles.hint}>
            {hint}
          </p>
        )}
        <div aria-live="polite">
          {error && (
            <p id={errorId} className={styles.error}>
              <CircleAlert aria-hidden="true" />
              {error}
            </p>
          )}
        </div>
      </div>
    </FieldContext>
  )
}

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useField()} {...rest} className={classNames(styles.input, className)} />
}
