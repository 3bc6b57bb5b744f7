import { tooLargeToStage } from '../brief/files.ts'

/** What a written style may have. Every limit is asked by the server and said on the page. */
export const STYLE_LIMITS = {
  /** Styles of one organisation or person. */
  styles: 100,
  /** Samples of one style. */
  samples: 40,
  /** Passages of one style: some ten novels. */
  chunks: 20_000,
  name: 100,
  description: 500,
  /** Characters of what is searched for. */
  query: 500,
} as const

/** Why a file of so many bytes is no sample, as a sentence; null when it may be one. The bound is that of staged files. */
export const tooLargeForSample = (bytes: number): string | null => tooLargeToStage(bytes)

/** Tokens of the passages that an agent is told, and how many are looked for. */
export const TOLD_PASSAGES = { tokens: 1_500, found: 8 } as const
