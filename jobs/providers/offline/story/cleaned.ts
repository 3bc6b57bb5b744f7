import type { StoryBrief } from '../../../agents/storyContext.ts'
import { cleanText } from './sentences.ts'

/** What people typed, as prose: nothing of it can break a sentence that it is put into. */
export const cleaned = <T extends { brief: StoryBrief; guidance: string }>(context: T): T => ({
  ...context,
  guidance: cleanText(context.guidance),
  brief: {
    ...context.brief,
    tone: cleanText(context.brief.tone).replaceAll('\n', ' '),
    idea: cleanText(context.brief.idea),
  },
})
