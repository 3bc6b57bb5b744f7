import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '../../shared/core/api/people.ts'
import { send } from '../api/request.ts'
import styles from '../settings/people.module.css'
import { Button } from '../ui/Button.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { useToast } from '../ui/Toast.tsx'

const EMPTY = { currentPassword: '', newPassword: '' }

export function PasswordForm() {
  const [form, setForm] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const toast = useToast()
  const change = useMutation({
    mutationFn: (body: typeof EMPTY) => send('POST', '/api/account/password', body),
    onSuccess: () => {
      setForm(EMPTY)
      setTried(false)
      toast({ title: 'Your password is changed', detail: 'You are signed out everywhere else.', tone: 'ok' })
      void queries.invalidateQueries({ queryKey: ['account'] })
    },
  })
  const checked = changePassword.safeParse(form)
  const mistake = (field: keyof typeof EMPTY): string | null =>
    tried && !checked.success ? (checked.error.issues.find(issue => issue.path[0] === field)?.message ?? null) : null
  const control = (field: keyof typeof EMPTY) => ({
    type: 'password',
    value: form[field],
    onChange: (event: { target: { value: string } }) => {
      setForm({ ...form, [field]: event.target.value })
      change.reset()
    },
  })
  return (
    <section aria-labelledby="password" className={styles.part}>
      <h2 id="password" className={styles.heading}>
        Password
      </h2>
      <form
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          setTried(true)
          if (checked.success && !change.isPending) change.mutate(checked.data)
        }}
      >
        <Field label="Present password" error={mistake('currentPassword') ?? change.error?.message}>
          <Input {...control('currentPassword')} autoComplete="current-password" />
        </Field>
        <Field label="New password" hint="At least 8 characters." error={mistake('newPassword')}>
          <Input {...control('newPassword')} autoComplete="new-password" />
        </Field>
        <Button type="submit" pending={change.isPending}>
          Change the password
        </Button>
      </form>
    </section>
  )
}
