import type * as Y from 'yjs'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { readBrief } from '../../shared/core/brief/brief.ts'
import type { Line } from '../../shared/core/script/line.ts'
import { activeVariant, readProse } from '../../shared/core/treatment/variants.ts'
import type { AgentDocuments } from './agent.ts'
import { asData, boundWords } from './context.ts'
import type { StoryBeat, StoryBrief, StoryLine } from './storyContext.ts'

/** What agents of stages 2 to 4 read of the documents, and how models are told it. */

export const storyBrief = ({ brief, type }: Pick<AgentDocuments, 'brief' | 'type'>): StoryBrief => ({
  ...readBrief(brief),
  type,
})

/** The lines of the chosen treatment that have words, in their order. */
export function treatmentLines(treatment: Y.Doc): Line[] {
  const chosen = activeVariant(treatment)
  return chosen === null ? [] : readProse(treatment, chosen).filter(line => line.text.trim() !== '')
}

export const storyLines = (lines: readonly Line[]): StoryLine[] =>
  lines.map((line, place) => ({ n: place + 1, heading: line.type === 'section', text: line.text }))

export const storyBeats = (beats: Y.Doc): StoryBeat[] =>
  readBeats(beats).map(({ number, title, body }) => ({ n: number, title, body }))

/** The brief without its idea. */
export const toldConstraints = (brief: StoryBrief): string => asData('brief', boundWords(brief.type, brief))

export const toldIdea = ({ idea }: StoryBrief): string => asData('idea', idea.trim())

export const toldTreatment = (lines: readonly StoryLine[]): string =>
  asData('treatment', lines.map(({ n, heading, text }) => `${n}. ${heading ? '# ' : ''}${text}`).join('\n'))

export const toldBeat = ({ n, title, body }: StoryBeat): string => `${n}. ${title}: ${body.replaceAll('\n', ' / ')}`

export const toldGuidance = (guidance: string): string => asData('guidance', guidance)
