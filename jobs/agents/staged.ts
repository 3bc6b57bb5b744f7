import { tokensOf } from '../../shared/core/agents/models.ts'
import { hashOf } from '../../shared/core/agents/target.ts'
import type { ProjectType } from '../../shared/core/api/schemas.ts'
import type { Mode } from '../../shared/core/brief/brief.ts'
import { FILE_TAGS, type FileTag, TOLD_TOKENS } from '../../shared/core/brief/files.ts'
import { asData, type Piece, withinBudget } from './context.ts'

/** Files that people staged beside the brief, as agents are told them. */

export interface StagedFile {
  name: string
  role: 'primary' | 'context'
  tag: FileTag
  text: string
}

/** Where the stretches of a long source stand, and how much of the budget each gets: its end must be known. */
const STRETCHES: readonly [at: number, share: number][] = [
  [0, 0.5],
  [0.5, 0.2],
  [1, 0.3],
]

/** What decides whether the Primary is what the film is made from. */
export interface Beginning {
  mode: Mode
  type: ProjectType
}

/** The text that the film is made from: the Primary, unless an idea is to be expanded. An audio film follows its transcript. */
export function sourceOf({ mode, type }: Beginning, files: readonly StagedFile[]): StagedFile | null {
  const isMadeFrom = mode === 'condensation' || mode === 'transformation' || type === 'audio'
  return (isMadeFrom && files.find(({ role }) => role === 'primary')) || null
}

const mostOfSource = TOLD_TOKENS.source * 4
const isLong = (text: string): boolean => tokensOf(text.length) > TOLD_TOKENS.source

/** The source as a model is told it: whole, or its beginning, its middle and its end. */
export function toldSource(text: string): string {
  if (!isLong(text)) return asData('source', text)
  let last = 0
  const parts = STRETCHES.map(([at, share]) => {
    const length = Math.floor(mostOfSource * share)
    const from = Math.floor((text.length - length) * at)
    const gap = from > last ? `[… ${(from - last).toLocaleString('en')} characters are not told here …]\n\n` : ''
    last = from + length
    return gap + text.slice(from, last).toWellFormed()
  })
  return asData('source', parts.join('\n\n'))
}

export interface StagedContext {
  /** '' where there is none. */
  source: string
  /** Context files that fit, as one text. */
  files: string
  leftOut: string[]
}

/**
 * What an agent is told of the files. `isWhole`: whoever answers reads all of the source, and nothing but the source, as
 * the offline crew does.
 */
export function stagedContext(beginning: Beginning, files: readonly StagedFile[], isWhole: boolean): StagedContext {
  const source = sourceOf(beginning, files)
  const context = files.filter(file => file !== source)
  const pieces = context.map(
    (file): Piece => ({ name: `“${file.name}”`, text: `## ${file.name} (${FILE_TAGS[file.tag]})\n${file.text}` }),
  )
  const text = source?.text ?? ''
  if (isWhole)
    return {
      source: text,
      files: '',
      leftOut: pieces.map(({ name }) => `${name}: the offline crew reads no context files`),
    }
  const { kept, leftOut } = withinBudget(pieces, TOLD_TOKENS.context)
  const cut = source && isLong(text) ? Math.round((1 - mostOfSource / text.length) * 100) : 0
  return {
    source: text,
    files: [...kept].map(piece => piece.text).join('\n\n'),
    leftOut: [...(source && cut > 0 ? [`${cut}% of “${source.name}”`] : []), ...leftOut],
  }
}

/** Changes whenever what an agent is told of the files does. */
export const hashOfStaged = (files: readonly StagedFile[]): string =>
  hashOf(files.flatMap(({ name, role, tag, text }) => [name, role, tag, text]))
