import { z } from 'zod'
import { LINE_TYPES } from '../../shared/core/script/lineTypes.ts'

export const treatmentAnswer = z.strictObject({
  title: z.string(),
  tone: z.string(),
  ending: z.string(),
  chronology: z.string(),
  paragraphs: z.array(z.strictObject({ heading: z.boolean(), text: z.string() })),
  rationale: z.string(),
})
export type TreatmentAnswer = z.infer<typeof treatmentAnswer>

/** `from` and `to` are the numbers of the treatment lines that a beat comes from. */
export const beatsAnswer = z.strictObject({
  beats: z.array(z.strictObject({ title: z.string(), body: z.string(), from: z.int(), to: z.int() })),
  rationale: z.string(),
})
export type BeatsAnswer = z.infer<typeof beatsAnswer>

/** One beat to add, three to choose from, or two to take the place of one. */
export const beatAnswer = z.strictObject({
  beats: z.array(z.strictObject({ title: z.string(), body: z.string() })),
  rationale: z.string(),
})
export type BeatAnswer = z.infer<typeof beatAnswer>

export const sceneAnswer = z.strictObject({
  elements: z.array(z.strictObject({ type: z.enum(LINE_TYPES), text: z.string() })),
  rationale: z.string(),
})
export type SceneAnswer = z.infer<typeof sceneAnswer>

/** For each change by its number: what is to stand there. Paragraphs are separated by blank lines. */
export const revisionAnswer = z.strictObject({
  passages: z.array(z.strictObject({ n: z.int(), title: z.string(), text: z.string() })),
  rationale: z.string(),
})
export type RevisionAnswer = z.infer<typeof revisionAnswer>
