import { z } from 'zod'
import { isId } from '../ids.ts'
import { ROOM_STAGES } from '../room/elements.ts'
import { EVIDENCE_STATES, evidence, SEVERITIES } from '../room/findings.ts'

/** The HTTP API of what the creative room found: /api/projects/:id/findings. */

const FINDING_STATES = ['open', 'dismissed', 'discussed'] as const

export const findingRow = z.object({
  id: z.string(),
  /** The stage that was looked at, and its document. */
  stage: z.enum(ROOM_STAGES),
  documentId: z.string(),
  /** The agent that looked. */
  lens: z.string(),
  jobId: z.string().nullable(),
  severity: z.enum(SEVERITIES),
  title: z.string(),
  reason: z.string(),
  /** Where it rests now: places are named as they are called now. */
  evidence: z.array(evidence.extend({ state: z.enum(EVIDENCE_STATES) })),
  /** Everything that it rested on is gone. */
  stale: z.boolean(),
  /** The words that it proposes; null: it is a note. */
  proposal: z.string().nullable(),
  /** Where the suggestion with those words stands; null where there is none, as in a locked document. */
  suggestion: z.enum(['pending', 'rebasing', 'stale', 'accepted', 'rejected', 'undone']).nullable(),
  state: z.enum(FINDING_STATES),
  decidedBy: z.string().nullable(),
  /** The thread of comments that was made of it. */
  threadId: z.string().nullable(),
  /** ISO 8601. */
  at: z.string(),
})
export type FindingRow = z.infer<typeof findingRow>

export const patchFinding = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['open', 'dismissed']) }),
  /** Its words stand in a thread of comments now. */
  z.object({ state: z.literal('discussed'), threadId: z.string().refine(isId, 'Name the thread.') }),
])
export type PatchFinding = z.infer<typeof patchFinding>
