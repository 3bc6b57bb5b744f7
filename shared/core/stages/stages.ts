import type * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { readBrief } from '../brief/brief.ts'
import { checkBrief } from '../brief/check.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { readScenes } from '../script/scenes.ts'
import { activeVariant, readProse } from '../treatment/variants.ts'

/**
 * The stages of the pipeline that a person approves, in their order. One table for the server, the pages and the tests.
 * A stage is a draft or locked: locked means that its document is under the lock of its approval.
 */
export interface Stage {
  /** In addresses. */
  id: 'brief' | 'treatment' | 'beats' | 'script'
  /** Its place among the twelve. */
  number: number
  title: string
  kind: DocumentKind
  /** On the button that locks it. */
  approve: string
  /** The name of the commit that this makes. */
  approved: string
  /** What is made from it, in words for whoever is about to edit it anyway. */
  feeds: string
  /** Once it is locked, is changing it proposed as a new timeline? All that is there was made by it. */
  asBranch: boolean
  /** The stage that must be locked before an agent may begin this one. People may write ahead of it. */
  after: Stage['id'] | null
  /** What is missing before it can be locked, in sentences. Only the brief asks for the rest: see `checkBrief`. */
  missing(doc: Y.Doc, hasPrimary?: boolean, isAudio?: boolean): string[]
}

export const STAGES: readonly Stage[] = [
  {
    id: 'brief',
    number: 1,
    title: 'Brief',
    kind: 'brief',
    approve: 'Lock the Brief & Proceed',
    approved: 'Brief locked',
    feeds:
      'Every agent is told the brief. What they have written stays as it is; what they write from now on follows your changes.',
    asBranch: true,
    after: null,
    missing: (doc, hasPrimary = false, isAudio = false) =>
      Object.values(checkBrief(readBrief(doc), hasPrimary, isAudio)),
  },
  {
    id: 'treatment',
    number: 2,
    title: 'Treatment',
    kind: 'treatment',
    approve: 'Lock the Treatment & Proceed',
    approved: 'Treatment locked',
    feeds:
      'The beat sheet is made from the treatment. Beats that are there stay as they are; those whose passage changes are marked.',
    asBranch: false,
    after: 'brief',
    missing(doc) {
      const chosen = activeVariant(doc)
      if (!chosen) return ['No treatment is chosen yet. Choose one of the variants.']
      return readProse(doc, chosen).some(line => line.text.trim() !== '')
        ? []
        : ['The chosen treatment has no words yet.']
    },
  },
  {
    id: 'beats',
    number: 3,
    title: 'Beat sheet',
    kind: 'beats',
    approve: 'Confirm Beat Sheet & Proceed',
    approved: 'Beat sheet confirmed',
    feeds: 'The script is written from the beats. Scenes that are there stay as they are.',
    asBranch: false,
    after: 'treatment',
    missing(doc) {
      const beats = readBeats(doc)
      if (beats.length === 0) return ['There is no beat on the sheet yet.']
      const empty = beats.filter(beat => `${beat.title}${beat.body}`.trim() === '').map(beat => beat.number)
      return empty.length === 0 ? [] : [`Nothing is written in beat ${empty.join(', ')} yet. Write it, or remove it.`]
    },
  },
  {
    id: 'script',
    number: 4,
    title: 'Script',
    kind: 'script',
    approve: 'Approve Master Script & Proceed',
    approved: 'Master script approved',
    feeds:
      'Shots cover lines of the script. Those whose lines change will be marked as outdated, with the reason, for everybody.',
    asBranch: false,
    after: 'beats',
    missing: doc =>
      readScenes(doc).some(scene => scene.heading.trim() !== '' && !scene.omitted)
        ? []
        : ['There is no scene in the script yet. Write one, or import a screenplay.'],
  },
]

export type StageId = Stage['id']
export const STAGE_IDS = ['brief', 'treatment', 'beats', 'script'] as const satisfies readonly StageId[]

export const stageNamed = (id: string): Stage | null => STAGES.find(stage => stage.id === id) ?? null
/** The stage whose document is of that kind; null: none is approved by it. */
export const stageOfKind = (kind: DocumentKind): Stage | null => STAGES.find(stage => stage.kind === kind) ?? null
