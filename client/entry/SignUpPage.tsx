import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import { emailAddress } from './email.ts'
import styles from './entry.module.css'
import { signUp } from './session.ts'
import { useEnter } from './useEnter.ts'

const account = z.object({
  name: z.string().trim().min(1, 'Type a name, so that the others know who writes.').max(80, 'At most 80 characters.'),
  email: emailAddress,
  password: z.string().min(8, 'At least 8 characters.').max(128, 'At most 128 characters.'),
})
type Account = z.infer<typeof account>

export default function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' })
  const [form, setForm] = useState<Account>({ name: '', email: '', password: '' })
  const [tried, setTried] = useState(false)
  const checked = account.safeParse(form)
  const enter = useEnter(async (made: Account) => {
    await signUp(made.name, made.email, made.password)
    return null
  }, next)

  const mistake = (field: keyof Account): string | null =>
    tried && !checked.success ? (checked.error.issues.find(issue => issue.path[0] === field)?.message ?? null) : null
  const control = (field: keyof Account) => ({
    value: form[field],
    onChange: (event: { target: { value: string } }) => setForm({ ...form, [field]: event.target.value }),
  })

  return (
    <EntryRoom
      title="Make an account"
      aside={
        <>
          Have one already?{' '}
          <Link to="/sign-in" search={{ next }}>
            Sign in
          </Link>
        </>
      }
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (checked.success) enter.mutate(checked.data)
        }}
      >
        <Field label="Name" hint="Shown at your caret and beside what you write." error={mistake('name')}>
          <Input {...control('name')} autoComplete="name" />
        </Field>
        <Field label="E-mail" error={mistake('email')}>
          <Input type="email" {...control('email')} autoComplete="username" />
        </Field>
        <Field label="Password" hint="At least 8 characters." error={mistake('password')}>
          <Input type="password" {...control('password')} autoComplete="new-password" />
        </Field>
        {enter.error && <ErrorNotice happened={enter.error.message} kept="What you typed is still here." />}
        <Button type="submit" variant="primary" pending={enter.isPending} className={styles.submit}>
          Make the account
        </Button>
      </form>
    </EntryRoom>
  )
}
