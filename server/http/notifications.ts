import { Hono } from 'hono'
import { type NotificationList, type NotificationRow, readNotifications } from '../../shared/core/api/notifications.ts'
import { CHANNEL, notify } from '../../shared/node/database.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** Entries of the list: what is older is history. */
const MOST = 50

/** /api/notifications: one's own, of projects that one may read now. */
export function notificationRoutes({ sql }: Pick<Platform, 'sql'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/', async c => {
    const me = c.var.person.id
    const rows = await sql<(Omit<NotificationRow, 'createdAt'> & { createdAt: Date; unread: number })[]>`
      select n.id, n.project_id as "projectId", p.name as "projectName", t.timeline_id as "timelineId", t.id as "targetDocumentId",
        t.kind as "targetKind", t.scene_id as "sceneId", n.thread_id as "threadId", n.excerpt, n.created_at as "createdAt",
        n.read_at is not null as read,
        case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as actor,
        (count(*) filter (where n.read_at is null) over ())::int as unread
      from notifications n
      join project_roles r on r.project_id = n.project_id and r.user_id = n.user_id
      join projects p on p.id = n.project_id
      join documents d on d.id = n.document_id
      join documents t on t.id = d.target_document_id
      join timelines l on l.id = t.timeline_id and l.deleted_at is null
      left join "user" u on u.id = n.actor_id
      where n.user_id = ${me}
      order by n.created_at desc, n.id limit ${MOST}`
    const notifications = rows.map(({ unread: _, ...row }) => ({ ...row, createdAt: row.createdAt.toISOString() }))
    return c.json({ unread: rows[0]?.unread ?? 0, notifications } satisfies NotificationList)
  })

  routes.post('/read', async c => {
    const me = c.var.person.id
    const { ids } = await bodyAs(c, readNotifications)
    const changed = await sql<{ projectId: string }[]>`
      update notifications set read_at = now()
      where user_id = ${me} and read_at is null ${ids ? sql`and id = any(${ids})` : sql``}
      returning project_id as "projectId"`
    const [{ projectId } = {}] = changed
    // the bells of one's other tabs
    if (projectId !== undefined)
      await notify(sql, CHANNEL.projectEvent, { projectId, type: 'notifications', userId: me })
    return c.body(null, 204)
  })

  return routes
}
