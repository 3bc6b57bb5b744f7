import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { newPassword } from '../../shared/core/api/people.ts'
import { send } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import styles from './entry.module.css'
import { useSecret } from './secret.ts'

/** Sets a new password with the link from the mail. */
export default function ResetPasswordPage() {
  const { secret: token } = useSecret('reset-password')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const reset = useMutation({ mutationFn: (body: unknown) => send('POST', '/api/account/password/reset', body) })
  const checked = newPassword.safeParse({ token, newPassword: password })
  const mistake = checked.success ? null : checked.error.issues.find(({ path }) => path[0] === 'newPassword')?.message
  if (reset.isSuccess)
    return (
      <EntryRoom title="Your password is changed" aside={<Link to="/sign-in">Sign in</Link>}>
        <p role="status">You are signed out everywhere. Sign in with the new one.</p>
      </EntryRoom>
    )
  return (
    <EntryRoom title="Choose a new password" aside={<Link to="/forgot-password">Ask for another link</Link>}>
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (checked.success) reset.mutate(checked.data)
        }}
      >
        <Field label="New password" hint="At least 8 characters." error={tried ? mistake : null}>
          <Input
            type="password"
            value={password}
            onChange={event => setPassword(event.target.value)}
            autoComplete="new-password"
          />
        </Field>
        {!token && <ErrorNotice happened="This address has no key." todo="Open the link in the mail once more." />}
        {reset.error && <ErrorNotice happened={reset.error.message} />}
        <Button type="submit" variant="primary" pending={reset.isPending} className={styles.submit}>
          Change the password
        </Button>
      </form>
    </EntryRoom>
  )
}
