import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell as BellIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { NotificationRow } from '../../shared/core/api/notifications.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './Bell.module.css'
import { markRead, notificationsQuery } from './queries.ts'

/** Where somebody mentioned the reader, in all of their projects. */
export function Bell() {
  const list = useQuery(notificationsQuery).data
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const read = useMutation({
    mutationFn: markRead,
    onSettled: () => queries.invalidateQueries({ queryKey: notificationsQuery.queryKey }),
  })
  const unread = list?.unread ?? 0
  const before = useRef<number | null>(null)
  useEffect(() => {
    if (list === undefined) return
    if (before.current !== null && unread > before.current) announce('Somebody mentioned you in a comment.')
    before.current = unread
  }, [list, unread])
  const rows = list?.notifications ?? []
  return (
    <Popover
      label="Notifications"
      wide
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          variant="quiet"
          className={styles.bell}
          data-unread={unread > 0 || undefined}
          aria-label={unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'}
          icon={<BellIcon aria-hidden="true" />}
        >
          {unread > 0 && <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
        </Button>
      }
    >
      <div className={styles.head}>
        <h2>Notifications</h2>
        {unread > 0 && (
          <Button size="small" variant="quiet" pending={read.isPending} onClick={() => read.mutate(undefined)}>
            Mark all as read
          </Button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className={styles.nothing}>Nobody has mentioned you yet. In a comment, @ and a name rings here.</p>
      ) : (
        <ul className={styles.list}>
          {rows.map(row => (
            <li key={row.id}>
              <ToThread
                row={row}
                onFollow={() => {
                  setOpen(false)
                  if (!row.read) read.mutate([row.id])
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}

/** The way to the thread. */
function ToThread({ row, onFollow }: { row: NotificationRow; onFollow: () => void }) {
  const words = (
    <>
      <span className={styles.who}>
        {!row.read && <span className="sr-only">Unread: </span>}
        {row.actor?.name ?? 'Somebody who left'} mentioned you in {row.projectName}
      </span>
      <span className={styles.excerpt}>{row.excerpt}</span>
      <time className={styles.when} dateTime={row.createdAt}>
        {relativeTime(row.createdAt)}
      </time>
    </>
  )
  const common = {
    className: styles.row,
    'data-unread': row.read ? undefined : true,
    hash: `comment=${encodeURIComponent(row.threadId)}`,
    // the words that it is about stand on that timeline alone
    search: { timeline: row.timelineId },
    onClick: onFollow,
  }
  const { targetKind: kind } = row
  const page = kind === 'treatment' || kind === 'beats' ? kind : 'script'
  return row.sceneId === null ? (
    <Link to={`/p/$projectId/${page}`} params={{ projectId: row.projectId }} {...common}>
      {words}
    </Link>
  ) : (
    <Link to="/p/$projectId/scenes/$sceneId" params={{ projectId: row.projectId, sceneId: row.sceneId }} {...common}>
      {words}
    </Link>
  )
}
