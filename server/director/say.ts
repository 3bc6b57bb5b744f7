import { may, type Role } from '../../shared/core/access.ts'
import type { SayToDirector } from '../../shared/core/api/director.ts'
import { type DirectorAct, needsWhy, sentenceOf } from '../../shared/core/director/acts.ts'
import { MESSAGES_PER_MINUTE } from '../../shared/core/director/limits.ts'
import { problemOf } from '../../shared/core/director/problem.ts'
import type { Situation } from '../../shared/core/director/situation.ts'
import { type Understanding, understand } from '../../shared/core/director/understand.ts'
import { WHY_LENGTH } from '../../shared/core/stages/why.ts'
import { storable } from '../../shared/core/text/storable.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { announceThread, directorSays, holdThread, loadSituation, propose } from '../../shared/node/directorThread.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { notFound, TooMany } from '../http/errors.ts'
import { waitingActs } from './thread.ts'

export interface Speaker {
  id: string
  name: string
  role: Role
}

/** What is still to be done when a message stands in the thread. */
export type Next = { kind: 'confirm'; messageId: string } | { kind: 'read' } | null

/**
 * Puts a message into the thread, and with it what the director makes of it by rules: an answer, or an act that waits for
 * somebody to confirm it. Said once, however often it is sent. Throws {@link TooMany}.
 */
export async function say(sql: Sql, place: Place, by: Speaker, message: SayToDirector): Promise<Next> {
  const { projectId, timelineId } = place
  const situation = await loadSituation(sql, place)
  if (!situation) throw notFound()
  return sql.begin(async tx => {
    await holdThread(tx, projectId)
    await refuseTooMany(tx, by.id)
    const { count } = await tx`
      insert into director_messages (id, project_id, timeline_id, user_id, name, body)
      values (${message.id}, ${projectId}, ${timelineId}, ${by.id}, ${by.name}, ${storable(message.body)})
      on conflict (id) do nothing`
    // sent again, it is said once; and answered, where the server was stopped before it was
    if (count === 0 && (await isAnswered(tx, message.id, by.id))) return null
    await announceThread(tx, projectId)
    return message.to === 'people' ? null : answer(tx, situation, by, message)
  })
}

/** Has the director answered? What somebody else said is not answered again for whoever sends its id. */
async function isAnswered(tx: Query, messageId: string, userId: string): Promise<boolean> {
  const [row] = await tx<{ answered: boolean }[]>`
    select exists (select from director_messages where answers = ${messageId}) as answered
    from director_messages where id = ${messageId} and user_id = ${userId}`
  return row?.answered ?? true
}

async function refuseTooMany(tx: Query, userId: string): Promise<void> {
  const [row] = await tx<{ sent: number; wait: number }[]>`
    select count(*)::int as sent, ceil(extract(epoch from min(created_at) + interval '1 minute' - now()))::int as wait
    from director_messages where user_id = ${userId} and created_at > now() - interval '1 minute'`
  if (!row || row.sent < MESSAGES_PER_MINUTE) return
  throw new TooMany(
    `You can send ${MESSAGES_PER_MINUTE} messages a minute. This one was not sent; try again in ${row.wait} s.`,
    row.wait,
  )
}

async function answer(tx: Query, situation: Situation & Place, by: Speaker, message: SayToDirector): Promise<Next> {
  const waiting = await waitingActs(tx, situation.timelineId)
  const mayAct = may(by.role, 'director.confirm')
  const understood = afterWhy(understand(message.body, situation, waiting.length), message.body, waiting[0]?.act)
  const reply = (body: string) => directorSays(tx, situation, { body, answers: message.id })
  switch (understood.kind) {
    case 'talk':
      return null
    case 'say':
      await reply(understood.words)
      return null
    case 'unclear':
      return mayAct ? { kind: 'read' } : null
    case 'confirm':
    case 'dismiss': {
      const [newest] = waiting
      if (!newest) return null
      if (!mayAct) {
        await reply('An editor has to say that: only editors can make me act.')
        return null
      }
      if (waiting.length > 1) {
        await reply(`${waiting.length} things wait. Press the button of the one that you mean.`)
        return null
      }
      if (understood.kind === 'confirm') return { kind: 'confirm', messageId: newest.id }
      await dismiss(tx, situation.projectId, newest.id, by)
      return null
    }
    case 'act': {
      const { act } = understood
      const problem = problemOf(act, situation)
      if (problem !== null) await reply(problem)
      else if (!mayAct)
        await reply(`I understood: ${sentenceOf(act)} Only editors can make me act; one of them can say the same.`)
      else await propose(tx, situation, act, message.id)
      return null
    }
  }
}

/** While a reason is asked for, free words are the reason. */
function afterWhy(understood: Understanding, words: string, asked: DirectorAct | null | undefined): Understanding {
  if (understood.kind !== 'unclear' || !asked || !needsWhy(asked) || asked.kind !== 'write') return understood
  if (words.trim().length < WHY_LENGTH.least) return understood
  return { kind: 'act', act: { ...asked, why: words.trim() } }
}

/** Leaves an act that waits. False: it did not wait any more. */
export async function dismiss(
  sql: Query,
  projectId: string,
  messageId: string,
  by: { id: string; name: string },
): Promise<boolean> {
  const { count } = await sql`
    update director_messages
    set state = 'dismissed', decided_by = ${by.id}, decided_by_name = ${by.name}, decided_at = now()
    where project_id = ${projectId} and id = ${messageId} and state = 'waiting'`
  if (count > 0) await announceThread(sql, projectId)
  return count > 0
}
