import { z } from 'zod'

/** What a breakdown answers. Seconds and dialogue are not asked for: they follow from the units. */
export const breakdownAnswer = z.strictObject({
  shots: z.array(
    z.strictObject({
      units: z.array(z.int()),
      action: z.string(),
      characters: z.string(),
      setting: z.string(),
      light: z.string(),
      camera: z.string(),
      continuity: z.string(),
      rationale: z.string(),
    }),
  ),
})
export type BreakdownAnswer = z.infer<typeof breakdownAnswer>
export type AnsweredShot = BreakdownAnswer['shots'][number]
