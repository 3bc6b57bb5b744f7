import type { Brief, Mode } from './brief.ts'

/** 'from 8 to 12 minutes' in short; '' when nobody has said. */
export const lengthWords = ({ least, most }: Pick<Brief, 'least' | 'most'>): string => {
  if (least === null && most === null) return ''
  if (least === null || most === null || least === most) return `${least ?? most} minutes`
  return `${least} to ${most} minutes`
}

/** What each way to begin is called. */
export const MODE_TITLES: Record<Mode, string> = {
  expansion: 'Expansion',
  condensation: 'Condensation',
  transformation: 'Transformation',
  screenplay: 'Screenplay',
}

/** What binds everything that is written. */
type Constraints = Pick<Brief, 'least' | 'most' | 'rating' | 'genres' | 'tone'>
type Words = [name: string, words: string][]

const constraints = (brief: Constraints): Words => [
  ['Length', lengthWords(brief)],
  ['Content rating', brief.rating ?? ''],
  ['Genres', brief.genres.join(', ')],
  ['Tone', brief.tone.trim()],
]

/** What the fields say, by their names; '' where nobody has said. */
export const fieldWords = (brief: Brief): Words => [
  ['Made from', MODE_TITLES[brief.mode]],
  ['Twist', brief.twist.trim()],
  ...constraints(brief),
  ['Written style', brief.style?.name ?? ''],
  ['The idea', brief.idea.trim()],
]

/** What binds everything that is written, as a model is told it: a line for each thing that is said, '' for an empty brief. */
export const constraintWords = (brief: Constraints): string =>
  constraints(brief)
    .flatMap(([name, words]) => (words === '' ? [] : [`${name}: ${words}`]))
    .join('\n')
