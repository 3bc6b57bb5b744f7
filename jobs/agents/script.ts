import { z } from 'zod'
import { hashOf } from '../../shared/core/agents/target.ts'
import { type Beat, readBeats } from '../../shared/core/beats/beats.ts'
import { beatHash } from '../../shared/core/beats/hash.ts'
import { appendScene } from '../../shared/core/script/appendScene.ts'
import { UPPERCASE_TYPES } from '../../shared/core/script/elements.ts'
import { plain } from '../../shared/core/script/line.ts'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import { sceneBehind } from '../../shared/core/script/regenerate.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { partialJson } from '../partialJson.ts'
import { type AgentDocuments, AgentFailure, defineAgent, InvalidAnswer } from './agent.ts'
import { asData, endOf, fromModel } from './context.ts'
import { updateOf } from './edits.ts'
import { timedElements } from './keptTimes.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import {
  storyBeats,
  storyBrief,
  storyLines,
  toldBeat,
  toldConstraints,
  toldGuidance,
  toldTreatment,
  treatmentLines,
} from './story.ts'
import { type SceneAnswer, sceneAnswer } from './storyAnswers.ts'
import type { SceneContext, StoryBrief } from './storyContext.ts'

/** An answer of which the last line is still being written. */
const arriving = z.object({ elements: z.array(z.object({ type: z.string().optional(), text: z.string().optional() })) })

/** Eighths of a page that a scene has at most: a beat that is longer is played in several. */
const LONGEST_SCENE = 12
const USUAL_MINUTES = 10

const minutesOf = ({ least, most }: StoryBrief): number =>
  ((least ?? most ?? USUAL_MINUTES) + (most ?? least ?? USUAL_MINUTES)) / 2

/** A scene that is to be written: which beat it plays, and which part of it. */
interface Planned {
  beat: Beat
  part: number
  parts: number
}

/** The scenes of the film: one for each beat, several where a beat is long. */
function plan(documents: AgentDocuments): { scenes: Planned[]; eighths: number } {
  const beats = readBeats(documents.beats)
  const each = (minutesOf(storyBrief(documents)) * 8) / Math.max(1, beats.length)
  const parts = Math.max(1, Math.round(each / LONGEST_SCENE))
  return {
    scenes: beats.flatMap(beat => Array.from({ length: parts }, (_, part) => ({ beat, part, parts }))),
    eighths: Math.max(2, Math.round(each / parts)),
  }
}

const stepOf = ({ beat, part }: Planned): string => `${beat.id}:${part + 1}`

/** The part of a beat's passage that one of its scenes plays. */
function passageOf(documents: AgentDocuments, { beat, part, parts }: Planned): string {
  const lines = treatmentLines(documents.treatment).filter(line => beat.sources.has(line.id) && line.type !== 'section')
  const size = lines.length / parts
  const own = lines.slice(Math.floor(part * size), Math.max(Math.floor((part + 1) * size), Math.floor(part * size) + 1))
  return own.map(line => line.text).join('\n')
}

/** Writes the script scene by scene behind what is there, or where scenes were kept, between them. Every scene is stored when it is written. */
export const script = defineAgent<SceneContext, SceneAnswer>({
  name: 'script',
  prompt: 'scene',
  slots: ['brief', 'treatment', 'beats', 'plays', 'passage', 'scene', 'rearview', 'pages', 'guidance'],
  output: sceneAnswer,
  outputName: 'Scene',
  // those of all beats, or of the beats that are named: the scenes of the others were kept
  steps: ({ rowIds }, documents) =>
    plan(documents)
      .scenes.filter(({ beat }) => rowIds?.includes(beat.id) ?? true)
      .map(stepOf),

  dependsOn: (_, documents, step) => hashOf([step, ...plan(documents).scenes.map(({ beat }) => beatHash(beat))]),

  context(job, documents, step) {
    const { scenes, eighths } = plan(documents)
    const place = scenes.findIndex(scene => stepOf(scene) === step)
    const planned = scenes[place]
    if (!planned) throw new AgentFailure('beat-gone', 'The beat of this scene was taken off the sheet meanwhile.')
    const behind = sceneBehind(documents.script, planned.beat.id, readBeats(documents.beats))
    const before = endOf(readScenes(documents.script).find(({ id }) => id === behind))
    return {
      brief: storyBrief(documents),
      treatment: storyLines(treatmentLines(documents.treatment)),
      beats: storyBeats(documents.beats),
      plays: [planned.beat.number],
      passage: passageOf(documents, planned),
      scene: place + 1,
      scenes: scenes.length,
      rearview: before ? `${before.lastAction}\n${before.lastLine}`.trim() : '',
      guidance: job.instruction,
      eighths,
      leftOut: [],
    }
  },

  fill: context => ({
    brief: toldConstraints(context.brief),
    treatment: toldTreatment(context.treatment),
    beats: asData('beats', context.beats.map(toldBeat).join('\n')),
    plays: asData(
      'plays',
      context.beats
        .filter(({ n }) => context.plays.includes(n))
        .map(toldBeat)
        .join('\n'),
    ),
    passage: asData('passage', context.passage),
    scene: `${context.scene} of ${context.scenes}`,
    rearview: asData('scene_before', context.rearview),
    pages: `${context.eighths}/8`,
    guidance: toldGuidance(context.guidance),
  }),

  writesAbout: ({ passage, beats, plays, guidance }) =>
    [guidance, passage, ...beats.filter(({ n }) => plays.includes(n)).map(({ body }) => body)].join('\n'),
  task: context => ({ agent: 'script', context }),
  lineIds: () => [],

  draft(_, partial) {
    const parsed = arriving.safeParse(partialJson(partial))
    if (!parsed.success) return ''
    return parsed.data.elements.flatMap(({ text }) => text ?? []).join('\n')
  },

  check(context, output) {
    const repairs: string[] = []
    const source = [context.passage, ...context.treatment.map(line => line.text)].join('\n')
    const rated = ratedAnswer(context.brief, repairs, source)
    const elements = output.elements
      .map(({ type, text }) => ({
        type,
        text: rated(fromModel(text, source))
          .replace(/\s*[\r\n]+\s*/g, ' ')
          .trim(),
      }))
      .filter(({ text }) => text !== '')
    const [first, ...rest] = elements
    if (first?.type !== 'scene_heading') throw new InvalidAnswer('It does not begin with a scene heading.')
    if (rest.length === 0) throw new InvalidAnswer('There is nothing below the scene heading.')
    const kept = rest.map((element, place): (typeof elements)[number] => {
      if (element.type === 'scene_heading') {
        repairs.push('a second scene heading became a shot')
        return { type: 'shot', text: element.text }
      }
      const before = place === 0 ? 'scene_heading' : rest[place - 1]?.type
      if (element.type === 'dialogue' && !SPOKEN.has(before ?? 'action')) {
        repairs.push('words without a speaker became action')
        return { type: 'action', text: element.text }
      }
      return element
    })
    return { output: { ...output, elements: timedElements(context, [first, ...kept], repairs) }, repairs }
  },

  apply(context, { elements }, { target, beats }) {
    const beat = readBeats(beats).find(({ number }) => context.plays.includes(number))
    const lines = elements.map(({ type, text }) => ({
      type,
      runs: plain(UPPERCASE_TYPES.has(type) ? text.toUpperCase() : text),
    }))
    return updateOf(target, copy => {
      if (!beat) return appendScene(copy, lines)
      const link = { beat: beat.id, beatHash: beatHash(beat) }
      return appendScene(copy, lines, link, sceneBehind(copy, beat.id, readBeats(beats)))
    })
  },

  inStep: () => [
    { stage: 'script', against: 'beats' },
    { stage: 'beats', against: 'script' },
  ],
})

/** What may stand directly above words that are spoken. */
const SPOKEN: ReadonlySet<LineType> = new Set(['character', 'parenthetical', 'dialogue'])
