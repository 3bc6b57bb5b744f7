import { z } from 'zod'
import { hashOf } from '../../shared/core/agents/target.ts'
import { readBeats, wordsOfBeat } from '../../shared/core/beats/beats.ts'
import { beatsWanted } from '../../shared/core/beats/length.ts'
import { addBeat } from '../../shared/core/beats/write.ts'
import { sourcesOf } from '../../shared/core/dependencies/lines.ts'
import { newId } from '../../shared/core/ids.ts'
import { lineHash } from '../../shared/core/script/line.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { suggestionBytes } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { activeVariant, readVariants } from '../../shared/core/treatment/variants.ts'
import { partialJson } from '../partialJson.ts'
import { AgentFailure, defineAgent, InvalidAnswer } from './agent.ts'
import { fromModel } from './context.ts'
import { updateOf } from './edits.ts'
import { timedBeat } from './keptTimes.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import { storyBrief, storyLines, toldConstraints, toldGuidance, toldTreatment, treatmentLines } from './story.ts'
import { type BeatsAnswer, beatsAnswer } from './storyAnswers.ts'
import type { BeatsContext } from './storyContext.ts'

/** An answer of which the last beat is still being written. */
export const arrivingBeats = z.object({
  beats: z.array(z.object({ title: z.string().optional(), body: z.string().optional() })),
})

/** Tells the chosen treatment in beats, each linked to the lines that it comes from. */
export const beats = defineAgent<BeatsContext, BeatsAnswer>({
  name: 'beats',
  prompt: 'beats',
  slots: ['brief', 'treatment', 'least', 'most', 'guidance'],
  output: beatsAnswer,
  outputName: 'Beats',

  dependsOn: (_, { treatment }) => hashOf(treatmentLines(treatment).map(lineHash)),

  context(job, documents) {
    const treatment = storyLines(treatmentLines(documents.treatment))
    if (treatment.length === 0)
      throw new AgentFailure(
        'treatment-empty',
        'The chosen treatment has no words, so there is nothing to make beats from. Nothing was changed.',
      )
    const brief = storyBrief(documents)
    const chosen = activeVariant(documents.treatment)
    const { ending = '' } = readVariants(documents.treatment).find(({ id }) => id === chosen) ?? {}
    return { brief, treatment, ending, guidance: job.instruction, ...beatsWanted(brief), leftOut: [] }
  },

  fill: context => ({
    brief: toldConstraints(context.brief),
    treatment: toldTreatment(context.treatment),
    least: String(context.least),
    most: String(context.most),
    guidance: toldGuidance(context.guidance),
  }),

  writesAbout: ({ treatment, guidance }) => [guidance, ...treatment.map(({ text }) => text)].join('\n'),
  task: context => ({ agent: 'beats', context }),
  lineIds: () => [],
  draft: (_, partial) => draftOfBeats(partial),

  check(context, output) {
    const repairs: string[] = []
    const last = context.treatment.length
    const source = context.treatment.map(line => line.text).join('\n')
    const rated = ratedAnswer(context.brief, repairs, source)
    const found = output.beats.map(({ title, body, from, to }, place) => {
      const [first, end] = [Math.min(from, to), Math.max(from, to)].map(n => Math.min(last, Math.max(1, n)))
      if (first !== from || end !== to) repairs.push(`beat ${place + 1} came from lines ${from} to ${to}`)
      return {
        title: rated(fromModel(title, source)).trim(),
        body: rated(fromModel(body, source)).trim(),
        from: first ?? 1,
        to: end ?? last,
      }
    })
    const kept = found
      .filter(({ title, body }) => title + body !== '')
      .map(beat => timedBeat(context.brief, context.treatment, beat, repairs))
    if (kept.length === 0) throw new InvalidAnswer('There is no beat in it.')
    const { least, most } = context
    if (kept.length < least || kept.length > most)
      throw new InvalidAnswer(`From ${least} to ${most} beats were asked for, and ${kept.length} came.`)
    return { output: { ...output, beats: kept }, repairs }
  },

  apply(_, output, { target, treatment }, { author, job, model }) {
    const lines = treatmentLines(treatment)
    const present = readBeats(target)
    if (present.length > 0) {
      // what people have is theirs to give up: the new sheet comes as one group of suggestions
      const rows = output.beats.map(({ title, body, from, to }) => ({
        id: newId(),
        title,
        body,
        sources: sourcesOf(lines.slice(from - 1, to)),
      }))
      const edits: SuggestionEdit[] = [
        { kind: 'insert-rows', after: present.at(-1)?.id ?? null, rows },
        { kind: 'delete-rows', rows: present.map(beat => ({ id: beat.id, before: wordsOfBeat(beat) })) },
      ]
      const { id, askedBy, instruction } = job
      const meta = { author, askedBy, instruction, rationale: output.rationale, model, jobId: id, group: id }
      return suggestionBytes(target, proposeEdits(target, edits, meta))
    }
    return updateOf(target, copy => {
      let after: string | null = null
      for (const { title, body, from, to } of output.beats)
        after = addBeat(copy, after, {
          title,
          body,
          sources: sourcesOf(lines.slice(from - 1, to)),
          rationale: output.rationale,
          madeBy: author,
        })
    })
  },

  // a sheet that was only suggested beside another is not in step with anything yet
  inStep: (job, { target }) =>
    readBeats(target).every(({ madeBy }) => madeBy?.kind === 'agent' && madeBy.jobId === job.id)
      ? [
          { stage: 'beats', against: 'treatment' },
          { stage: 'treatment', against: 'beats' },
        ]
      : [],
})

/** What people see of beats that are still arriving. */
export function draftOfBeats(partial: string): string {
  const parsed = arrivingBeats.safeParse(partialJson(partial))
  if (!parsed.success) return ''
  return parsed.data.beats
    .map(({ title = '', body = '' }, place) => `${place + 1}. ${title}\n${body}`.trim())
    .join('\n\n')
}
