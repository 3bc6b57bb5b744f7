import { READING_PART } from '../../shared/core/brief/reading.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { Variant } from '../../shared/core/treatment/variants.ts'
import { isUnderWay } from '../project/jobRules.ts'
import { type AgentJob, useAgentJob } from '../project/useAgentJob.ts'
import { askedAngles } from './AngleFields.tsx'

export interface TreatmentAgent extends Omit<AgentJob, 'run' | 'start'> {
  /** The first three. Whether it was started; why not is in `problem`. */
  generate: (angles: readonly string[]) => Promise<boolean>
  /** Three more, for a reason. Throws when it was not started. */
  start: (why: string, angles: readonly string[]) => Promise<unknown>
}

/** The agent that writes three variants for the treatment of a timeline. */
export function useTreatmentAgent(projectId: string, documentId: string): TreatmentAgent {
  const { run, start, ...rest } = useAgentJob(projectId, 'treatment', job => job.documentId === documentId)
  return {
    ...rest,
    generate: angles => run({ documentId, ...askedAngles(angles) }),
    start: (why, angles) => start({ documentId, instruction: why, ...askedAngles(angles) }),
  }
}

/** One of the three that a job writes. */
export type Slot = { kind: 'waiting' } | { kind: 'writing'; draft: Draft } | { kind: 'done'; variant: Variant }

const COUNT = 3

/** What the three variants of a running job are at; empty while none runs. */
export function slotsOf(
  { job }: Pick<AgentJob, 'job'>,
  drafts: readonly Draft[],
  variants: readonly Variant[],
): Slot[] {
  if (!job || !isUnderWay(job)) return []
  const slots: Slot[] = Array.from({ length: COUNT }, () => ({ kind: 'waiting' }))
  for (const draft of drafts) {
    const place = draft.jobId === job.id ? placeOf(draft) : null
    if (place !== null) slots[place] = { kind: 'writing', draft }
  }
  for (const variant of variants) {
    if (variant.madeBy?.kind !== 'agent' || variant.madeBy.jobId !== job.id) continue
    const free = slots.findIndex(slot => slot.kind === 'waiting')
    if (free >= 0) slots[free] = { kind: 'done', variant }
  }
  return slots
}

/** How far a running job is with its source, in words; '' when it reads none. */
export const readingOf = ({ job }: Pick<AgentJob, 'job'>, drafts: readonly Draft[]): string =>
  (job && drafts.find(draft => draft.jobId === job.id && draft.part === READING_PART)?.text) ?? ''

/** Which of the three a draft is, from 0. */
function placeOf({ part }: Draft): number | null {
  const number = Number(/^variant-(\d)$/.exec(part)?.[1])
  return number >= 1 && number <= COUNT ? number - 1 : null
}
