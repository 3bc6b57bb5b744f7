import type { Severity } from '../../../../shared/core/room/findings.ts'
import type { NumberedElement } from '../../../agents/roomContext.ts'

/** What a rule has found, before it is told as an answer. */
export interface Remark {
  severity: Severity
  title: string
  reason: string
  /** The elements that show it, at least one. */
  at: readonly NumberedElement[]
  change?: { element: NumberedElement; text: string }
}

/** Characters of an element that are quoted. */
const QUOTED = 100

/** The beginning of an element's words, to its last whole word. */
export function quoteOf({ text }: NumberedElement): string {
  const words = text.trim().replace(/\s+/g, ' ')
  if (words.length <= QUOTED) return words
  return words
    .slice(0, QUOTED)
    .replace(/\s+\S*$/, '')
    .toWellFormed()
}

/** 'one', 'two and three', 'one, two and three'. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
