import type { Brief } from './brief.ts'

/** 'from 8 to 12 minutes' in short; '' when nobody has said. */
export const lengthWords = ({ least, most }: Brief): string => {
  if (least === null && most === null) return ''
  if (least === null || most === null || least === most) return `${least ?? most} minutes`
  return `${least} to ${most} minutes`
}

/** What the fields say, by their names; '' where nobody has said. */
export const fieldWords = (brief: Brief): [name: string, words: string][] => [
  ['Length', lengthWords(brief)],
  ['Content rating', brief.rating ?? ''],
  ['Genres', brief.genres.join(', ')],
  ['Tone', brief.tone.trim()],
  ['The idea', brief.idea.trim()],
]

/** What binds everything that is written, as a model is told it: a line for each thing that is said, '' for an empty brief. */
export const constraintWords = (brief: Brief): string =>
  fieldWords({ ...brief, idea: '' })
    .flatMap(([name, words]) => (words === '' ? [] : [`${name}: ${words}`]))
    .join('\n')
