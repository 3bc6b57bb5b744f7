import { z } from 'zod'
import { cleanName } from '../text/storable.ts'

export const TAG_LIMITS = { length: 40, each: 20, project: 200 } as const

/** A word or two that people put on an artifact, as they typed it. */
export const artifactTag = z
  .string()
  .transform(text => cleanName(text).replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'Type a tag.').max(TAG_LIMITS.length, `A tag has at most ${TAG_LIMITS.length} characters.`))
