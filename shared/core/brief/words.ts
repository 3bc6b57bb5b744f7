import type { Brief } from './brief.ts'

/** 'from 8 to 12 minutes' in short; '' when nobody has said. */
export const lengthWords = ({ least, most }: Brief): string => {
  if (least === null && most === null) return ''
  if (least === null || most === null || least === most) return `${least ?? most} minutes`
  return `${least} to ${most} minutes`
}

/** What binds everything that is written, as a model is told it: a line for each thing that is said, '' for an empty brief. */
export function constraintWords(brief: Brief): string {
  const said: [string, string][] = [
    ['Length', lengthWords(brief)],
    ['Content rating', brief.rating ?? ''],
    ['Genres', brief.genres.join(', ')],
    ['Tone', brief.tone.trim()],
  ]
  return said.flatMap(([name, words]) => (words === '' ? [] : [`${name}: ${words}`])).join('\n')
}
