import { z } from 'zod'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'
import { documentLock } from './locks.ts'

/** What the sync server tells clients about a document, as JSON in stateless messages. */
export const serverMessage = z.discriminatedUnion('type', [
  /** To everybody in it: the locks that hold now. */
  z.object({ type: z.literal('locks'), locks: z.array(documentLock) }),
  /** To a reader who has what was never saved: the server died before it was, and whoever wrote it may not be back. */
  z.object({ type: z.literal('ahead') }),
  /**
   * To everybody in it, when typing has paused: SHA-256 of what the document says here and of how much of whose writing is in it.
   * Whoever has as much and reads something else has come apart from it.
   */
  z.object({
    type: z.literal('settled'),
    editor: z.number(),
    kind: z.enum(DOCUMENT_KINDS),
    state: z.string(),
    content: z.string(),
  }),
])
export type ServerMessage = z.infer<typeof serverMessage>
