import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Mail, MailX } from 'lucide-react'
import type { InvitationRow } from '../../shared/core/api/people.ts'
import { invitationsQuery } from '../api/people.ts'
import { api, sentenceOf } from '../api/request.ts'
import { Status } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './people.module.css'
import { ROLE_WORDS } from './roles.ts'

const nameOf = ({ email }: InvitationRow): string => email ?? 'An invitation by link'

/** Who was invited and has not come yet. */
export function PendingInvitations({ projectId }: { projectId: string }) {
  const invitations = useQuery(invitationsQuery(projectId))
  const queries = useQueryClient()
  const toast = useToast()
  const revoke = useMutation({
    mutationFn: (id: string) =>
      api.delete(`/api/projects/${encodeURIComponent(projectId)}/invitations/${encodeURIComponent(id)}`),
    onSettled: () => queries.invalidateQueries({ queryKey: invitationsQuery(projectId).queryKey }),
    onError: error => toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' }),
  })
  if (!invitations.data || invitations.data.length === 0) return null
  return (
    <section aria-labelledby="invitations" className={styles.part}>
      <h2 id="invitations" className={styles.heading}>
        Invited
      </h2>
      <ul className={styles.list} aria-label="Invitations">
        {invitations.data.map(invitation => (
          <li key={invitation.id} className={styles.row}>
            <div>
              <p className={styles.name}>{nameOf(invitation)}</p>
              <p className={styles.email}>
                {invitation.invitedBy && `Invited by ${invitation.invitedBy}, `}
                {relativeTime(invitation.createdAt)}
              </p>
            </div>
            {invitation.state === 'expired' ? (
              <Status tone="warn" icon={<MailX aria-hidden="true" />}>
                Expired
              </Status>
            ) : (
              <Status tone="neutral" icon={<Mail aria-hidden="true" />}>
                {invitation.mailed ? 'Mailed' : 'By link'}
              </Status>
            )}
            <span className={styles.role}>{ROLE_WORDS[invitation.role].name}</span>
            <Button
              variant="quiet"
              size="small"
              aria-label={`Take back: ${nameOf(invitation)}`}
              onClick={() => revoke.mutate(invitation.id)}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
