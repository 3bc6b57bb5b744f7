import { z } from 'zod'
import { PROJECT_TYPES } from '../../shared/core/api/schemas.ts'

type ProjectType = (typeof PROJECT_TYPES)[number]

/** What people call the three types of project. */
const CALLED: Record<ProjectType, readonly string[]> = {
  narrative: [
    'narrative',
    'short',
    'short film',
    'film',
    'feature',
    'feature film',
    'movie',
    'series',
    'episode',
    'drama',
    'narrative film',
    'narrative short',
    'narrative short film',
    'screenplay',
    'trailer',
    'music video',
    'documentary',
  ],
  commercial: ['commercial', 'ad', 'advert', 'advertisement', 'spot', 'tv spot', 'brand film', 'promo'],
  audio: ['audio', 'podcast', 'audio drama', 'audio first', 'radio', 'radio play', 'voice over', 'voiceover'],
}

const TYPE_OF = new Map(PROJECT_TYPES.flatMap(type => CALLED[type].map(name => [name, type] as const)))

/** A type of project by any of its names, in any case; 'narrative' when none is given. */
export const projectType = z
  .string()
  .default('narrative')
  .transform((given, context) => {
    const type = TYPE_OF.get(
      given
        .trim()
        .toLowerCase()
        .replace(/[-_\s/]+/g, ' '),
    )
    if (type !== undefined) return type
    context.addIssue({
      code: 'custom',
      message: `“${given}” is no type of project. Choose ${PROJECT_TYPES.join(', ')}.`,
    })
    return z.NEVER
  })
