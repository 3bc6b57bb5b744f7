import type { Brief } from './brief.ts'

/** Bounds of what a brief may say; the page shows them, the server asks them before the brief is locked. */
export const BRIEF_LIMITS = {
  /** Minutes. */
  length: { least: 0.25, most: 240 },
  /** Characters. */
  tone: { least: 10, most: 500 },
  idea: { most: 20_000 },
  twist: { most: 300 },
} as const

export type BriefProblems = Partial<
  Record<'files' | 'twist' | 'length' | 'rating' | 'genres' | 'tone' | 'idea', string>
>

/**
 * What is missing or wrong in each field, in sentences, in the order of the page. Nothing: the brief may be locked.
 * `hasPrimary`: is a file staged as Primary? `isAudio`: then an audio film follows it, and needs no idea besides.
 */
export function checkBrief(brief: Brief, hasPrimary: boolean, isAudio = false): BriefProblems {
  const { least, most, rating, genres, tone, idea, mode, twist } = brief
  const problems: BriefProblems = {}
  const isTold = idea.trim() !== ''
  if (mode === 'condensation' && !hasPrimary)
    problems.files = 'Add the long text as a file and make it Primary: a condensation is made from it.'
  if (mode === 'transformation' && !hasPrimary && !isTold)
    problems.files = 'Add what is to be transformed as a file and make it Primary, or write it into the idea.'
  if (mode === 'transformation' && twist.trim() === '')
    problems.twist = 'Say what becomes of it, such as “Hamlet in space”.'
  if (twist.length > BRIEF_LIMITS.twist.most)
    problems.twist = `At most ${BRIEF_LIMITS.twist.most} characters; these are ${twist.length}.`
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
  if (mode === 'expansion' && !isTold && !(isAudio && hasPrimary))
    problems.idea = 'Tell the story in one to three paragraphs: the film is made from them.'
  else if (idea.length > BRIEF_LIMITS.idea.most)
    problems.idea = `At most ${BRIEF_LIMITS.idea.most.toLocaleString('en')} characters; these are ${idea.length.toLocaleString('en')}.`
  return problems
}
