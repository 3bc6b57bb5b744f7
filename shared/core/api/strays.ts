import { z } from 'zod'

/** GET /api/documents/:id/strays: content that no schema knew, moved out of the document by the server. */
export const strayRow = z.object({
  /** Root type, then keys and places. */
  path: z.array(z.string()),
  /** All of it as JSON; bytes as {bytes: base64}. */
  content: z.json(),
  /** ISO 8601. */
  movedAt: z.string(),
  /** Whose it was; both null where nobody is known. */
  userId: z.string().nullable(),
  agent: z.string().nullable(),
})
export type StrayRow = z.infer<typeof strayRow>
