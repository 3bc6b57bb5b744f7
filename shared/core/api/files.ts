import { z } from 'zod'
import { FILE_ROLES, FILE_TAG_NAMES } from '../brief/files.ts'

/** The HTTP API of staged files: /api/projects/:id/files. */

export const fileRow = z.object({
  id: z.string(),
  name: z.string(),
  /** By the ending of its name; 'unknown' for one that is not read. */
  kind: z.string(),
  bytes: z.number().int(),
  role: z.enum(FILE_ROLES),
  tag: z.enum(FILE_TAG_NAMES),
  state: z.enum(['reading', 'ready', 'failed']),
  /** Why it could not be read and what to do, in sentences; null for one that was. */
  problem: z.string().nullable(),
  words: z.number().int(),
  uploadedBy: z.string(),
  createdAt: z.string(),
})
export type FileRow = z.infer<typeof fileRow>

/** What became of an asset sheet; `problems` by their lines, the first of them. */
export const sheetRead = z.object({
  added: z.number().int(),
  /** Names of those that were there already and are as they were. */
  known: z.array(z.string()),
  problems: z.array(z.object({ line: z.number().int(), problem: z.string() })),
  moreProblems: z.number().int(),
})
export type SheetRead = z.infer<typeof sheetRead>

export const patchFile = z
  .object({ role: z.enum(FILE_ROLES).optional(), tag: z.enum(FILE_TAG_NAMES).optional() })
  .refine(({ role, tag }) => role !== undefined || tag !== undefined, 'Say the role or the tag that it is to have.')
