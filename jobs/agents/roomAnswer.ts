import { z } from 'zod'
import { SEVERITIES } from '../../shared/core/room/findings.ts'

/** `n` is the number of an element in the request; in `change` 0 for a finding that proposes no words. */
export const roomAnswer = z.strictObject({
  findings: z.array(
    z.strictObject({
      severity: z.enum(SEVERITIES),
      title: z.string(),
      reason: z.string(),
      evidence: z.array(z.strictObject({ n: z.int(), quote: z.string() })),
      change: z.strictObject({ n: z.int(), text: z.string() }),
    }),
  ),
  rationale: z.string(),
})
export type RoomAnswer = z.infer<typeof roomAnswer>
