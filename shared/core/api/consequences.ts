import { z } from 'zod'
import { STAGE_IDS } from '../stages/stages.ts'
import { mergeRequest } from './merges.ts'

/** The HTTP API of the Cost & Dependency Warning: POST /api/projects/:id/consequences. It changes nothing. */

/** Elements of a document, shots of a scene, that one operation names. */
const MOST_NAMED = 20_000
const ids = z.array(z.string().max(100)).max(MOST_NAMED)

/** What somebody is about to do. */
export const operation = z.discriminatedUnion('kind', [
  /** Words of a stage's document: of these lines or beats, or (null) nobody knows yet of which. */
  z.object({ kind: z.literal('edit'), stage: z.enum(STAGE_IDS), elements: ids.nullable() }),
  /** Words of these elements, in one act: what is found and replaced. `stages`: the stages in whose documents some of it stands. */
  z.object({
    kind: z.literal('write'),
    stages: z.array(z.enum(STAGE_IDS)).max(STAGE_IDS.length),
    lines: ids,
    shots: z.array(z.object({ sceneId: z.string().max(100), shotIds: ids })).max(2_000),
    assets: ids,
  }),
  z.object({ kind: z.literal('moveScene'), sceneId: z.string(), after: z.string().nullable() }),
  z.object({ kind: z.literal('omitScene'), sceneId: z.string(), omitted: z.boolean() }),
  z.object({ kind: z.literal('deleteShots'), sceneId: z.string(), shotIds: ids }),
  z.object({ kind: z.literal('deleteAssets'), assetIds: ids }),
  /** A frame or a clip is approved, which takes it from another one, or is so no more: another one may count then. */
  z.object({
    kind: z.literal('approve'),
    sceneId: z.string(),
    of: z.enum(['frame', 'take']),
    id: z.string(),
    approved: z.boolean(),
  }),
  z.object({ kind: z.literal('restore'), versionId: z.string() }),
  /** Into the timeline that is asked about. */
  z.object({ kind: z.literal('merge'), from: z.string(), choices: mergeRequest.shape.choices }),
])
export type Operation = z.infer<typeof operation>

/** What is counted together. */
export const EFFECT_KINDS = ['shots', 'states', 'prompts', 'frames', 'clips', 'ends'] as const
export type EffectKind = (typeof EFFECT_KINDS)[number]

/** Things that are listed, those of the first scenes; all are counted. */
export const MOST_EFFECTS = 300

const document = z.object({
  stage: z.enum(STAGE_IDS),
  title: z.string(),
  /** 'Beat 3 “The ferry” is gone.' */
  because: z.string(),
  /** What it costs to have it revised. */
  credits: z.number(),
})

const thing = z.object({
  sceneId: z.string(),
  /** The scene's printed number. */
  scene: z.string(),
  kind: z.enum(EFFECT_KINDS),
  reference: z.string(),
  /** 'the start frame of shot 3A'. */
  name: z.string(),
  /** 'script line 212'. */
  because: z.string(),
  /** From what depends on that directly to the thing, in names: the shortest way. */
  way: z.array(z.string()),
  /** What making it again costs. Things with the same `run` are made together, and paid once. */
  credits: z.number(),
  run: z.string(),
})

export const consequences = z.object({
  /** Stages that would no longer be in step. */
  documents: z.array(document),
  things: z.array(thing),
  counts: z.record(z.enum(EFFECT_KINDS), z.number().int()),
  /** Scenes that these things are in. */
  scenes: z.number().int(),
  /** Credits for making all of it again. */
  credits: z.number(),
})
export type Consequences = z.infer<typeof consequences>
