import { z } from 'zod'
import { documentLock } from './locks.ts'

/** What the sync server tells clients about a document, as JSON in stateless messages. */
export const serverMessage = z.discriminatedUnion('type', [
  /** To everybody in it: the locks that hold now. */
  z.object({ type: z.literal('locks'), locks: z.array(documentLock) }),
  /** To a reader who has what was never saved: the server died before it was, and whoever wrote it may not be back. */
  z.object({ type: z.literal('ahead') }),
])
export type ServerMessage = z.infer<typeof serverMessage>
