import { Label } from 'radix-ui'
import {
  createContext,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
  useContext,
  useId,
} from 'react'
import { classNames } from './classNames.ts'
import styles from './Field.module.css'
import { Problem } from './Problem.tsx'

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

interface NotesProps {
  hint?: ReactNode
  /** What is wrong and what to do; null or '' when nothing is. */
  error?: string | null | undefined
}

/** The ids of the notes of a control, for its aria-describedby. */
export const notesOf = (id: string, { hint, error }: NotesProps): string | undefined =>
  [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined

/** The hint of a control and what is wrong with it. */
export const Notes = ({ id, hint, error }: NotesProps & { id: string }) => (
  <>
    {hint && (
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    )}
    <div aria-live="polite">{error && <Problem id={`${id}-error`} sentence={error} />}</div>
  </>
)

interface FieldProps extends NotesProps {
  label: string
  children: ReactNode
}

/** A label, one control (Input, Textarea, Select) and its hint or error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  return (
    <FieldContext value={{ id, describedBy: notesOf(id, { hint, error }), invalid: Boolean(error) }}>
      <div className={styles.field}>
        <Label.Root className={styles.label} htmlFor={id}>
          {label}
        </Label.Root>
        {children}
        <Notes id={id} hint={hint} error={error} />
      </div>
    </FieldContext>
  )
}

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useField()} {...rest} className={classNames(styles.input, className)} />
}

export function Textarea({
  className,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea {...useField()} {...rest} className={classNames(styles.input, styles.area, className)} />
}
