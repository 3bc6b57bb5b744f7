import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { enteredProject, type LinkTarget, linkTarget } from '../../shared/core/api/people.ts'
import { sessionQuery } from '../api/hooks.ts'
import { api } from '../api/request.ts'
import { aRole } from '../settings/roles.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { EntryRoom } from './EntryRoom.tsx'
import styles from './entry.module.css'
import { useSecret } from './secret.ts'

const WORDS = {
  invite: {
    path: '/api/invitations',
    title: ({ projectName }: LinkTarget) => `Join “${projectName}”`,
    lead: ({ from, role }: LinkTarget) => `${from ?? 'Somebody'} invites you as ${aRole(role)}.`,
    enter: 'Accept the invitation',
  },
  share: {
    path: '/api/links',
    title: ({ projectName }: LinkTarget) => `Open “${projectName}”`,
    lead: ({ from, role }: LinkTarget) => `${from ?? 'Somebody'} shares it. You come in as ${aRole(role)}.`,
    enter: 'Open the project',
  },
} as const

/** Where an invitation or a share link leads: what it is to, signing in where needed, and in. */
function LinkPage({ kind }: { kind: keyof typeof WORDS }) {
  const words = WORDS[kind]
  const next = `/${kind}`
  const { secret, forget } = useSecret(kind)
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const router = useRouter()
  const target = useQuery({
    queryKey: ['link', kind, secret],
    queryFn: () => api.post(`${words.path}/look`, { secret }, linkTarget),
    enabled: secret !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const enter = useMutation({
    mutationFn: () => api.post(`${words.path}/enter`, { secret }, enteredProject),
    onSuccess: async ({ projectId }) => {
      forget()
      await queries.invalidateQueries({ queryKey: ['projects'] })
      await router.navigate({ to: '/p/$projectId/script', params: { projectId }, replace: true })
    },
  })
  const home = <Link to="/">All projects</Link>
  if (secret === '')
    return (
      <EntryRoom title="This address has no key" aside={home}>
        <ErrorNotice happened="The link is not whole." todo="Open it once more as it was given to you." />
      </EntryRoom>
    )
  if (target.error)
    return (
      <EntryRoom title="This link leads nowhere" aside={home}>
        <ErrorNotice happened={target.error.message} />
      </EntryRoom>
    )
  if (!target.data || !session.data) return <PagePending />
  const { user } = session.data
  return (
    <EntryRoom title={words.title(target.data)} lead={words.lead(target.data)}>
      {user ? (
        <div className={styles.form}>
          {enter.error && <ErrorNotice happened={enter.error.message} />}
          <Button variant="primary" pending={enter.isPending} className={styles.submit} onClick={() => enter.mutate()}>
            {words.enter}
          </Button>
          <p className={styles.aside}>You are signed in as {user.name}.</p>
        </div>
      ) : (
        <p>
          <Link to="/sign-up" search={{ next }}>
            Make an account
          </Link>{' '}
          or{' '}
          <Link to="/sign-in" search={{ next }}>
            sign in
          </Link>{' '}
          to go on.
        </p>
      )}
    </EntryRoom>
  )
}

export const InvitePage = () => <LinkPage kind="invite" />
export const SharePage = () => <LinkPage kind="share" />
