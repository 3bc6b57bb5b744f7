import { z } from 'zod'

/** What a writer answers: the new text of the selected part of every numbered line. */
export const rewriteAnswer = z.strictObject({
  lines: z.array(z.strictObject({ n: z.int(), text: z.string() })),
  rationale: z.string(),
})
export type RewriteAnswer = z.infer<typeof rewriteAnswer>
