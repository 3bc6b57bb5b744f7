import { z } from 'zod'
import { MARKS } from '../../script/line.ts'
import { LINE_TYPES } from '../../script/lineTypes.ts'

/** Words with the same emphasis; together they are the `text` of their element. */
const run = z.strictObject({ text: z.string(), marks: z.array(z.enum(MARKS)).optional() })

const foreign = z.record(z.string(), z.string())

/** One line of the screenplay. Only what is unusual is said: `runs` stand where there is emphasis. */
const element = z.strictObject({
  type: z.enum(LINE_TYPES),
  text: z.string(),
  runs: z.array(run).optional(),
  /** Of a scene heading: the number beside it. */
  sceneNumber: z.string().optional(),
  /** Of a scene heading: the scene is kept as a number only. */
  omitted: z.boolean().optional(),
  /** Of a cue: it speaks on the right-hand side, at the same time as the speech before it. */
  dual: z.boolean().optional(),
  /** Of a section: 1 to 6. */
  depth: z.number().int().min(1).max(6).optional(),
  /** Of a note: it is cut text. */
  boneyard: z.boolean().optional(),
  /** Id of the revision in which the line last changed. */
  revised: z.string().optional(),
  foreign: foreign.optional(),
})

const revision = z.strictObject({ id: z.string(), name: z.string(), colour: z.string(), date: z.string() })

const production = z.strictObject({
  pageSize: z.enum(['letter', 'a4']).optional(),
  revision: z.string().optional(),
  scenesLocked: z.boolean().optional(),
  /** Where locked pages begin: index of an element, and how much of its text stands on the page before. */
  pages: z
    .array(z.strictObject({ label: z.string(), line: z.number().int().min(0), offset: z.number().int().min(0) }))
    .optional(),
})

/** Pages say how the screenplay was laid out; they are not read. */
const page = z.looseObject({})

export const jsonScreenplay = z.strictObject({
  titlePage: z.record(z.string(), z.string()).optional(),
  elements: z.array(element),
  pages: z.array(page).optional(),
  revisions: z.array(revision).optional(),
  production: production.optional(),
  foreign: foreign.optional(),
})
export type JsonScreenplay = z.infer<typeof jsonScreenplay>
export type JsonElement = z.infer<typeof element>
