import { capitalise, thirdPerson } from '../prose.ts'
import { looksLikeVerb } from './words.ts'

/** What guidance wants to happen, as a sentence of the story: 'Tomas should meet the mother' -> 'Tomas meets the mother.' */
export function directed(guidance: string): string | null {
  const text = guidance.trim().replace(/\s+/g, ' ')
  for (const sentence of text.split(/(?<=[.!?])\s+/)) {
    const plain = sentence
      .replace(/[.!?]+$/, '')
      .replace(/^(?:please|maybe|perhaps|i want|i think|we need|i would like),?\s+(?:that\s+)?/i, '')
    const should =
      /^(?!it\b|this\b|that\b|we\b|you\b|i\b|there\b|make\b|let\b)((?:[Tt]he |[Aa]n? |[Hh]is |[Hh]er )?[\p{L}’'-]+(?: [\p{L}’'-]+)?) (?:should|must|needs to|has to|ought to|could|might|can) (?!be (?:more|less|longer|shorter))(\p{Ll}+)( .*)?$/u.exec(
        plain,
      )
    if (should) return told(should[1] ?? '', should[2] ?? '', should[3] ?? '')
    const let_ =
      /^(?:let|have|make|show)\s+((?:the |a |an )?[\p{L}’'-]+)\s+(?!(?:more|less|a|the|it|longer|shorter|in|on|at)\b)(\p{Ll}+)( .*)?$/iu.exec(
        plain,
      )
    if (
      let_ &&
      !/^(?:it|this|that|them|everything|the)$/i.test(let_[1] ?? '') &&
      /^(?:\p{Lu}|the |a |an )/u.test(let_[1] ?? '')
    )
      return told(let_[1] ?? '', let_[2] ?? '', let_[3] ?? '')
    const clause =
      /^(?:add|insert|show|include|write|put in)\b.{0,40}?\b(?:where|in which|when|how)\s+(.{8,200})$/i.exec(plain)
    if (clause) return `${capitalise(clause[1] ?? '')}.`
    if (
      /^(?:\p{Lu}[\p{L}’'-]+|[Tt]he \p{Ll}+) (\p{Ll}+s)\b/u.test(plain) &&
      looksLikeVerb(/^\S+(?: \p{Ll}+)?? (\p{Ll}+s)\b/u.exec(plain)?.[1] ?? '') &&
      plain.split(' ').length > 3
    )
      return `${capitalise(plain)}.`
  }
  return null
}

const told = (who: string, verb: string, rest: string): string =>
  `${capitalise(who)} ${verb === 'not' ? 'does not' : thirdPerson(verb)}${rest}.`
