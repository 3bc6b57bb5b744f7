import { z } from 'zod'
import { ROLES } from '../access.ts'
import { STYLE_LIMITS } from '../styles/limits.ts'
import { cleanName } from '../text/storable.ts'

/** The HTTP API of written styles: /api/styles, and /api/projects/:id/styles for what a brief may choose from. */

const name = z
  .string()
  .transform(cleanName)
  .pipe(z.string().min(1, 'A style needs a name.').max(STYLE_LIMITS.name, `At most ${STYLE_LIMITS.name} characters.`))
const description = z.string().trim().max(STYLE_LIMITS.description, `At most ${STYLE_LIMITS.description} characters.`)

/** Whose a style is: the program's, an organisation's, or one person's. */
export const STYLE_SCOPES = ['shipped', 'organisation', 'person'] as const

export const styleChoice = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  scope: z.enum(STYLE_SCOPES),
})
/** A style that a brief may name. */
export type StyleChoice = z.infer<typeof styleChoice>

export const styleRow = styleChoice.extend({
  organisationId: z.string().nullable(),
  /** Of whoever asks. */
  role: z.enum(ROLES),
  madeBy: z.string(),
  samples: z.number().int(),
  chunks: z.number().int(),
  /** Samples that are being read or embedded, and such as failed. */
  pending: z.number().int(),
  failed: z.number().int(),
  createdAt: z.string(),
})
export type StyleRow = z.infer<typeof styleRow>

export const sampleRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  state: z.enum(['reading', 'embedding', 'ready', 'failed']),
  problem: z.string().nullable(),
  words: z.number().int(),
  chunks: z.number().int(),
  /** How many of its passages can be found already. */
  embedded: z.number().int(),
  uploadedBy: z.string(),
  createdAt: z.string(),
})
export type SampleRow = z.infer<typeof sampleRow>

export const styleDetail = styleRow.extend({
  sampleRows: z.array(sampleRow),
  /** What reads what a passage is about. */
  embedder: z.object({ name: z.string(), local: z.boolean() }),
  usedIn: z.object({
    /** Projects whose brief names it and that whoever asks may read. */
    projects: z.array(z.object({ id: z.string(), name: z.string() })),
    /** How many others. */
    others: z.number().int(),
  }),
})
export type StyleDetail = z.infer<typeof styleDetail>

export const styleChunk = z.object({
  sampleId: z.string(),
  sample: z.string(),
  position: z.number().int(),
  text: z.string(),
  words: z.number().int(),
})
export type StyleChunk = z.infer<typeof styleChunk>

export const chunkPage = z.object({ chunks: z.array(styleChunk), total: z.number().int() })

export const foundChunk = styleChunk.extend({
  /** How near it is to what was searched for: 1 is the same, 0 has nothing to do with it. */
  score: z.number(),
})
export type FoundChunk = z.infer<typeof foundChunk>

/** `organisationId`: null for a style of one's own. */
export const makeStyle = z.object({
  name,
  description: description.default(''),
  organisationId: z.string().nullable().default(null),
})

export const patchStyle = z
  .object({ name: name.optional(), description: description.optional() })
  .refine(({ name, description }) => name !== undefined || description !== undefined, 'Say what is to be changed.')

export const searchStyle = z.object({
  query: z
    .string()
    .trim()
    .min(1, 'Say what to search for.')
    .max(STYLE_LIMITS.query, `At most ${STYLE_LIMITS.query} characters.`),
})

/** What an agent's search in a style found, as it is kept with the job. */
export const retrieval = z.object({
  style: z.string(),
  embedder: z.string(),
  method: z.string(),
  query: z.string(),
  found: z.array(
    z.object({
      sample: z.string(),
      position: z.number().int(),
      score: z.number(),
      text: z.string(),
      /** Was the agent told it? What did not fit was not. */
      told: z.boolean(),
    }),
  ),
  milliseconds: z.number().int(),
})
export type Retrieval = z.infer<typeof retrieval>
