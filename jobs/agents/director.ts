import * as Y from 'yjs'
import { hashOf } from '../../shared/core/agents/target.ts'
import { answerTo, partOf, type Reading, reading } from '../../shared/core/director/reading.ts'
import type { NamedPlace, Situation } from '../../shared/core/director/situation.ts'
import { AgentFailure, defineAgent, InvalidAnswer } from './agent.ts'
import { asData, withinBudget } from './context.ts'
import type { Said } from './thread.ts'

export interface DirectorContext {
  message: string
  situation: Situation
  /** What was said before, oldest first. */
  before: readonly Said[]
  leftOut: string[]
}

/** Tokens of names of scenes, beats and paragraphs, and of what was said before. */
const BUDGET = 6_000

/** Reads what a person said to the director where the rules do not know it. It decides nothing: an editor confirms. */
export const director = defineAgent<DirectorContext, Reading>({
  name: 'director',
  prompt: 'director',
  slots: ['stages', 'scenes', 'beats', 'paragraphs', 'before', 'message'],
  output: reading,
  outputName: 'Reading',
  isSilent: true,
  readsThread: true,

  dependsOn: job => hashOf([job.instruction]),

  context(job, { thread }) {
    if (!thread) throw new AgentFailure('thread-gone', 'What was said is gone, so there is nothing to read.')
    const { situation } = thread
    const said = thread.said.map(one => ({ name: 'something that was said before', text: `${one.name}: ${one.body}` }))
    const places = [situation.beats, situation.scenes, situation.paragraphs].map(list => list.map(piece))
    const { kept, leftOut } = withinBudget([...said.toReversed(), ...places.flat()], BUDGET)
    const left = (list: readonly NamedPlace[], place: number) =>
      list.filter((_, index) => kept.has(places[place]?.[index] ?? { name: '', text: '' }))
    return {
      message: job.instruction,
      situation: {
        ...situation,
        beats: left(situation.beats, 0),
        scenes: left(situation.scenes, 1),
        paragraphs: left(situation.paragraphs, 2),
      },
      before: thread.said.filter((_, index) => kept.has(said[index] ?? { name: '', text: '' })),
      leftOut,
    }
  },

  fill: ({ message, situation, before }) => ({
    stages: situation.stages
      .map(({ id, locked, begun }) => `${id}: ${locked ? 'locked' : begun ? 'written, not locked' : 'not begun'}`)
      .join('\n'),
    scenes: asData('scenes', listed(situation.scenes)),
    beats: asData('beats', listed(situation.beats)),
    paragraphs: asData('paragraphs', listed(situation.paragraphs)),
    before: asData('before', before.map(({ name, body }) => `${name}: ${body.replaceAll('\n', ' / ')}`).join('\n')),
    message: asData('message', message),
  }),

  task: context => ({ agent: 'director', context }),
  lineIds: () => [],
  draft: () => '',

  check(context, output) {
    if (output.intent === 'change' && output.part !== 'none' && !partOf(output, context.situation))
      throw new InvalidAnswer(`There is no ${output.part} “${output.number}” in the lists.`)
    return { output, repairs: [] }
  },

  apply: ({ situation, message }, output) => ({
    bytes: NOTHING,
    kept: { kind: 'answer', answer: answerTo(output, situation, message) },
  }),
})

/** An update that changes nothing: what was understood stands in the thread. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())

const piece = ({ number, name }: NamedPlace) => ({ name: 'the name of a part', text: `${number}. ${name}` })
const listed = (places: readonly NamedPlace[]): string =>
  places.map(({ number, name }) => `${number}. ${name.replaceAll('\n', ' / ')}`).join('\n')
