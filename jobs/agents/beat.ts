import { hashOf } from '../../shared/core/agents/target.ts'
import { BEAT_TEXTS, type Beat, readBeats, wordsOfBeat } from '../../shared/core/beats/beats.ts'
import { beatHash } from '../../shared/core/beats/hash.ts'
import { newId } from '../../shared/core/ids.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { suggestionBytes } from '../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'
import { type AgentDocuments, AgentFailure, type AgentJob, defineAgent, InvalidAnswer } from './agent.ts'
import { draftOfBeats } from './beats.ts'
import { asData, fromModel } from './context.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import { storyBrief, toldBeat, toldConstraints, toldGuidance } from './story.ts'
import { type BeatAnswer, beatAnswer } from './storyAnswers.ts'
import type { BeatContext, StoryBeat } from './storyContext.ts'

/** How many beats each task answers with. */
const COUNT = { add: 1, brainstorm: 3, expand: 2 } as const

const WANTED = {
  add: 'one new beat that stands directly behind “the beat before”',
  brainstorm: 'three unlike versions of the beat',
  expand: 'two beats in the place of the one',
} as const

interface Neighbours {
  before: Beat | undefined
  beat: Beat
  after: Beat | undefined
}

function neighboursOf({ rowId }: AgentJob, { target }: AgentDocuments): Neighbours {
  const beats = readBeats(target)
  const place = beats.findIndex(beat => beat.id === rowId)
  const beat = beats[place]
  if (!beat)
    throw new AgentFailure(
      'row-gone',
      'The beat was taken off the sheet meanwhile. Nothing was changed; undo brings it back.',
    )
  return { before: beats[place - 1], beat, after: beats[place + 1] }
}

const told = (beat: Beat | undefined): StoryBeat | null =>
  beat ? { n: beat.number, title: beat.title, body: beat.body } : null

/** One beat alone: a new one behind it, three other turns of it, or two in its place. All of it as suggestions. */
export const beat = defineAgent<BeatContext, BeatAnswer>({
  name: 'beat',
  prompt: 'beat',
  slots: ['brief', 'task', 'before', 'beat', 'after', 'guidance'],
  output: beatAnswer,
  outputName: 'Beat',

  dependsOn(job, documents) {
    const { before, beat, after } = neighboursOf(job, documents)
    return hashOf([before, beat, after].map(one => (one ? beatHash(one) : '')))
  },

  context(job, documents) {
    const { before, beat, after } = neighboursOf(job, documents)
    const task = job.task ?? 'brainstorm'
    const brief = storyBrief(documents)
    const asked = { brief, task, guidance: job.instruction, after: told(after), leftOut: [] }
    return task === 'add'
      ? { ...asked, before: told(beat), beat: null }
      : { ...asked, before: told(before), beat: told(beat) }
  },

  fill: context => ({
    brief: toldConstraints(context.brief),
    task: WANTED[context.task],
    before: asData('before', context.before ? toldBeat(context.before) : ''),
    beat: asData('beat', context.beat ? toldBeat(context.beat) : ''),
    after: asData('after', context.after ? toldBeat(context.after) : ''),
    guidance: toldGuidance(context.guidance),
  }),

  writesAbout: ({ guidance, beat, before, after }) =>
    [guidance, ...[beat, before, after].map(one => (one ? one.body : ''))].join('\n'),
  task: context => ({ agent: 'beat', context }),
  lineIds: (_, { rowId }) => (rowId === undefined ? [] : [rowId]),
  draft: (_, partial) => draftOfBeats(partial),

  check(context, output) {
    const source = [context.before, context.beat, context.after].map(one => `${one?.title} ${one?.body}`).join('\n')
    const repairs: string[] = []
    const rated = ratedAnswer(context.brief, repairs, source)
    const beats = output.beats
      .map(({ title, body }) => ({
        title: rated(fromModel(title, source)).trim(),
        body: rated(fromModel(body, source)).trim(),
      }))
      .filter(({ body }) => body !== '')
    const count = COUNT[context.task]
    if (beats.length < count) throw new InvalidAnswer(`${count} beats were asked for, and ${beats.length} came.`)
    if (beats.length > count) repairs.push(`${beats.length - count} beats too many were left out`)
    return { output: { ...output, beats: beats.slice(0, count) }, repairs }
  },

  apply(context, { beats, rationale }, documents, { job, author, model }) {
    const { beat } = neighboursOf(job, documents)
    const { target } = documents
    const meta = { author, askedBy: job.askedBy, instruction: job.instruction, rationale, model, jobId: job.id }
    const sources = [...beat.sources].map(([lineId, hash]) => ({ lineId, hash }))
    const rows = beats.map(({ title, body }) => ({ id: newId(), title, body, sources }))
    if (context.task !== 'brainstorm') {
      const edits: SuggestionEdit[] = [{ kind: 'insert-rows', after: beat.id, rows }]
      if (context.task === 'expand')
        edits.push({ kind: 'delete-rows', rows: [{ id: beat.id, before: wordsOfBeat(beat) }] })
      return suggestionBytes(target, proposeEdits(target, edits, { ...meta, group: job.id }))
    }
    // three to choose from: each is a group of its own, and taking one leaves the others without their words
    const alternatives = beats.flatMap((alternative, place) =>
      proposeEdits(
        target,
        BEAT_TEXTS.map(column => ({
          kind: 'cell-text',
          shotId: beat.id,
          column,
          before: beat[column],
          // a beat that was named keeps its name where none was found
          after: alternative[column] || beat[column],
        })),
        { ...meta, group: `${job.id}-${place + 1}` },
      ),
    )
    return suggestionBytes(target, alternatives)
  },
})
