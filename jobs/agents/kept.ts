import type { Answered } from '../../shared/core/director/reading.ts'
import type { Query } from '../../shared/node/database.ts'
import { answerReading } from '../../shared/node/directorThread.ts'
import { type NewFinding, storeFindings } from '../../shared/node/findings.ts'
import type { AgentJob } from './agent.ts'

/** What an agent makes that is no document: rows. */
export type Kept = { kind: 'answer'; answer: Answered } | { kind: 'findings'; findings: readonly NewFinding[] }

/** Stores it in the transaction that stores the answer of the job: once, whatever the deliveries. */
export async function keep(tx: Query, job: AgentJob, kept: Kept): Promise<void> {
  if (kept.kind === 'answer') await answerReading(tx, job.id, kept.answer)
  else await storeFindings(tx, job, kept.findings)
}
