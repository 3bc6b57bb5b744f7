import { withinRating } from '../../shared/core/brief/withinRating.ts'
import type { StoryBrief } from './storyContext.ts'

/**
 * The rating of the brief is checked after every generation, whoever answered: words that are too strong are made milder, and
 * said in the trace. Words of `own`, which people wrote, stay as they are.
 */
export function ratedAnswer(
  { rating }: Pick<StoryBrief, 'rating'>,
  repairs: string[],
  own = '',
): (text: string) => string {
  return text => {
    const { text: mild, softened } = withinRating(text, rating, own)
    for (const word of softened) {
      const repair = `“${word}” is too strong for ${rating} and was made milder`
      if (!repairs.includes(repair)) repairs.push(repair)
    }
    return mild
  }
}
