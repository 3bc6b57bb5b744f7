import type { Chapter } from '../../../../shared/core/brief/chapters.ts'
import type { Extract } from './condense.ts'

/** Words by which a sentence is found again in its chapter. */
const OPENING = 8

/**
 * Every chapter of a long text by its number and name, and by their first words the sentences of it that stand in the
 * treatment: a reader checks each of them in the source.
 */
export function cited(chapters: readonly Chapter[], extracts: readonly Extract[], treatment: string): string {
  const taken = extracts.filter(({ text }) => treatment.includes(text))
  const lines = chapters.map(({ title }, at) => {
    const own = taken.filter(({ chapter }) => chapter === at).map(({ text }) => `“${openingOf(text)}”`)
    return `${at + 1} of ${chapters.length}: ${title.replace(/\s+/g, ' ')} – ${own.length === 0 ? 'nothing taken' : own.join(', ')}`
  })
  return `What each gave:\n${lines.join('\n')}\n`
}

function openingOf(sentence: string): string {
  const words = sentence.split(/\s+/)
  return words.length <= OPENING ? sentence : `${words.slice(0, OPENING).join(' ')}…`
}
