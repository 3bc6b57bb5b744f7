import { tokensOf } from '../agents/models.ts'
import type { ProjectType } from '../api/schemas.ts'
import type { Mode } from './brief.ts'

/** Files that are staged beside the brief: what may be staged, and as what. */

export const FILE_KINDS = ['txt', 'md', 'fountain', 'fdx', 'pdf', 'docx', 'epub', 'srt', 'vtt'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** Kinds that a whole screenplay may come in, and which can become the script. */
export const SCREENPLAY_KINDS: readonly string[] = ['fountain', 'fdx', 'pdf', 'txt'] satisfies FileKind[]

export const FILE_LIMITS = {
  bytes: 25 * 1024 * 1024,
  /** Characters of the text that is in a file. *War and Peace* has 3.2 million. */
  text: 4_000_000,
  /** Files of a timeline. */
  files: 40,
} as const

/**
 * Tokens of the files that a language model is told. A longer source is read chapter by chapter first, and told by what was
 * read (`digests`); other files are left out by name.
 */
export const TOLD_TOKENS = { source: 30_000, digests: 15_000, context: 12_000 } as const

/** What decides whether the Primary is what the film is made from. */
export interface Beginning {
  mode: Mode
  type: ProjectType
}

/** Is the film made from the Primary? Otherwise it is one more context file. An audio film follows its transcript. */
export const isMadeFromPrimary = ({ mode, type }: Beginning): boolean =>
  mode === 'condensation' || mode === 'transformation' || type === 'audio'

/** Is a source of so many characters read chapter by chapter? A transcript is not: its times would be lost. */
export const isReadByChapters = (beginning: Beginning, characters: number): boolean =>
  isMadeFromPrimary(beginning) && beginning.type !== 'audio' && tokensOf(characters) > TOLD_TOKENS.source

/** What a context file is for, as agents are told it. */
export const FILE_TAGS = {
  character: 'Character notes',
  world: 'World building',
  parody: 'Parody source',
  visual: 'Visual reference text',
  other: 'Other',
} as const
export type FileTag = keyof typeof FILE_TAGS
export const FILE_TAG_NAMES = ['character', 'world', 'parody', 'visual', 'other'] as const satisfies readonly FileTag[]

/** One file of a timeline is what the film is made from; the others are beside it. */
export const FILE_ROLES = ['primary', 'context'] as const

/** The kind that the ending of a file's name says; null for one that is not read. */
export function kindOfName(name: string): FileKind | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return FILE_KINDS.find(kind => kind === (ending === 'markdown' ? 'md' : ending)) ?? null
}

/** Why a file of so many bytes is not staged, as a sentence; null when it may be. */
export const tooLargeToStage = (bytes: number): string | null =>
  bytes > FILE_LIMITS.bytes
    ? `A file has at most ${FILE_LIMITS.bytes / 1024 / 1024} MB. It was not added, and nothing else changed. Split it, or save it without its pictures.`
    : null
