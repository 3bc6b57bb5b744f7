import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import type { Role } from '../../shared/core/access.ts'
import { Button } from '../ui/Button.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useMemberMutations } from './memberMutations.ts'
import styles from './people.module.css'
import { aRole, givableRoles, ROLE_WORDS } from './roles.ts'

const address = z.email('Type the e-mail address of an account, such as ana@example.org.')

/** Adds somebody who has an account here. */
export function AddMember({ projectId, myRole }: { projectId: string; myRole: Role }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [mistake, setMistake] = useState<string | null>(null)
  const { setRole: add } = useMemberMutations(projectId)
  const toast = useToast()
  return (
    <form
      className={styles.add}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        const parsed = address.safeParse(email.trim())
        setMistake(parsed.success ? null : (parsed.error.issues[0]?.message ?? null))
        if (!parsed.success || add.isPending) return
        add.mutate(
          { email: parsed.data, role },
          {
            onSuccess: () => {
              setEmail('')
              toast({
                title: `${parsed.data} is now ${aRole(role)}`,
                tone: 'ok',
              })
            },
          },
        )
      }}
    >
      <Field label="Add somebody by e-mail" error={mistake ?? add.error?.message}>
        <Input
          type="email"
          value={email}
          autoComplete="off"
          onChange={event => {
            setEmail(event.target.value)
            setMistake(null)
            add.reset()
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
  )
}
