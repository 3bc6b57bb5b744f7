import type { SayToDirector } from '../../shared/core/api/director.ts'
import { enqueueAgentJob } from '../../shared/node/agentJobs.ts'
import { AgentJobError } from '../../shared/node/agentRequest.ts'
import type { Query } from '../../shared/node/database.ts'
import { directorSays, holdThread } from '../../shared/node/directorThread.ts'
import type { Place } from '../../shared/node/timelines.ts'
import type { Platform } from '../http/platform.ts'

/**
 * Has a message read by a model, as a job that costs like any other. Its answer takes the place of the row that says so;
 * where nobody can be asked, the row says why.
 */
export async function readBy(
  deps: Pick<Platform, 'sql' | 'boss' | 'config'>,
  place: Place,
  { id, body }: SayToDirector,
  askedBy: string,
): Promise<void> {
  const answer = async (tx: Query, words: string, readingJobId: string | null) => {
    await holdThread(tx, place.projectId)
    const [answered] = await tx`select 1 from director_messages where answers = ${id}`
    if (answered) return
    const state = readingJobId === null ? null : 'reading'
    await directorSays(tx, place, { body: words, answers: id, state, readingJobId })
  }
  try {
    await enqueueAgentJob(
      deps,
      { ...place, agent: 'director', messageId: id, instruction: body, askedBy },
      (tx, jobId) => answer(tx, 'Let me read that.', jobId),
    )
  } catch (error) {
    if (!(error instanceof AgentJobError)) throw error
    await deps.sql.begin(tx => answer(tx, error.message, null))
  }
}
