import { z } from 'zod'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { HUNK_CHANGES, HUNK_ELEMENTS } from '../timelines/merge/hunk.ts'
import { piece } from './versions.ts'

/** The HTTP API of merging one timeline into another: /api/timelines/:id/merge. */

const passage = z.object({ label: z.string(), type: z.enum(LINE_TYPES).optional(), pieces: z.array(piece) })
export type PassageView = z.infer<typeof passage>

const hunk = z.object({
  /** The same for the same proposal. */
  id: z.string(),
  element: z.object({ kind: z.enum(HUNK_ELEMENTS), ids: z.array(z.string()) }),
  change: z.enum(HUNK_CHANGES),
  title: z.string(),
  /** Why it is left unless somebody takes it. */
  conflict: z.object({ reason: z.string() }).nullable(),
  /** Ids of hunks of the same document that are taken with it. */
  needs: z.array(z.string()),
  before: z.array(passage),
  mine: z.array(passage),
  theirs: z.array(passage),
  result: z.array(passage),
  editable: z.boolean(),
})
export type HunkView = z.infer<typeof hunk>

const named = z.object({ id: z.string(), name: z.string() })
const mergeDocument = z.object({
  key: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  sceneId: z.string().nullable(),
  /** The number and heading of the scene; '' for a document that is of no scene. */
  title: z.string(),
  /** Why nothing of it can be taken, in a sentence. */
  closed: z.string().nullable(),
  /** What makes its scene, which is new: taken with anything of it. */
  needs: z.object({ document: z.string(), hunk: z.string() }).nullable(),
  hunks: z.array(hunk),
})
export type MergeDocument = z.infer<typeof mergeDocument>

export const mergePreview = z.object({ from: named, into: named, documents: z.array(mergeDocument) })
export type MergePreview = z.infer<typeof mergePreview>

/** Characters that somebody may type instead of what a hunk says. */
const MOST_EDITED = 20_000
const choice = z.union([
  z.enum(['take', 'leave']),
  z.object({ edit: z.string().max(MOST_EDITED, 'At most 20,000 characters.') }),
])

export const mergeRequest = z.object({
  /** What is not named is left, and proposed again next time. */
  choices: z.array(z.object({ document: z.string(), hunk: z.string(), choice })).max(50_000),
  message: z.string().trim().max(2_000, 'A message has at most 2,000 characters.').default(''),
})
export type MergeRequest = z.infer<typeof mergeRequest>

export const merged = z.object({ commitId: z.string(), taken: z.number().int() })
