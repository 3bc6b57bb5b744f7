import type { Situation } from '../../shared/core/director/situation.ts'
import type { Query } from '../../shared/node/database.ts'
import { loadSituation } from '../../shared/node/directorThread.ts'

/** Something that was said in the thread with the director. */
export interface Said {
  name: string
  body: string
}

/** What the director knows when it reads a message. */
export interface Thread {
  situation: Situation
  /** What was said before it, oldest first. */
  said: readonly Said[]
}

/** Messages before the one that is read. */
const BEFORE = 8

/** The thread of a project up to a message, and how the timeline that it was said in stands. Null when the message is gone. */
export async function loadThread(sql: Query, projectId: string, messageId: string): Promise<Thread | null> {
  const [message] = await sql<{ place: number; timelineId: string }[]>`
    select place, timeline_id as "timelineId" from director_messages
    where id = ${messageId} and project_id = ${projectId}`
  const situation = message && (await loadSituation(sql, { projectId, timelineId: message.timelineId }))
  if (!situation) return null
  const said = await sql<Said[]>`
    select coalesce(name, 'Director') as name, body from director_messages
    where project_id = ${projectId} and place < ${message.place} order by place desc limit ${BEFORE}`
  return { situation, said: said.toReversed() }
}
