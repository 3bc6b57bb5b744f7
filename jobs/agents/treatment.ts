import { z } from 'zod'
import { hashOf } from '../../shared/core/agents/target.ts'
import { readBrief } from '../../shared/core/brief/brief.ts'
import { FIRST_KEY, isOrderKey } from '../../shared/core/order.ts'
import { type LineDraft, plain } from '../../shared/core/script/line.ts'
import { ANGLES, angleOf } from '../../shared/core/treatment/angles.ts'
import { readVariants } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { partialJson } from '../partialJson.ts'
import { defineAgent, InvalidAnswer } from './agent.ts'
import { asData, fromModel } from './context.ts'
import { updateOf } from './edits.ts'
import { timedParagraphs } from './keptTimes.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import { hashOfStaged, stagedContext, toldSource } from './staged.ts'
import { storyBrief, toldConstraints, toldGuidance, toldIdea } from './story.ts'
import { type TreatmentAnswer, treatmentAnswer } from './storyAnswers.ts'
import type { TreatmentContext } from './storyContext.ts'

/** An answer of which the last paragraph is still being written. */
const arriving = z.object({
  title: z.string().optional(),
  paragraphs: z.array(z.object({ heading: z.boolean().optional(), text: z.string().optional() })).optional(),
})

/** Characters of a source by which passages of the written style are looked for. */
const OPENING = 1_500

const stepOf = (variant: number): string => `variant-${variant + 1}`

/** Three unlike treatments of the brief, written at once. They join the gallery; nothing in it is changed. */
export const treatment = defineAgent<TreatmentContext, TreatmentAnswer>({
  name: 'treatment',
  prompt: 'treatment',
  slots: ['brief', 'idea', 'source', 'twist', 'files', 'angle', 'length', 'guidance'],
  output: treatmentAnswer,
  outputName: 'Treatment',
  together: true,
  readsFiles: true,
  steps: () => ANGLES.map((_, variant) => stepOf(variant)),

  dependsOn: (_, documents, step) =>
    hashOf([step, JSON.stringify(storyBrief(documents)), hashOfStaged(documents.files)]),

  context(job, documents, step) {
    const { mode, twist } = readBrief(documents.brief)
    const variant = Math.max(
      0,
      ANGLES.findIndex((_, variant) => stepOf(variant) === step),
    )
    return {
      brief: storyBrief(documents),
      variant,
      angle: angleOf(job.angles, variant),
      guidance: job.instruction,
      twist: mode === 'transformation' ? twist.trim() : '',
      ...stagedContext({ mode, type: documents.type }, documents.files, documents.reading),
    }
  },

  fill: context => ({
    brief: toldConstraints(context.brief),
    idea: toldIdea(context.brief),
    source: toldSource(context.source),
    twist: asData('twist', context.twist),
    files: asData('files', context.files),
    angle: asData('angle', context.angle.words),
    length: String(wordsFor(context.brief)),
    guidance: toldGuidance(context.guidance),
  }),

  writesAbout: ({ brief, twist, source, guidance }) =>
    [guidance, twist, brief.idea, source.slice(0, OPENING)].join('\n'),
  task: context => ({ agent: 'treatment', context }),
  lineIds: () => [],

  draft(_, partial) {
    const parsed = arriving.safeParse(partialJson(partial))
    if (!parsed.success) return ''
    const { title, paragraphs = [] } = parsed.data
    return [
      ...(title ? [`# ${title}`] : []),
      ...paragraphs.flatMap(({ heading, text }) => (text ? [heading ? `# ${text}` : text] : [])),
    ].join('\n\n')
  },

  check({ brief, source, twist }, output) {
    const told = `${brief.idea}${source}${twist}`
    const repairs: string[] = []
    const rated = ratedAnswer(brief, repairs, brief.idea)
    const paragraphs = output.paragraphs
      .map(({ heading, text }) => ({ heading, text: rated(fromModel(text, told)).replace(/\s+/g, ' ').trim() }))
      .filter(({ text }) => text !== '')
    if (!paragraphs.some(({ heading }) => !heading)) throw new InvalidAnswer('There is no paragraph in it.')
    return {
      output: {
        ...output,
        title: rated(fromModel(output.title, told)).trim() || 'Untitled',
        paragraphs: timedParagraphs(brief, source, paragraphs, repairs),
      },
      repairs,
    }
  },

  apply(context, { title, tone, ending, chronology, paragraphs }, { target }, { author, job }) {
    const lines = paragraphs.map(
      ({ heading, text }): LineDraft =>
        heading ? { type: 'section', depth: 1, runs: plain(text) } : { type: 'general', runs: plain(text) },
    )
    const others = readVariants(target).filter(
      variant => variant.madeBy?.kind !== 'agent' || variant.madeBy.jobId !== job.id,
    )
    const draft = { title, tone, ending, chronology, lines, madeBy: author, at: new Date().toISOString() }
    // all three are written at once, each not knowing the others, and stand in their order whichever is there first
    const last = others.at(-1)?.order ?? FIRST_KEY
    const order = `${isOrderKey(last) ? last : FIRST_KEY}${context.variant + 1}`
    return updateOf(target, copy => addVariant(copy, { ...draft, order }))
  },
})

/** About a page of treatment for ten minutes of film, and never less than half a page. */
function wordsFor({ least, most }: TreatmentContext['brief']): number {
  const minutes = ((least ?? most ?? 10) + (most ?? least ?? 10)) / 2
  return Math.round(Math.min(2_400, Math.max(200, minutes * 40)) / 50) * 50
}
