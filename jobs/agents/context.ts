import type * as Y from 'yjs'
import { cueName } from '../../shared/core/agents/cast.ts'
import { tokensOf } from '../../shared/core/agents/models.ts'
import type { ProjectType } from '../../shared/core/api/schemas.ts'
import { type Rating, readBrief } from '../../shared/core/brief/brief.ts'
import { constraintWords } from '../../shared/core/brief/words.ts'
import type { Line } from '../../shared/core/script/line.ts'
import { readScenes, type Scene, scriptRoots } from '../../shared/core/script/scenes.ts'
import type { AgentDocuments } from './agent.ts'

/** What is left of the scene before: how it ended. Never more of another scene's text. */
export interface Rearview {
  lastAction: string
  lastLine: string
}

/** The scenes of a script and what agents may know beyond the active one. */
export interface ScriptContext {
  scenes: Scene[]
  titlePage: [string, string][]
}

export const readScriptContext = (doc: Y.Doc): ScriptContext => ({
  scenes: readScenes(doc),
  titlePage: [...scriptRoots(doc).titlePage.entries()].sort(([a], [b]) => (a < b ? -1 : 1)),
})

/** The last action and the last spoken line of the scene before `sceneId`; null for the first scene. */
export function rearviewOf(scenes: readonly Scene[], sceneId: string): Rearview | null {
  const place = scenes.findIndex(scene => scene.id === sceneId)
  return endOf(place > 0 ? scenes[place - 1] : undefined)
}

/** How a scene ends; null when there is none, or nothing happens in it. */
export function endOf(before: Scene | undefined): Rearview | null {
  if (!before) return null
  const last = (wanted: Line['type']) => before.lines.findLastIndex(line => line.type === wanted && line.text !== '')
  const action = before.lines[last('action')]?.text ?? ''
  const spoken = last('dialogue')
  const cue = before.lines.slice(0, Math.max(0, spoken)).findLast(line => line.type === 'character')
  const text = before.lines[spoken]?.text ?? ''
  if (action === '' && text === '') return null
  return { lastAction: action, lastLine: text === '' ? '' : `${cue ? cueName(cue.text) : 'SOMEBODY'}: ${text}` }
}

const TYPES: Record<ProjectType, string> = {
  narrative: 'a narrative film',
  commercial: 'a commercial: it hooks within the first three seconds',
  audio:
    'a film for an existing soundtrack: its words are heard as they are, and each keeps its time, in brackets as in the transcript',
}

/** What binds all that is written: the type of the film and what the brief says. */
export const boundWords = (type: ProjectType, brief: Parameters<typeof constraintWords>[0]): string =>
  [`Type: ${TYPES[type]}`, constraintWords(brief)].join('\n').trimEnd()

/** The brief as every agent is told it: what binds goes in always, the idea while it fits. */
export interface BriefContext {
  rating: Rating | null
  constraints: string
  idea: Piece[]
}

export function briefContext({ brief: doc, type }: Pick<AgentDocuments, 'brief' | 'type'>): BriefContext {
  const brief = readBrief(doc)
  const idea = brief.idea.trim()
  return {
    rating: brief.rating,
    constraints: boundWords(type, brief),
    idea: idea === '' ? [] : [{ name: 'the idea of the brief', text: idea }],
  }
}

/** The words of the brief, with the idea where it was kept. */
export const toldBrief = ({ constraints, idea }: BriefContext, kept: ReadonlySet<Piece>): string =>
  [constraints, ...idea.filter(piece => kept.has(piece)).map(({ text }) => `The idea: ${text}`)]
    .filter(words => words !== '')
    .join('\n')

/** A piece of context: what must go in comes first, the rest while it fits. */
export interface Piece {
  /** What is missing when it is left out, in words: 'the title page'. */
  name: string
  text: string
}

/** Takes pieces in the order of their importance until the budget (tokens) is used up; says what did not fit. */
export function withinBudget(pieces: readonly Piece[], budget: number): { kept: Set<Piece>; leftOut: string[] } {
  const kept = new Set<Piece>()
  const leftOut: string[] = []
  let used = 0
  for (const piece of pieces) {
    const tokens = tokensOf(piece.text.length)
    if (used + tokens <= budget) {
      used += tokens
      kept.add(piece)
    } else leftOut.push(piece.name)
  }
  return { kept, leftOut }
}

/** One line of script as models read it: its element in capitals, then its text. */
export const scriptLine = (line: Pick<Line, 'type' | 'text'>): string =>
  `${line.type.replaceAll('_', ' ').toUpperCase()}: ${line.text.replaceAll('\n', ' / ')}`

/**
 * Document text as data between tags. It cannot end its own tag, since '<' comes out as '‹': whatever stands in a
 * screenplay, the model sees where it begins and ends.
 */
export const asData = (tag: string, text: string): string => `<${tag}>\n${text.replaceAll('<', '‹')}\n</${tag}>`

/** Answers to text that held a '<' get it back. */
export const fromModel = (text: string, source: string): string =>
  source.includes('<') ? text.replaceAll('‹', '<') : text
