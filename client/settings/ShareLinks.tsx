import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { LINK_ROLES, type LinkRole } from '../../shared/core/access.ts'
import { madeShareLink, type ShareLinkRow } from '../../shared/core/api/people.ts'
import { shareLinksQuery } from '../api/people.ts'
import { api, sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Secret } from '../ui/Secret.tsx'
import { Select } from '../ui/Select.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './people.module.css'
import { ROLE_WORDS } from './roles.ts'

const LASTS = [
  { value: '1', label: 'One day' },
  { value: '7', label: 'A week' },
  { value: '30', label: 'A month' },
  { value: 'open', label: 'Until revoked' },
] as const
type Lasts = (typeof LASTS)[number]['value']

const nameOf = (link: ShareLinkRow): string => link.name || `Link for ${ROLE_WORDS[link.role].name.toLowerCase()}s`

function factsOf({ people, madeBy, createdAt, expiresAt, state }: ShareLinkRow): string {
  const opened = `${people} ${people === 1 ? 'person' : 'people'}`
  const end =
    expiresAt === null
      ? 'open until revoked'
      : `${state === 'expired' ? 'expired' : 'until'} ${new Date(expiresAt).toLocaleString()}`
  return [opened, `made ${relativeTime(createdAt)}${madeBy ? ` by ${madeBy}` : ''}`, end].join(' · ')
}

/** Links that open the project to whoever has them, and their end. */
export function ShareLinks({ projectId }: { projectId: string }) {
  const links = useQuery(shareLinksQuery(projectId))
  const queries = useQueryClient()
  const at = `/api/projects/${encodeURIComponent(projectId)}/links`
  const [role, setRole] = useState<LinkRole>('viewer')
  const [lasts, setLasts] = useState<Lasts>('7')
  const [name, setName] = useState('')
  const [ending, setEnding] = useState<ShareLinkRow | null>(null)
  const onSettled = () => queries.invalidateQueries({ queryKey: shareLinksQuery(projectId).queryKey })
  const make = useMutation({
    mutationFn: () => api.post(at, { role, name, days: lasts === 'open' ? null : Number(lasts) }, madeShareLink),
    onSuccess: () => setName(''),
    onSettled,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`${at}/${encodeURIComponent(id)}`),
    onSettled: (_answer, _error, id) => {
      if (make.data?.shareLink.id === id) make.reset()
      return onSettled()
    },
  })
  const error = revoke.error ?? links.error
  return (
    <>
      <form
        className={styles.addLink}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <Field label="What the link is for (optional)" error={make.error?.message}>
          <Input value={name} maxLength={100} autoComplete="off" onChange={event => setName(event.target.value)} />
        </Field>
        <Field label="Role">
          <Select
            value={role}
            onChange={setRole}
            options={LINK_ROLES.map(value => ({
              value,
              label: ROLE_WORDS[value].name,
              description: ROLE_WORDS[value].means,
            }))}
          />
        </Field>
        <Field label="Lasts">
          <Select value={lasts} onChange={setLasts} options={LASTS} />
        </Field>
        <Button type="submit" variant="primary" icon={<Link2 aria-hidden="true" />} pending={make.isPending}>
          Make a link
        </Button>
      </form>
      {make.data && (
        <Secret
          key={make.data.shareLink.id}
          label="Share link"
          value={make.data.link}
          hint="It is shown only now. Whoever has it and is signed in gets in, for as long as it lasts."
        />
      )}
      {error && <ErrorNotice happened="The links could not be read or changed." kept={sentenceOf(error)} />}
      {links.data?.length === 0 && <p className={styles.reason}>The project is not shared by any link.</p>}
      {links.data && links.data.length > 0 && (
        <ul className={styles.list} aria-label="Share links">
          {links.data.map(link => (
            <li key={link.id} className={styles.row}>
              <div>
                <p className={styles.name}>{nameOf(link)}</p>
                <p className={styles.email}>{factsOf(link)}</p>
              </div>
              <span />
              <span className={styles.role}>{ROLE_WORDS[link.role].name}</span>
              <Button
                variant="quiet"
                size="small"
                aria-label={`Revoke ${nameOf(link)}`}
                onClick={() => setEnding(link)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      {ending && (
        <ConfirmDialog
          open
          danger
          onOpenChange={open => !open && setEnding(null)}
          title={`Revoke “${nameOf(ending)}”?`}
          description="Whoever is in by this link alone loses access at once, also in open windows. What they wrote stays."
          confirm="Revoke"
          onConfirm={() => revoke.mutate(ending.id)}
        />
      )}
    </>
  )
}
