import { z } from 'zod'
import { STAGE_IDS } from '../stages/stages.ts'

/** The HTTP API of stages: /api/projects/:id/stages. */

export const stageRow = z.object({
  id: z.enum(STAGE_IDS),
  number: z.number().int(),
  title: z.string(),
  documentId: z.string(),
  status: z.enum(['draft', 'locked']),
  /** Who approved it and when (ISO 8601); null for a draft. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  /** What it is not up to date with, and why, in sentences. It blocks nothing. */
  flags: z.array(z.object({ against: z.enum(STAGE_IDS), title: z.string(), reasons: z.array(z.string()) })),
  /** Stages that are in step with it as it is now: to change it puts a flag on them. */
  feeds: z.array(z.enum(STAGE_IDS)).default([]),
})
export type StageRow = z.infer<typeof stageRow>

export const stageFits = z.object({ against: z.enum(STAGE_IDS) })

export const approveStage = z.object({
  /** Kept with the commit. */
  message: z.string().trim().max(2_000, 'A message has at most 2,000 characters.').default(''),
})
