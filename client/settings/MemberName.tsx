import { UserX } from 'lucide-react'
import type { MemberRow } from '../../shared/core/api/schemas.ts'
import { Badge } from '../ui/Badge.tsx'
import styles from './people.module.css'

/** The name of somebody in a list of members, and that the account is suspended when it is. */
export function MemberName({ member, me }: { member: MemberRow; me: boolean }) {
  return (
    <p className={styles.called}>
      <span className={styles.name}>
        {member.name}
        {me && ' (you)'}
      </span>
      {member.suspended && (
        <Badge tone="warn" icon={<UserX aria-hidden="true" />}>
          Suspended
        </Badge>
      )}
    </p>
  )
}
