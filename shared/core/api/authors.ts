import { z } from 'zod'

/** The HTTP API of who wrote what: /api/documents/:id/authors, and the hands in versions. */

/** A colour follows from the id of a person (shared/core/documents/colour.ts); agents share one of their own. */
export const author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('agent'), agent: z.string(), name: z.string(), jobId: z.string().nullable() }),
])

/** By Yjs client id, in decimals. Null: the account is gone. Client ids that are missing here belong to nobody. */
export const documentAuthors = z.record(z.string().regex(/^\d+$/), author.nullable())
export type DocumentAuthors = z.infer<typeof documentAuthors>
