import type { BriefStyle } from '../../shared/core/brief/brief.ts'
import { TOLD_PASSAGES } from '../../shared/core/styles/limits.ts'
import { asData, type Piece, withinBudget } from './context.ts'

/** How the film is to be written, as agents are told it: passages of the written style that the brief names. */

export interface StylePassage {
  sample: string
  position: number
  text: string
}

export interface StyleContext extends BriefStyle {
  /** Those that are nearest to what is asked for, nearest first; none when the style is gone. */
  passages: readonly StylePassage[]
  /** What did not fit, or why there is nothing, in words. */
  leftOut: readonly string[]
}

/** As many passages as the budget has room for. */
export function styleContext(
  style: BriefStyle,
  found: readonly StylePassage[],
  leftOut: readonly string[] = [],
): StyleContext {
  const pieces = found.map((passage): Piece & { passage: StylePassage } => ({
    name: `passage ${passage.position + 1} of the sample “${passage.sample}”`,
    text: passage.text,
    passage,
  }))
  const { kept, leftOut: tooMuch } = withinBudget(pieces, TOLD_PASSAGES.tokens)
  return {
    ...style,
    passages: pieces.filter(piece => kept.has(piece)).map(({ passage }) => passage),
    leftOut: [...leftOut, ...tooMuch],
  }
}

/** The passages between tags; empty tags for neutral prose. */
export const toldStyle = (style: StyleContext | null): string =>
  asData('style', style ? style.passages.map(({ text }, at) => `[${at + 1}] ${text}`).join('\n\n') : '')
