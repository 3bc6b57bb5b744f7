import { hashOf } from '../core/agents/target.ts'
import { newId } from '../core/ids.ts'
import type { CheckedFinding } from '../core/room/findings.ts'
import { storable, storableJson } from '../core/text/storable.ts'
import { CHANNEL, notify, type Query } from './database.ts'

/** A finding with the suggestion that proposes its words, where there is one. */
export interface NewFinding extends CheckedFinding {
  suggestion: string | null
}

/** Tells every open browser of the project to read its findings again, once `sql` commits. */
export async function announceFindings(sql: Query, projectId: string): Promise<void> {
  await notify(sql, CHANNEL.projectEvent, { projectId, type: 'findings' })
}

/**
 * Stores what a job found. Found again, a finding is the same one: what somebody dismissed stays dismissed. What the same agent
 * found before and does not find now is superseded, unless it is being discussed or decided.
 */
export async function storeFindings(
  tx: Query,
  job: { id: string; agent: string; documentId: string },
  findings: readonly NewFinding[],
): Promise<void> {
  const [of] = await tx<{ projectId: string; timelineId: string }[]>`
    select project_id as "projectId", timeline_id as "timelineId" from jobs where id = ${job.id}`
  if (!of) return
  const marked = findings.map(finding => ({ ...finding, fingerprint: fingerprintOf(finding) }))
  await tx`
    update findings set state = 'superseded'
    where document_id = ${job.documentId} and lens = ${job.agent} and state = 'open'
      and fingerprint <> all(${marked.map(({ fingerprint }) => fingerprint)})`
  for (const { fingerprint, severity, title, reason, evidence, change, suggestion } of marked)
    await tx`
      insert into findings (id, project_id, timeline_id, document_id, lens, job_id, fingerprint, severity, title, reason,
        evidence, proposal, suggestion)
      values (${newId()}, ${of.projectId}, ${of.timelineId}, ${job.documentId}, ${job.agent}, ${job.id}, ${fingerprint},
        ${severity}, ${storable(title)}, ${storable(reason)}, ${tx.json(storableJson(evidence))},
        ${change === null ? null : storable(change.text)}, ${suggestion})
      on conflict (document_id, lens, fingerprint) do update
      set job_id = excluded.job_id, reason = excluded.reason, evidence = excluded.evidence, proposal = excluded.proposal,
        suggestion = excluded.suggestion, state = case when findings.state = 'superseded' then 'open' else findings.state end`
  await announceFindings(tx, of.projectId)
}

const fingerprintOf = ({ title, evidence }: CheckedFinding): string =>
  hashOf([title, ...evidence.map(({ stage, id }) => `${stage} ${id}`)])
