import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import { emailAddress } from './email.ts'
import styles from './entry.module.css'
import { signIn } from './session.ts'
import { useEnter } from './useEnter.ts'

export default function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const enter = useEnter(async (form: { email: string; password: string }) => {
    await signIn(form.email, form.password)
    return null
  }, next)
  const address = emailAddress.safeParse(email)
  const noAddress = !email.trim() ? 'Type the e-mail address of your account.' : address.error?.issues[0]?.message
  const wrong = enter.error instanceof ApiError && enter.error.status === 401

  return (
    <EntryRoom
      title="Sign in"
      aside={
        <>
          New here?{' '}
          <Link to="/sign-up" search={{ next }}>
            Make an account
          </Link>
          <br />
          <Link to="/forgot-password">Forgot your password?</Link>
        </>
      }
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (address.success && password) enter.mutate({ email: address.data, password })
        }}
      >
        <Field label="E-mail" error={tried ? noAddress : null}>
          <Input type="email" value={email} onChange={e => setEmail(e.target.value)} autoComplete="username" />
        </Field>
        <Field label="Password" error={tried && !password ? 'Type your password.' : null}>
          <Input
            type="password"
            value={password}
            onChange={e => setPassword(e.target.value)}
            autoComplete="current-password"
          />
        </Field>
        {enter.error && (
          <ErrorNotice
            happened={wrong ? 'No account has this e-mail address with this password.' : enter.error.message}
            todo={wrong ? 'Check both, or make an account.' : undefined}
          />
        )}
        <Button type="submit" variant="primary" pending={enter.isPending} className={styles.submit}>
          Sign in
        </Button>
      </form>
    </EntryRoom>
  )
}
