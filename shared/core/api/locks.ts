import { z } from 'zod'
import { cleanName } from '../text/storable.ts'

/** POST /api/documents/:id/lock. Nobody changes the document until DELETE of the same. */
export const lockDocument = z.object({
  /** Shown to everybody. */
  reason: z.string().transform(cleanName).pipe(z.string().max(500, 'A reason has at most 500 characters.')).default(''),
})

export const documentLock = z.object({
  /** The name of whoever locked it. */
  by: z.string(),
  reason: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Number of the last row of the log that was written before. */
  seq: z.number().int(),
})
export type DocumentLock = z.infer<typeof documentLock>

/** What the sync server tells everybody in a document, as JSON in a stateless message. */
export const lockMessage = z.object({ type: z.literal('lock'), lock: documentLock.nullable() })
export type LockMessage = z.infer<typeof lockMessage>
