import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link2, Mail, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import type { Role } from '../../shared/core/access.ts'
import { madeInvitation } from '../../shared/core/api/people.ts'
import { invitationsQuery } from '../api/people.ts'
import { ApiError, api } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Secret } from '../ui/Secret.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useMemberMutations } from './memberMutations.ts'
import styles from './people.module.css'
import { aRole, givableRoles, ROLE_WORDS } from './roles.ts'

const address = z.email('Type the e-mail address of an account, such as ana@example.org.')

/** Adds somebody who has an account here, and invites who has none, by mail or by a link to pass on. */
export function AddMember({ projectId, myRole }: { projectId: string; myRole: Role }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [mistake, setMistake] = useState<string | null>(null)
  const { setRole: add } = useMemberMutations(projectId)
  const queries = useQueryClient()
  const toast = useToast()
  const invite = useMutation({
    mutationFn: (to: string | null) =>
      api.post(
        `/api/projects/${encodeURIComponent(projectId)}/invitations`,
        to === null ? { role } : { email: to, role },
        madeInvitation,
      ),
    onSuccess: ({ link, invitation }) => {
      add.reset()
      setEmail('')
      if (link === null) toast({ title: `An invitation is on its way to ${invitation.email}`, tone: 'ok' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(projectId).queryKey }),
  })
  const unknown = add.error instanceof ApiError && add.error.code === 'no-account'
  const made = invite.data
  return (
    <>
      <form
        className={styles.add}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          const parsed = address.safeParse(email.trim())
          setMistake(parsed.success ? null : (parsed.error.issues[0]?.message ?? null))
          if (!parsed.success || add.isPending) return
          invite.reset()
          add.mutate(
            { email: parsed.data, role },
            {
              onSuccess: () => {
                setEmail('')
                toast({ title: `${parsed.data} is now ${aRole(role)}`, tone: 'ok' })
              },
            },
          )
        }}
      >
        <Field label="Add somebody by e-mail" error={mistake ?? invite.error?.message ?? add.error?.message}>
          <Input
            type="email"
            value={email}
            autoComplete="off"
            onChange={event => {
              setEmail(event.target.value)
              setMistake(null)
              add.reset()
              invite.reset()
            }}
          />
        </Field>
        <Field label="Role">
          <Select
            value={role}
            onChange={setRole}
            options={givableRoles(myRole).map(value => ({
              value,
              label: ROLE_WORDS[value].name,
              description: ROLE_WORDS[value].means,
            }))}
          />
        </Field>
        <Button type="submit" variant="primary" icon={<UserPlus aria-hidden="true" />} pending={add.isPending}>
          Add
        </Button>
      </form>
      <div className={styles.actions}>
        {unknown && (
          <Button
            variant="primary"
            icon={<Mail aria-hidden="true" />}
            pending={invite.isPending}
            onClick={() => invite.mutate(email.trim())}
          >
            Invite {email.trim()}
          </Button>
        )}
        <Button icon={<Link2 aria-hidden="true" />} pending={invite.isPending} onClick={() => invite.mutate(null)}>
          Invite by link
        </Button>
      </div>
      {made?.link && (
        <Secret
          key={made.invitation.id}
          label={made.invitation.email ? `Invitation for ${made.invitation.email}` : 'Invitation'}
          value={made.link}
          hint={`${made.notMailed ?? 'Send it to one person.'} It is shown only now, works once, and makes whoever opens it ${aRole(made.invitation.role)}.`}
        />
      )}
    </>
  )
}
