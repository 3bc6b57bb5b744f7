import type { Brief } from './brief.ts'

/** Bounds of what a brief may say; the page shows them, the server asks them before the brief is locked. */
export const BRIEF_LIMITS = {
  /** Minutes. */
  length: { least: 0.25, most: 240 },
  /** Characters. */
  tone: { least: 10, most: 500 },
  idea: { most: 20_000 },
} as const

export type BriefProblems = Partial<Record<'length' | 'rating' | 'genres' | 'tone' | 'idea', string>>

/** What is missing or wrong in each field, in sentences. Nothing: the brief may be locked. */
export function checkBrief({ least, most, rating, genres, tone, idea }: Brief): BriefProblems {
  const problems: BriefProblems = {}
  const { length } = BRIEF_LIMITS
  if (least === null || most === null) problems.length = 'Say how long the film may be: from and to, in minutes.'
  else if (least < length.least || most > length.most)
    problems.length = `A film lasts ${length.least} to ${length.most} minutes here.`
  else if (least > most) problems.length = 'The shortest length is longer than the longest.'
  if (rating === null) problems.rating = 'Choose whom the film may be shown to.'
  if (genres.length === 0) problems.genres = 'Choose at least one genre.'
  const feel = tone.trim().length
  if (feel < BRIEF_LIMITS.tone.least)
    problems.tone = `Say in ${BRIEF_LIMITS.tone.least} characters or more how it should feel.`
  else if (feel > BRIEF_LIMITS.tone.most)
    problems.tone = `At most ${BRIEF_LIMITS.tone.most} characters; these are ${feel}.`
  if (idea.length > BRIEF_LIMITS.idea.most)
    problems.idea = `At most ${BRIEF_LIMITS.idea.most.toLocaleString('en')} characters; these are ${idea.length.toLocaleString('en')}.`
  return problems
}
