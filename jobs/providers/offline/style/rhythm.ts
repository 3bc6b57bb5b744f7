import { capitalise, lowerFirst, tidy } from '../prose.ts'
import { wordCount } from '../story/sentences.ts'
import { FILLERS } from '../words.ts'

/** Sentences made shorter or longer, without a word of what they tell. */

const SUBJECT = String.raw`(?:he|she|they|it|we|nobody|somebody|everybody|the \p{Ll}+|an? \p{Ll}+|\p{Lu}\p{Ll}+)`
const CLAUSE = new RegExp(String.raw`, (and|but|so|then) (?=${SUBJECT} \p{Ll}+)`, 'gu')
const AFTER_VERB =
  'the|a|an|his|her|its|their|to|at|in|on|up|down|out|into|from|with|away|back|over|off|for|through|by|it|him|them'
/** 'Mila takes the coin and walks to the door' */
const SHARED = new RegExp(
  String.raw`^(He|She|It|The \p{Ll}+|\p{Lu}\p{Ll}+) (\p{Ll}+s .{4,}?),? and (?:then )?(\p{Ll}{2,}s)(?=\.| (?:${AFTER_VERB})\b)`,
  'u',
)
/** A word that begins a sentence and is no name of anybody. */
const STARTS =
  /^(?:The|An?|He|She|It|They|His|Her|Its|Their|In|On|At|When|While|And|But|Then|There|This|That|One|Nobody|Somebody|Everybody|Every|Each|What|Where|For|By|With|From|Now|Only|Not|No|All|Both|Some|Two|Three|After|Before|Behind|Under|Above|Outside|Inside|Later|Again|Still|Even|As|If|So|Once)\b/u
const SPOKEN = /[“”"?!:[\]]/u
/** 'When Mila asks him, he waits.' */
const WHEN = new RegExp(String.raw`^(?:When|As|While|After) ([^,]+), (?=${SUBJECT} \p{Ll}+)`, 'u')
/** 'rows strangers across the river for a coin': what is said last can stand alone. */
const LAST = /^(.+ .+ .+ .+ .+) ((?:for|without|with) (?:\p{Ll}+ ){0,3}\p{Ll}+\.)$/u

const FILLER = new RegExp(`\\b(?:${FILLERS.join('|')}) (?=\\p{Ll})`, 'gu')

/**
 * 'Mila takes the coin and walks to the door.' -> 'Mila takes the coin. Mila walks to the door.' `inPieces`: what is said last
 * may stand alone.
 */
export function parted(sentence: string, inPieces: boolean): string[] {
  if (/[“”"?![\]]|\b(?:like|as if|as though)\b/u.test(sentence)) return [sentence]
  return tidy(sentence.replace(FILLER, ''))
    .replace(/(?<=\p{Ll})[;:] (?:and |but )?/gu, '. ')
    .replace(CLAUSE, (_, word: string) => (word === 'but' ? '. But ' : '. '))
    .split(/(?<=\.) /)
    .map(part => capitalise(part.replace(WHEN, '$1. ')))
    .flatMap(part => part.split(/(?<=\.) /))
    .flatMap(part => {
      const [whole, subject, first, verb] = SHARED.exec(part) ?? []
      return whole === undefined ? [part] : [`${subject} ${first}.`, `${subject} ${verb}${part.slice(whole.length)}`]
    })
    .flatMap(part => (inPieces ? LAST.exec(part)?.slice(1) : null) ?? [part])
    .map(part => capitalise(`${part.replace(/[,;.]+$/, '')}.`))
}

/** Sentences joined by turns of 'and' until they are about as long as `words`; each as it is where it cannot be joined. */
export function joined(sentences: readonly string[], words: number, names: ReadonlySet<string>): string[] {
  const out: string[] = []
  let parts = 1
  for (const sentence of sentences) {
    const open = out.at(-1)
    const mayJoin =
      open !== undefined &&
      parts < 4 &&
      wordCount(open) < words * 0.8 &&
      !SPOKEN.test(open + sentence) &&
      open.endsWith('.') &&
      (STARTS.test(sentence) || names.has(firstWord(sentence)))
    if (!mayJoin) {
      out.push(sentence)
      parts = 1
      continue
    }
    const next = names.has(firstWord(sentence)) ? sentence : lowerFirst(sentence)
    const link = /^(?:and|but|then|so|when|while)\b/.test(next) ? ', ' : parts % 2 === 1 ? ', and ' : '; and '
    out[out.length - 1] = open.slice(0, -1) + link + next
    parts++
  }
  return out
}

const firstWord = (sentence: string): string => /^\p{Lu}[\p{L}’'-]*/u.exec(sentence)?.[0] ?? ''

/** Words that stand with a capital inside sentences: names, mostly. */
export const namesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}[\p{L}’'-]*/gu)].map(([name]) => name))
