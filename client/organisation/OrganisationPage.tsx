import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { may, type Role, rankOf } from '../../shared/core/access.ts'
import { type OrganisationRow, organisationRow } from '../../shared/core/api/people.ts'
import { useMe } from '../api/hooks.ts'
import { organisationMembersQuery, organisationsQuery } from '../api/people.ts'
import { anything, api, sentenceOf } from '../api/request.ts'
import { AccountMenu } from '../entry/AccountMenu.tsx'
import { AuditLog } from '../settings/AuditLog.tsx'
import { MemberName } from '../settings/MemberName.tsx'
import styles from '../settings/people.module.css'
import { aRole, givableRoles, ROLE_WORDS } from '../settings/roles.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Select } from '../ui/Select.tsx'
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx'
import { useToast } from '../ui/Toast.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { DeleteOrganisation } from './DeleteOrganisation.tsx'

/** Who is in an organisation, as what, and its name. */
export default function OrganisationPage() {
  const { organisationId } = useParams({ from: '/signed-in/o/$organisationId' })
  const organisations = useQuery(organisationsQuery)
  const found = organisations.data?.find(({ id }) => id === organisationId)
  useEffect(() => {
    document.title = `${found?.name ?? 'Organisation'} · Aiuteur`
  }, [found?.name])
  return (
    <div className={styles.whole}>
      <TopBar
        end={
          <>
            <ThemeSwitch />
            <AccountMenu />
          </>
        }
      />
      <main className={styles.page}>
        <div className={styles.content}>
          {found ? (
            <Organisation organisation={found} />
          ) : organisations.isPending ? (
            <PagePending />
          ) : (
            <ErrorNotice
              happened="There is no organisation here for you."
              todo={organisations.error ? sentenceOf(organisations.error) : <Link to="/">All projects</Link>}
            />
          )}
        </div>
      </main>
    </div>
  )
}

const optionsFor = (mine: Role) =>
  givableRoles(mine).map(value => ({ value, label: ROLE_WORDS[value].name, description: ROLE_WORDS[value].means }))

function Organisation({ organisation }: { organisation: OrganisationRow }) {
  const { id, role: mine } = organisation
  const at = `/api/organisations/${encodeURIComponent(id)}`
  const me = useMe()
  const members = useQuery(organisationMembersQuery(id))
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const [name, setName] = useState(organisation.name)
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const onSettled = () => queries.invalidateQueries({ queryKey: organisationsQuery.queryKey })
  const refused = (error: Error): void =>
    toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' })
  const rename = useMutation({ mutationFn: () => api.patch(at, { name }, organisationRow), onSettled })
  const add = useMutation({
    mutationFn: (body: { email?: string; userId?: string; role: Role }) => api.post(`${at}/members`, body, anything),
    onSuccess: () => setEmail(''),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: (userId: string) => api.delete(`${at}/members/${encodeURIComponent(userId)}`),
    onSuccess: (_answer, userId) => {
      if (userId === me.id) void navigate({ to: '/' })
    },
    onError: refused,
    onSettled,
  })
  const mayChange = may(mine, 'organisation.members')
  return (
    <>
      <h1 className={styles.title}>{organisation.name}</h1>
      <p className={styles.reason}>
        You are {aRole(mine)} here. Everybody in the organisation has their role in all of its projects.
      </p>
      {may(mine, 'organisation.rename') && (
        <form
          className={styles.addKey}
          noValidate
          onSubmit={event => {
            event.preventDefault()
            rename.mutate()
          }}
        >
          <Field label="Name" error={rename.error?.message}>
            <Input value={name} maxLength={200} onChange={event => setName(event.target.value)} />
          </Field>
          <Button type="submit" pending={rename.isPending}>
            Rename
          </Button>
        </form>
      )}
      {mayChange && (
        <form
          className={styles.add}
          noValidate
          onSubmit={event => {
            event.preventDefault()
            if (!add.isPending) add.mutate({ email: email.trim(), role })
          }}
        >
          <Field label="Add somebody by e-mail" error={add.error?.message}>
            <Input
              type="email"
              value={email}
              autoComplete="off"
              onChange={event => {
                setEmail(event.target.value)
                add.reset()
              }}
            />
          </Field>
          <Field label="Role">
            <Select value={role} onChange={setRole} options={optionsFor(mine)} />
          </Field>
          <Button type="submit" variant="primary" icon={<UserPlus aria-hidden="true" />} pending={add.isPending}>
            Add
          </Button>
        </form>
      )}
      {members.error && <ErrorNotice happened="The list could not be read." kept={sentenceOf(members.error)} />}
      {members.data && (
        <ul className={styles.list} aria-label="Members">
          {members.data.map(member => {
            const own = member.userId === me.id
            const above = rankOf(member.role) > rankOf(mine)
            return (
              <li key={member.userId} className={styles.member}>
                <Avatar of={{ id: member.userId, name: member.name }} decorative />
                <div>
                  <MemberName member={member} me={own} />
                  {member.email && <p className={styles.email}>{member.email}</p>}
                </div>
                {mayChange && !above ? (
                  <Select
                    size="small"
                    aria-label={`Role of ${member.name}`}
                    value={member.role}
                    onChange={chosen => add.mutate({ userId: member.userId, role: chosen }, { onError: refused })}
                    options={optionsFor(mine)}
                  />
                ) : (
                  <span className={styles.role}>{ROLE_WORDS[member.role].name}</span>
                )}
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={own ? 'Leave the organisation' : `Remove ${member.name}`}
                  disabledReason={own || (mayChange && !above) ? null : 'Only owners and admins can remove people.'}
                  onClick={() => remove.mutate(member.userId)}
                >
                  {own ? 'Leave' : 'Remove'}
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      {may(mine, 'audit.read') && (
        <section aria-labelledby="log" className={styles.part}>
          <h2 id="log" className={styles.heading}>
            Changes of rights
          </h2>
          <AuditLog of={{ kind: 'organisation', id }} />
        </section>
      )}
      {may(mine, 'organisation.delete') && <DeleteOrganisation organisation={organisation} />}
    </>
  )
}
