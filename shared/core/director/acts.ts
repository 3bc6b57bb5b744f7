import { z } from 'zod'
import type { RunAgent } from '../api/schemas.ts'
import { LENS_NAMES, LENSES, type Lens } from '../room/lenses.ts'
import { STAGE_IDS, type StageId, stageNamed } from '../stages/stages.ts'

/** Stages that an agent writes. */
export const WRITTEN_STAGES = ['treatment', 'beats', 'script'] as const satisfies readonly StageId[]
export type WrittenStage = (typeof WRITTEN_STAGES)[number]

export const isWritten = (stage: StageId): stage is WrittenStage => WRITTEN_STAGES.some(one => one === stage)

/** What the director can do in the name of a person. Nothing of it happens before somebody confirms it. */
export const directorAct = z.discriminatedUnion('kind', [
  /** Locks a stage; `next`: the stage that is written then, null when it has been begun or there is none. */
  z.object({ kind: z.literal('approve'), stage: z.enum(STAGE_IDS), next: z.enum(WRITTEN_STAGES).nullable() }),
  z.object({ kind: z.literal('reopen'), stage: z.enum(STAGE_IDS) }),
  /** Writes a stage for the first time, or anew: then `why` is what the agent is told. '' while nobody has said it. */
  z.object({ kind: z.literal('write'), stage: z.enum(WRITTEN_STAGES), anew: z.boolean(), why: z.string() }),
  /** Rewrites lines of the script or paragraphs of the treatment, as suggestions. */
  z.object({
    kind: z.literal('refine'),
    stage: z.enum(['treatment', 'script']),
    documentId: z.string(),
    /** 'scene 2', 'the last paragraph'. */
    place: z.string(),
    lineIds: z.array(z.string()),
    instruction: z.string(),
  }),
  /** Other turns of a beat, a beat behind it, or two in its place; as suggestions. */
  z.object({
    kind: z.literal('beat'),
    documentId: z.string(),
    rowId: z.string(),
    place: z.string(),
    task: z.enum(['add', 'brainstorm', 'expand']),
    instruction: z.string(),
  }),
  /** The creative room looks at a stage. It changes nothing: what it finds are notes and suggestions. */
  z.object({
    kind: z.literal('look'),
    stage: z.enum(WRITTEN_STAGES),
    documentId: z.string(),
    lens: z.enum(LENS_NAMES),
    instruction: z.string(),
  }),
])
export type DirectorAct = z.infer<typeof directorAct>

const titleOf = (stage: StageId): string => (stageNamed(stage)?.title ?? stage).toLowerCase()
/** Quoted, with an end: a full stop of its own where the words have none. */
const quoted = (words: string): string => `“${words}”${/[.!?…]$/.test(words) ? '' : '.'}`

const looksFor = (lens: Lens): string => (LENSES.find(one => one.agent === lens)?.label ?? lens).toLowerCase()

const BEAT_TASK = {
  add: (place: string) => `Add a beat behind ${place}`,
  brainstorm: (place: string) => `Offer three other turns for ${place}`,
  expand: (place: string) => `Take ${place} apart into two`,
} as const

/** What was understood, in a sentence that a person can say yes or no to. */
export function sentenceOf(act: DirectorAct): string {
  switch (act.kind) {
    case 'approve':
      return act.next === null
        ? `Lock the ${titleOf(act.stage)}. Nobody changes it then, until somebody presses “Edit anyway”.`
        : `Lock the ${titleOf(act.stage)}, and then have the ${titleOf(act.next)} written from it.`
    case 'reopen':
      return `Open the ${titleOf(act.stage)} again for editing. ${stageNamed(act.stage)?.feeds ?? ''}`
    case 'write':
      if (!act.anew) return `Have the ${titleOf(act.stage)} written.`
      return act.why === ''
        ? `Have the ${titleOf(act.stage)} written anew. Say why, and what should be different.`
        : `Have the ${titleOf(act.stage)} written anew, because: ${quoted(act.why)} What is there stays until you choose.`
    case 'refine':
      return `Rewrite ${act.place} of the ${titleOf(act.stage)} as suggestions: ${quoted(act.instruction)}`
    case 'beat':
      return `${BEAT_TASK[act.task](act.place)}, as suggestions: ${quoted(act.instruction)}`
    case 'look':
      return `Look at the ${titleOf(act.stage)} for ${looksFor(act.lens)}. What is found are notes and suggestions in the creative room.`
  }
}

/** On the button that confirms. */
export function confirmLabel(act: DirectorAct): string {
  switch (act.kind) {
    case 'approve':
      return act.next === null
        ? `Lock the ${titleOf(act.stage)}`
        : `Lock the ${titleOf(act.stage)} & write the ${titleOf(act.next)}`
    case 'reopen':
      return `Open the ${titleOf(act.stage)}`
    case 'write':
      return act.anew ? `Write the ${titleOf(act.stage)} anew` : `Write the ${titleOf(act.stage)}`
    case 'refine':
      return `Rewrite ${act.place}`
    case 'beat':
      return `${BEAT_TASK[act.task](act.place)}`
    case 'look':
      return `Look for ${looksFor(act.lens)}`
  }
}

/** The stage that an act changes, to lead to it. */
export const stageOf = (act: DirectorAct): StageId => (act.kind === 'beat' ? 'beats' : act.stage)

/** What is asked of an agent for an act; null: no agent is needed. */
export function requestOf(act: DirectorAct): { agent: string; request: RunAgent } | null {
  switch (act.kind) {
    case 'approve':
      return act.next === null ? null : { agent: act.next, request: {} }
    case 'reopen':
      return null
    case 'write':
      return { agent: act.stage, request: act.why === '' ? {} : { instruction: act.why } }
    case 'refine': {
      const { documentId, lineIds, instruction } = act
      return { agent: 'rewrite', request: { documentId, lineIds, instruction } }
    }
    case 'beat': {
      const { documentId, rowId, task, instruction } = act
      return { agent: 'beat', request: { documentId, rowId, task, instruction } }
    }
    case 'look': {
      const { documentId, lens, instruction } = act
      return { agent: lens, request: { documentId, instruction } }
    }
  }
}

/** Must somebody say why before it can be done? */
export const needsWhy = (act: DirectorAct): boolean => act.kind === 'write' && act.anew && act.why === ''
