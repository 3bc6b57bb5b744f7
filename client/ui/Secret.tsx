import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { announce } from './announce.ts'
import { Button } from './Button.tsx'
import { Field, Input } from './Field.tsx'
import styles from './Secret.module.css'

interface SecretProps {
  label: string
  value: string
  /** Why it is here, and that it is shown once. */
  hint: string
}

/** A link or key that is shown once, to be copied. */
export function Secret({ label, value, hint }: SecretProps) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    announce('Copied')
  }
  return (
    <div className={styles.secret}>
      <Field label={label} hint={hint}>
        <Input readOnly value={value} onFocus={event => event.target.select()} />
      </Field>
      <Button
        icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        // without the right to the clipboard the field is there to copy from
        onClick={() => void copy().catch(() => setCopied(false))}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
