import type { DirectorMessage, DirectorThread } from '../../shared/core/api/director.ts'
import type { Query } from '../../shared/node/database.ts'

/** Messages that are read at once. */
const PAGE = 100
/** Seconds after which an act that somebody confirmed and nobody finished (the server was stopped) waits again. */
export const ABANDONED = 30

interface Row extends Omit<DirectorMessage, 'at' | 'author'> {
  name: string | null
  userId: string | null
  at: Date
}

const jobOf = (sql: Query, alias: 'j' | 'r') => {
  const of = (column: string) => sql(`${alias}.${column}`)
  return sql`
    case when ${of('id')} is null then null else jsonb_build_object('id', ${of('id')}, 'agent', ${of('agent')},
      'state', ${of('state')}, 'error', ${of('error')}, 'creditsActual', ${of('credits_actual')}) end`
}

const select = (sql: Query) => sql`
  select m.id, m.place, jsonb_build_object('id', t.id, 'name', t.name) as timeline, m.name, m.user_id as "userId", m.body, m.created_at as at, m.answers, m.act, m.outcome,
    case when m.state = 'acting' and m.decided_at < now() - make_interval(secs => ${ABANDONED}) then 'waiting'
      else m.state end as state,
    m.decided_by_name as "decidedBy",
    ${jobOf(sql, 'j')} as job, ${jobOf(sql, 'r')} as reading
  from director_messages m join timelines t on t.id = m.timeline_id left join jobs j on j.id = m.job_id left join jobs r on r.id = m.reading_job_id`

const toMessage = ({ name, userId, at, ...row }: Row): DirectorMessage => ({
  ...row,
  author: name === null ? null : { id: userId, name },
  at: at.toISOString(),
})

/** A page of the thread of a project: the newest messages, or those before the place `before`; oldest first. */
export async function readThread(sql: Query, projectId: string, before: number | null): Promise<DirectorThread> {
  const rows = await sql<Row[]>`
    ${select(sql)} where m.project_id = ${projectId} ${before === null ? sql`` : sql`and m.place < ${before}`}
    order by m.place desc limit ${PAGE + 1}`
  return { messages: rows.slice(0, PAGE).map(toMessage).reverse(), hasEarlier: rows.length > PAGE }
}

/** One message of a project; null when it has none such. */
export async function readMessage(sql: Query, projectId: string, id: string): Promise<DirectorMessage | null> {
  const [row] = await sql<Row[]>`${select(sql)} where m.project_id = ${projectId} and m.id = ${id}`
  return row ? toMessage(row) : null
}

/** Acts on a timeline that wait for somebody to confirm them, newest first. */
export async function waitingActs(sql: Query, timelineId: string): Promise<DirectorMessage[]> {
  const rows = await sql<Row[]>`
    ${select(sql)} where m.timeline_id = ${timelineId} and m.state = 'waiting' order by m.place desc`
  return rows.map(toMessage)
}
