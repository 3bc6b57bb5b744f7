import type * as Y from 'yjs'
import { readBrief } from '../brief/brief.ts'
import { checkBrief } from '../brief/check.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { readScenes } from '../script/scenes.ts'

/**
 * The stages of the pipeline that a person approves, in their order. One table for the server, the pages and the tests.
 * A stage is a draft or locked: locked means that its document is under the lock of its approval.
 */
export interface Stage {
  /** In addresses. */
  id: 'brief' | 'script'
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
  /** What is missing before it can be locked, in sentences. */
  missing(doc: Y.Doc): string[]
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
    missing: doc => Object.values(checkBrief(readBrief(doc))),
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
    missing: doc =>
      readScenes(doc).some(scene => scene.heading.trim() !== '' && !scene.omitted)
        ? []
        : ['There is no scene in the script yet. Write one, or import a screenplay.'],
  },
]

export type StageId = Stage['id']
export const STAGE_IDS = ['brief', 'script'] as const satisfies readonly StageId[]

export const stageNamed = (id: string): Stage | null => STAGES.find(stage => stage.id === id) ?? null
/** The stage whose document is of that kind; null: none is approved by it. */
export const stageOfKind = (kind: DocumentKind): Stage | null => STAGES.find(stage => stage.kind === kind) ?? null
