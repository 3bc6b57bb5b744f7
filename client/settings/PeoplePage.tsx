import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { may, type Role, rankOf } from '../../shared/core/access.ts'
import type { MemberRow } from '../../shared/core/api/schemas.ts'
import { useMembers } from '../api/hooks.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Select } from '../ui/Select.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useToast } from '../ui/Toast.tsx'
import { AddMember } from './AddMember.tsx'
import { AuditLog } from './AuditLog.tsx'
import { HandOver } from './HandOver.tsx'
import { MemberName } from './MemberName.tsx'
import { useMemberMutations } from './memberMutations.ts'
import { PendingInvitations } from './PendingInvitations.tsx'
import styles from './people.module.css'
import { aRole, givableRoles, ROLE_WORDS } from './roles.ts'
import { ShareLinks } from './ShareLinks.tsx'

/** Who works on the project, and as what. */
export default function PeoplePage() {
  const { project, user, role } = useProjectContext()
  const members = useMembers(project.id)
  const { setRole, remove } = useMemberMutations(project.id)
  const [leaving, setLeaving] = useState<MemberRow | null>(null)
  const toast = useToast()
  const navigate = useNavigate()
  const mayChange = may(role, 'members.write')

  useEffect(() => {
    document.title = `People · ${project.name} · Aiuteur`
  }, [project.name])

  const refused = (error: Error): void =>
    toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' })
  const takeAway = ({ userId, name }: MemberRow): void =>
    remove.mutate(userId, {
      onSuccess: () => {
        if (userId === user.id) void navigate({ to: '/' })
        else toast({ title: `${name} no longer has access` })
      },
      onError: refused,
    })

  const successors = (members.data ?? []).filter(
    member => member.through === 'member' && member.role !== 'owner' && member.userId !== user.id && !member.suspended,
  )
  const list = (
    <>
      {mayChange ? (
        <AddMember projectId={project.id} myRole={role} />
      ) : (
        <p className={styles.reason}>You are {aRole(role)} here. The owner and admins add people and change roles.</p>
      )}
      {members.isPending && <PagePending />}
      {!members.data && <ReadFailure query={members} what="The list of people could not be read." />}
      {members.data && (
        <ul className={styles.list} aria-label="Members">
          {members.data.map(member => (
            <Member
              key={member.userId}
              member={member}
              me={member.userId === user.id}
              myRole={role}
              onRole={chosen => setRole.mutate({ userId: member.userId, role: chosen }, { onError: refused })}
              onRemove={() => setLeaving(member)}
            />
          ))}
        </ul>
      )}
      {mayChange && <PendingInvitations projectId={project.id} />}
      {may(role, 'project.transfer') && <HandOver projectId={project.id} members={successors} />}
    </>
  )

  return (
    <main className={styles.page}>
      <div className={styles.content}>
        <h1 className={styles.title}>People</h1>
        {mayChange ? (
          <Tabs
            label="People and rights"
            tabs={[
              { name: 'Members', content: list },
              { name: 'Share links', content: <ShareLinks projectId={project.id} /> },
              { name: 'Changes of rights', content: <AuditLog of={{ kind: 'project', id: project.id }} /> },
            ]}
          />
        ) : (
          list
        )}
      </div>
      {leaving && (
        <ConfirmDialog
          open
          danger
          onOpenChange={open => !open && setLeaving(null)}
          title={leaving.userId === user.id ? `Leave “${project.name}”?` : `Remove ${leaving.name}?`}
          description={
            leaving.userId === user.id
              ? 'You lose access at once. What you wrote stays in the project.'
              : `${leaving.name} loses access at once, also in open windows. What they wrote stays in the project.${leaving.through === 'link' ? ' They came by a share link and can open it again: revoke it to keep them out.' : ''}`
          }
          confirm={leaving.userId === user.id ? 'Leave' : `Remove ${leaving.name}`}
          onConfirm={() => takeAway(leaving)}
        />
      )}
    </main>
  )
}

const THROUGH: Record<MemberRow['through'], string> = {
  member: '',
  organisation: 'through the organisation',
  link: 'by share link',
}

interface MemberProps {
  member: MemberRow
  me: boolean
  myRole: Role
  onRole: (role: Role) => void
  onRemove: () => void
}

function Member({ member, me, myRole, onRole, onRemove }: MemberProps) {
  const mayChange = may(myRole, 'members.write')
  const above = rankOf(member.role) > rankOf(myRole)
  const stopped = me
    ? null
    : !mayChange
      ? 'Only the owner and admins can remove people.'
      : above
        ? `${ROLE_WORDS[member.role].name} is above your role.`
        : member.through === 'organisation'
          ? 'This access comes from the organisation of the project. Change it there.'
          : null
  return (
    <li className={styles.member}>
      <Avatar of={{ id: member.userId, name: member.name }} decorative />
      <div>
        <MemberName member={member} me={me} />
        {(member.email || THROUGH[member.through]) && (
          <p className={styles.email}>{[member.email, THROUGH[member.through]].filter(Boolean).join(' · ')}</p>
        )}
      </div>
      {mayChange && !above ? (
        <Select
          size="small"
          aria-label={`Role of ${member.name}`}
          value={member.role}
          onChange={onRole}
          options={givableRoles(myRole).map(value => ({
            value,
            label: ROLE_WORDS[value].name,
            description: ROLE_WORDS[value].means,
          }))}
        />
      ) : (
        <span className={styles.role}>{ROLE_WORDS[member.role].name}</span>
      )}
      <Button
        variant="quiet"
        size="small"
        aria-label={me ? 'Leave the project' : `Remove ${member.name}`}
        disabledReason={stopped}
        onClick={onRemove}
      >
        {me ? 'Leave' : 'Remove'}
      </Button>
    </li>
  )
}
