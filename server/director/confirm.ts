import type { ConfirmAct, DirectorMessage } from '../../shared/core/api/director.ts'
import { type DirectorAct, needsWhy, requestOf, sentenceOf } from '../../shared/core/director/acts.ts'
import { stageNamed } from '../../shared/core/stages/stages.ts'
import { whyProblem } from '../../shared/core/stages/why.ts'
import { storable, storableJson } from '../../shared/core/text/storable.ts'
import { enqueueAgentJob } from '../../shared/node/agentJobs.ts'
import type { Query } from '../../shared/node/database.ts'
import { announceThread } from '../../shared/node/directorThread.ts'
import { findPlace, type Place } from '../../shared/node/timelines.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { approve, reopen } from '../stages/stages.ts'
import { ABANDONED, readMessage } from './thread.ts'

type Deps = Pick<Platform, 'sql' | 'boss' | 'config' | 'sync'>

export interface Confirmer {
  id: string
  name: string
}

interface Confirmed {
  /** Where it was said. */
  place: Place
  messageId: string
  act: DirectorAct
  by: Confirmer
  /** The words that the act was understood from: an approval keeps them with its commit. */
  said: string
  proceed: boolean
}

/**
 * Does what the director understood, in the name of who confirms it. Whoever confirms the same a moment later gets what the
 * first one began: one row is claimed, once. Throws {@link ApiError} 'why-needed', and 404 where there is nothing to confirm.
 */
export async function confirm(
  deps: Deps,
  projectId: string,
  messageId: string,
  by: Confirmer,
  { why, proceed }: ConfirmAct,
): Promise<DirectorMessage> {
  const message = await readMessage(deps.sql, projectId, messageId)
  if (!message?.act) throw notFound()
  const act = withWhy(message.act, why)
  if (message.state === 'waiting' && needsWhy(act))
    throw new ApiError(400, 'why-needed', whyProblem(why ?? '') ?? 'Say why, and what should be different.')
  const place = await findPlace(deps.sql, projectId, message.timeline.id)
  if (!place)
    throw new ApiError(
      409,
      'timeline-gone',
      `This is about “${message.timeline.name}”, which was deleted. Nothing was done; an admin can bring it back from the version history.`,
    )
  if (await claim(deps.sql, projectId, messageId, act, by)) {
    const said = message.answers === null ? null : await readMessage(deps.sql, projectId, message.answers)
    await perform(deps, { place, messageId, act, by, said: said?.body ?? message.body, proceed })
  }
  return (await readMessage(deps.sql, projectId, messageId)) ?? message
}

function withWhy(act: DirectorAct, why = ''): DirectorAct {
  if (!needsWhy(act) || act.kind !== 'write') return act
  const problem = whyProblem(why)
  if (problem !== null) return act
  return { ...act, why }
}

/** Who comes first acts. What was claimed and never finished, since the server was stopped, can be claimed again. */
async function claim(sql: Query, projectId: string, id: string, act: DirectorAct, by: Confirmer): Promise<boolean> {
  const { count } = await sql`
    update director_messages
    set state = 'acting', act = ${sql.json(storableJson(act))}, body = ${storable(sentenceOf(act))}, decided_by = ${by.id}, decided_by_name = ${by.name},
      decided_at = now()
    where id = ${id} and project_id = ${projectId} and (state = 'waiting'
      or (state = 'acting' and decided_at < now() - make_interval(secs => ${ABANDONED})))`
  if (count > 0) await announceThread(sql, projectId)
  return count > 0
}

/** A refusal that says in a sentence why something was not done. */
const isRefusal = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && 'status' in error

async function perform(deps: Deps, confirmed: Confirmed): Promise<void> {
  try {
    await act(deps, confirmed)
  } catch (error) {
    const { messageId, place } = confirmed
    const { projectId } = place
    if (!isRefusal(error)) {
      // nobody foresaw it: it waits again, and may be tried again
      await settle(deps.sql, projectId, messageId, 'waiting', null)
      throw error
    }
    await settle(deps.sql, projectId, messageId, 'refused', error.message)
  }
}

async function act(deps: Deps, { place, messageId, act, by, said, proceed }: Confirmed): Promise<void> {
  const done = (sql: Query, outcome: string | null, jobId: string | null = null) =>
    settle(sql, place.projectId, messageId, 'done', outcome, jobId)
  if (act.kind === 'reopen') {
    await reopen(deps, place, stageOfAct(act.stage), by)
    return done(deps.sql, null)
  }
  if (act.kind === 'approve') await approve(deps, place, stageOfAct(act.stage), by, said)
  const asked = act.kind === 'approve' && !proceed ? null : requestOf(act)
  if (!asked) return done(deps.sql, null)
  const { agent, request } = asked
  try {
    await enqueueAgentJob(deps, { ...request, ...place, agent, askedBy: by.id }, (tx, jobId) => done(tx, null, jobId))
  } catch (error) {
    // the stage is locked all the same
    if (act.kind !== 'approve' || !isRefusal(error)) throw error
    await done(deps.sql, error.message)
  }
}

function stageOfAct(id: string) {
  const stage = stageNamed(id)
  if (!stage) throw notFound()
  return stage
}

async function settle(
  sql: Query,
  projectId: string,
  id: string,
  state: 'waiting' | 'done' | 'refused',
  outcome: string | null,
  jobId: string | null = null,
): Promise<void> {
  await sql`
    update director_messages set state = ${state}, outcome = ${outcome}, job_id = ${jobId}
    where id = ${id} and state = 'acting'`
  await announceThread(sql, projectId)
}
