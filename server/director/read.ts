import type { SayToDirector } from '../../shared/core/api/director.ts'
import { enqueueAgentJob } from '../../shared/node/agentJobs.ts'
import { AgentJobError } from '../../shared/node/agentRequest.ts'
import type { Query } from '../../shared/node/database.ts'
import { directorSays, holdThread, type ThreadPlace } from '../../shared/node/directorThread.ts'
import type { Platform } from '../http/platform.ts'

/**
 * Has a message read by a model, as a job that costs like any other. Its answer takes the place of the row that says so;
 * where nobody can be asked, the row says why.
 */
export async function readBy(
  deps: Pick<Platform, 'sql' | 'boss' | 'config'>,
  projectId: string,
  { id, body }: SayToDirector,
  askedBy: string,
): Promise<void> {
  const answer = async (tx: Query, words: string, readingJobId: string | null) => {
    const at = await placeOf(tx, projectId, id)
    if (!at) return
    await holdThread(tx, projectId)
    const state = readingJobId === null ? null : 'reading'
    await directorSays(tx, at, { body: words, answers: id, state, readingJobId })
  }
  try {
    await enqueueAgentJob(
      deps,
      { projectId, agent: 'director', messageId: id, instruction: body, askedBy },
      (tx, jobId) => answer(tx, 'Let me read that.', jobId),
    )
  } catch (error) {
    if (!(error instanceof AgentJobError)) throw error
    await deps.sql.begin(tx => answer(tx, error.message, null))
  }
}

async function placeOf(sql: Query, projectId: string, messageId: string): Promise<ThreadPlace | null> {
  const [row] = await sql<ThreadPlace[]>`
    select project_id as "projectId", timeline_id as "timelineId" from director_messages
    where id = ${messageId} and project_id = ${projectId}`
  return row ?? null
}
