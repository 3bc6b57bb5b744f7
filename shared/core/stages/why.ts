/** Characters that the reason for a full regeneration has at least, at most. It is told to the agent and names the commit. */
export const WHY_LENGTH = { least: 10, most: 2000 } as const

/** What is wrong with a reason, in a sentence; null: nothing. */
export function whyProblem(why: string): string | null {
  const { length } = why.trim()
  if (length >= WHY_LENGTH.least && length <= WHY_LENGTH.most) return null
  return length < WHY_LENGTH.least
    ? `Say in at least ${WHY_LENGTH.least} characters why, and what should be different.`
    : `A reason has at most ${WHY_LENGTH.most.toLocaleString('en')} characters; this one has ${length.toLocaleString('en')}.`
}
