import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { sessionQuery } from '../api/hooks.ts'
import { ApiError } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import styles from './entry.module.css'
import { joinLocally } from './session.ts'
import { useEnter } from './useEnter.ts'

const OPEN_PRINTED_ADDRESS =
  'Open the address that npm start printed in the terminal: it carries the key of this studio.'

/** Local mode: the printed address is the key, and a name is all that is asked for. */
export default function JoinPage() {
  const { key, next } = useSearch({ from: '/join' })
  const session = useQuery(sessionQuery)
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const enter = useEnter(
    ({ called, with: secret }: { called: string; with: string }) => joinLocally(called, secret),
    next,
  )

  const others = (
    <>
      Have an account here? <Link to="/sign-in">Sign in</Link>
    </>
  )
  if (session.data && !session.data.local)
    return (
      <EntryRoom title="Sign in to join" aside={others}>
        <ErrorNotice
          happened="This server is not in local mode, so a name alone does not let anybody in."
          todo="Sign in or make an account; the owner of a project can then add you to it."
        />
      </EntryRoom>
    )
  if (!key)
    return (
      <EntryRoom title="This address has no key" aside={others}>
        <ErrorNotice happened="A studio on this machine is opened with its key." todo={OPEN_PRINTED_ADDRESS} />
      </EntryRoom>
    )

  const refused = enter.error
  const wrongKey = refused instanceof ApiError && (refused.status === 401 || refused.status === 403)
  return (
    <EntryRoom
      title="What is your name?"
      lead="The others see it at your caret and beside what you write. Nothing else is asked for."
      aside={others}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          const called = name.trim()
          setMissing(called === '')
          if (called !== '') enter.mutate({ called, with: key })
        }}
      >
        <Field label="Name" error={missing ? 'Type a name, so that the others know who writes.' : null}>
          <Input
            value={name}
            onChange={event => setName(event.target.value)}
            autoComplete="name"
            maxLength={60}
            autoFocus
          />
        </Field>
        {refused && <ErrorNotice happened={refused.message} kept={wrongKey ? undefined : 'Your name is still here.'} />}
        <Button type="submit" variant="primary" pending={enter.isPending} className={styles.submit}>
          Enter the studio
        </Button>
      </form>
    </EntryRoom>
  )
}
