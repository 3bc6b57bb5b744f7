import type * as Y from 'yjs'
import { type AgentName, findAgent } from '../core/agents/catalog.ts'
import { type StageId, stageNamed } from '../core/stages/stages.ts'
import { decidedAnswer } from '../core/suggestions/decided.ts'
import { activeVariant, readVariants } from '../core/treatment/variants.ts'
import { createCommit } from './commits.ts'
import type { Query } from './database.ts'
import { acceptFlag } from './stageFlags.ts'

/** A stage that was made anew for a reason, and taken. */
interface Taken {
  /** The job that made it. */
  answer: string
  /** What stood there before is gone: nothing of it was left. */
  isWhole: boolean
}

type Regenerated = Extract<AgentName & StageId, 'treatment' | 'beats' | 'script'>

/** Taken: by choosing the variant, by deciding about the suggested sheet, by having the script written on its own timeline. */
const TAKEN: Record<Regenerated, (tx: Query, timelineId: string, doc: Y.Doc) => Promise<Taken | null>> = {
  async treatment(_tx, _timelineId, doc) {
    const chosen = readVariants(doc).find(({ id }) => id === activeVariant(doc))
    const maker = chosen?.madeBy
    return maker?.kind === 'agent' && maker.jobId !== null ? { answer: maker.jobId, isWhole: false } : null
  },
  async beats(_tx, _timelineId, doc) {
    const decided = decidedAnswer(doc, 'beats')
    return decided && { answer: decided.suggestion.group, isWhole: decided.isWhole }
  },
  async script(tx, timelineId) {
    const [job] = await tx<{ id: string }[]>`
      select id from jobs j where timeline_id = ${timelineId} and agent = 'script' and state = 'done'
        and input -> 'rowIds' is not null
        and not exists (select 1 from job_results r where r.job_id = j.id and r.applied_at is null)
      order by finished_at desc limit 1`
    return job ? { answer: job.id, isWhole: false } : null
  },
}

export const isRegenerated = (kind: string): kind is Regenerated => kind in TAKEN

/**
 * A full regeneration that people took is a commit, once: its reason is the message. A whole new beat sheet is in step with the
 * treatment that it was made from. `doc` is only read.
 */
export async function projectRegeneration(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: Regenerated,
  doc: Y.Doc,
): Promise<void> {
  const taken = await TAKEN[stage](tx, of.timelineId, doc)
  if (!taken) return
  const [job] = await tx<{ reason: string }[]>`
    select coalesce(input ->> 'instruction', '') as reason from jobs
    where id = ${taken.answer} and project_id = ${of.projectId} and agent = ${stage}`
  // the first of its kind needs no reason, and is no regeneration
  if (!job || job.reason === '') return
  const first = await tx`
    insert into regenerations (timeline_id, answer) values (${of.timelineId}, ${taken.answer}) on conflict do nothing`
  if (first.count === 0) return
  if (stage === 'beats' && taken.isWhole) {
    await acceptFlag(tx, of, 'beats', 'treatment')
    await acceptFlag(tx, of, 'treatment', 'beats')
  }
  const agent = findAgent(stage)
  await createCommit(tx, of.timelineId, {
    kind: 'revision',
    name: `${stageNamed(stage)?.title} regenerated`,
    message: job.reason,
    author: { kind: 'agent', agent: stage, name: agent?.title ?? stage, jobId: taken.answer },
  })
}
