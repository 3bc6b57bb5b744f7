import { z } from 'zod'
import { sceneHash } from '../../shared/core/agents/target.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { readShots } from '../../shared/core/shots/shots.ts'
import { insertShotRows } from '../../shared/core/shots/write.ts'
import { partialJson } from '../partialJson.ts'
import { type AgentDocuments, AgentFailure, type AgentJob, defineAgent, InvalidAnswer, nothingToDo } from './agent.ts'
import { type BreakdownAnswer, breakdownAnswer } from './breakdownAnswer.ts'
import { type BreakdownContext, breakdownContext } from './breakdownContext.ts'
import { asData, briefContext } from './context.ts'
import { assignUnits, draftOf } from './coverage.ts'
import { updateOf } from './edits.ts'
import { ratedAnswer } from './ratedAnswer.ts'

/** An answer of which the last shot is still being written. */
const arriving = z.object({
  shots: z.array(z.object({ camera: z.string().optional(), action: z.string().optional() })),
})

const coveredLines = ({ scene }: AgentDocuments): Set<string> =>
  new Set(scene ? readShots(scene).flatMap(shot => [...shot.sources.keys()]) : [])

const linesOf = (job: AgentJob, { script }: AgentDocuments) =>
  readScenes(script).find(scene => scene.id === job.sceneId)?.lines ?? []

/** Breaks a scene down into shots. A table that has shots keeps them all: only what no shot covers is added. */
export const breakdown = defineAgent<BreakdownContext, BreakdownAnswer>({
  name: 'breakdown',
  prompt: 'breakdown',
  slots: ['brief', 'titlePage', 'rearview', 'heading', 'cast', 'units', 'instruction'],
  output: breakdownAnswer,
  outputName: 'Breakdown',

  dependsOn: (job, documents) => sceneHash(linesOf(job, documents), coveredLines(documents)),

  context(job, documents) {
    const context = breakdownContext(
      documents.script,
      job.sceneId ?? '',
      coveredLines(documents),
      job.instruction,
      briefContext(documents),
    )
    if (!context)
      throw new AgentFailure(
        'scene-gone',
        'The scene is no longer in the script. Its shots are kept; undo brings it back.',
      )
    if (context.units.length === 0)
      throw context.covered > 0
        ? nothingToDo(
            'all-covered',
            'Every line of this scene has a shot already, so there is nothing to break down. Delete shots to have them made anew.',
          )
        : nothingToDo(
            'empty-scene',
            'This scene has no action and no dialogue yet, so there is nothing to break down. Write some lines first.',
          )
    return context
  },

  fill: context => ({
    brief: asData('brief', context.brief),
    titlePage: asData('title_page', context.titlePage),
    rearview: asData(
      'scene_before',
      context.rearview ? `${context.rearview.lastAction}\n${context.rearview.lastLine}` : '',
    ),
    heading: asData('scene_heading', context.heading),
    cast: asData('cast', context.cast.join(', ')),
    units: asData(
      'units',
      context.units
        .map(
          unit =>
            `${unit.n}. ${unit.kind.toUpperCase()}${unit.speaker ? ` (${unit.speaker})` : ''} [${unit.seconds.toFixed(1)} s]: ${unit.text.replaceAll('\n', ' / ')}`,
        )
        .join('\n'),
    ),
    instruction: asData('instruction', context.instruction || 'Cover the scene as it is written.'),
  }),

  task: context => ({ agent: 'breakdown', context }),
  lineIds: context => [...new Set(context.units.map(unit => unit.lineId))],

  draft(_, partial) {
    const parsed = arriving.safeParse(partialJson(partial))
    if (!parsed.success) return ''
    return parsed.data.shots
      .flatMap(({ camera, action }) => [camera, action].filter(Boolean).join(': ') || [])
      .join('\n')
  },

  check(context, output) {
    if (output.shots.length === 0) throw new InvalidAnswer('There is no shot in it.')
    const { shots: answered, repairs, missing } = assignUnits(output.shots, context.units.length)
    // a few slips are put right; an answer that left out most of the scene was not about this scene
    if (missing > context.units.length / 2)
      throw new InvalidAnswer(`${missing} of ${context.units.length} units are in no shot.`)
    const rated = ratedAnswer(context, repairs, context.units.map(({ text }) => text).join('\n'))
    const shots = answered.map(shot => ({
      ...shot,
      action: rated(shot.action),
      characters: rated(shot.characters),
      setting: rated(shot.setting),
      continuity: rated(shot.continuity),
    }))
    return { output: { shots }, repairs }
  },

  apply(context, { shots }, documents, { job, author }) {
    const { scene } = documents
    if (!scene)
      throw new AgentFailure('scene-gone', 'The document of this scene is missing. Reload the page and try again.')
    const rows = shots.map(shot => draftOf(shot, context.units))
    const lineOrder = linesOf(job, documents).map(line => line.id)
    return updateOf(scene, copy => insertShotRows(copy, rows, author, { lineOrder }))
  },
})
