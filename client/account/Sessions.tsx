import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionRow } from '../../shared/core/api/people.ts'
import { sessionsQuery } from '../api/people.ts'
import { api, sentenceOf } from '../api/request.ts'
import styles from '../settings/people.module.css'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { relativeTime } from '../ui/time.ts'
import { browserName } from './browserName.ts'

const nameOf = ({ browser, address }: SessionRow): string =>
  address ? `${browserName(browser)}, ${address}` : browserName(browser)

/** Where the person is signed in, and how to end that. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (id: string | null) =>
      api.delete(`/api/account/sessions${id === null ? '' : `/${encodeURIComponent(id)}`}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['account'] }),
  })
  const error = end.error ?? sessions.error
  const others = sessions.data?.filter(({ current }) => !current).length ?? 0
  return (
    <section aria-labelledby="sessions" className={styles.part}>
      <h2 id="sessions" className={styles.heading}>
        Signed in
      </h2>
      {error && <ErrorNotice happened="The list could not be read or changed." kept={sentenceOf(error)} />}
      {sessions.data && (
        <ul className={styles.list} aria-label="Sessions">
          {sessions.data.map(session => (
            <li key={session.id} className={styles.row}>
              <div>
                <p className={styles.name}>{nameOf(session)}</p>
                <p className={styles.email}>Since {relativeTime(session.createdAt)}</p>
              </div>
              <span />
              <span>{session.current && <Badge tone="ok">This one</Badge>}</span>
              {session.current ? (
                <span />
              ) : (
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Sign out ${nameOf(session)}`}
                  onClick={() => end.mutate(session.id)}
                >
                  Sign out
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {others > 0 && (
        <div className={styles.actions}>
          <Button pending={end.isPending} onClick={() => end.mutate(null)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
    </section>
  )
}
