import { tokensOf } from '../../shared/core/agents/models.ts'
import { hashOf } from '../../shared/core/agents/target.ts'
import {
  type Beginning,
  FILE_TAGS,
  type FileTag,
  isMadeFromPrimary,
  TOLD_TOKENS,
} from '../../shared/core/brief/files.ts'
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

/** The text that the film is made from: the Primary, unless an idea is to be expanded. */
export const sourceOf = (beginning: Beginning, files: readonly StagedFile[]): StagedFile | null =>
  (isMadeFromPrimary(beginning) && files.find(({ role }) => role === 'primary')) || null

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

/** How whoever answers comes to know the source. */
export interface SourceReading {
  /** It reads all of the source, and nothing but the source, as the offline crew does. */
  isWhole: boolean
  /** What was read of each chapter of a long source; null where it is not read by chapters. */
  digest: SourceDigest | null
}

export interface SourceDigest {
  text: string
  /** What could not be read, in words. */
  leftOut: string[]
}

/** What an agent is told of the files. */
export function stagedContext(
  beginning: Beginning,
  files: readonly StagedFile[],
  { isWhole, digest }: SourceReading,
): StagedContext {
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
  const told = [...kept].map(piece => piece.text).join('\n\n')
  if (source && digest) return { source: digest.text, files: told, leftOut: [...digest.leftOut, ...leftOut] }
  const cut = source && isLong(text) ? Math.round((1 - mostOfSource / text.length) * 100) : 0
  return {
    source: text,
    files: told,
    leftOut: [...(source && cut > 0 ? [`${cut}% of “${source.name}”`] : []), ...leftOut],
  }
}

/** Changes whenever what an agent is told of the files does. */
export const hashOfStaged = (files: readonly StagedFile[]): string =>
  hashOf(files.flatMap(({ name, role, tag, text }) => [name, role, tag, text]))
