import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { askForPassword } from '../../shared/core/api/people.ts'
import { sessionQuery } from '../api/hooks.ts'
import { api } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import styles from './entry.module.css'

const sent = z.object({ sent: z.string() })

/** Asks for a link to a new password. */
export default function ForgotPasswordPage() {
  const session = useQuery(sessionQuery)
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const ask = useMutation({
    mutationFn: (to: string) => api.post('/api/account/password/forgotten', { email: to }, sent),
  })
  const checked = askForPassword.safeParse({ email: email.trim() })
  const aside = <Link to="/sign-in">Back to signing in</Link>
  if (session.data && !session.data.mail)
    return (
      <EntryRoom title="A new password" aside={aside}>
        <ErrorNotice
          happened="This server sends no e-mail, so it cannot send you a link."
          todo="Ask whoever runs it for help."
        />
      </EntryRoom>
    )
  if (ask.data)
    return (
      <EntryRoom title="Look into your mailbox" aside={aside}>
        <p role="status">{ask.data.sent}</p>
      </EntryRoom>
    )
  return (
    <EntryRoom title="A new password" lead="We send a link to the address of your account." aside={aside}>
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (checked.success) ask.mutate(checked.data.email)
        }}
      >
        <Field
          label="E-mail"
          error={tried && !checked.success ? 'Type the e-mail address of your account.' : ask.error?.message}
        >
          <Input
            type="email"
            value={email}
            onChange={event => {
              setEmail(event.target.value)
              ask.reset()
            }}
            autoComplete="username"
          />
        </Field>
        <Button type="submit" variant="primary" pending={ask.isPending} className={styles.submit}>
          Send the link
        </Button>
      </form>
    </EntryRoom>
  )
}
