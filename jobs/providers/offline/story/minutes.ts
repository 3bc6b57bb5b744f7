import type { StoryBrief } from '../../../agents/storyContext.ts'

/** Minutes of a film: the middle of what the brief allows; of a feature or a spot where it does not say. */
export function minutesOf({ type, least, most }: StoryBrief): number {
  const usual = type === 'commercial' ? 0.5 : 90
  return ((least ?? most ?? usual) + (most ?? least ?? usual)) / 2
}
