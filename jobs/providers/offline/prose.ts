import { inCaseOf } from '../../../shared/core/text/inCaseOf.ts'

/** Sentences and letters: what every rule of the offline writer builds on. */

export const sentencesOf = (text: string): string[] => text.match(/[^.!?…]+(?:[.!?…]+["'”’)]*|$)\s*/g) ?? [text]

/** White space, punctuation and capitals put right after words were taken out. */
export function tidy(text: string): string {
  const clean = text
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\s+([,.;:!?…])/g, '$1')
    .replace(/,\s*,+/g, ',')
    .replace(/,\s*([.!?…])/g, '$1')
    .replace(/^[\s,;]+/, '')
    .replace(/([.!?…]\s+)[,;]\s*/g, '$1')
  return clean.replace(/([.!?]["'”’)]*\s+)(\p{Ll})/gu, (_, end: string, letter: string) => end + letter.toUpperCase())
}

export const capitalise = (text: string): string =>
  text.replace(/^(["'“‘(—–\s-]*)(\p{Ll})/u, (_, before: string, letter: string) => before + letter.toUpperCase())

export const lowerFirst = (text: string): string =>
  /^(?:I\b|[A-Z]{2})/.test(text) ? text : text.replace(/^\p{Lu}/u, letter => letter.toLowerCase())

/** Every whole-word `from` (any case) becomes `to` in the same case; `I` is no sign of a capital. */
export function replaceWords(text: string, from: string, to: string): string {
  const pattern = new RegExp(`(?<![\\p{L}'’])${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}'’])`, 'giu')
  return text.replace(pattern, found => (found.startsWith('I ') ? to : inCaseOf(found, to)))
}

/** 'walk' -> 'walks', 'cross' -> 'crosses', 'try' -> 'tries'. */
export function thirdPerson(verb: string): string {
  if (/^(have|be|do|go)$/.test(verb)) return { have: 'has', be: 'is', do: 'does', go: 'goes' }[verb] ?? verb
  if (/(?:s|x|z|ch|sh)$/.test(verb)) return `${verb}es`
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`
}

const BASES =
  'walk talk look stand sit run move turn hold wait watch stare smile laugh cry speak shout whisper read write sleep eat ' +
  'drink drive lean kneel crouch hide fight fall climb jump cross enter leave open close pull push carry drag throw catch ' +
  'pick drop reach touch grab take give make put set get go come try work play cook clean wash wipe pour fill pack search ' +
  'listen hear breathe shake tremble nod point wave kiss hug dance sing call knock ring burn shine glow flicker rain snow ' +
  'bleed sweat think wonder pace count type dig build break cut tie lie die ride fly swim float hang lay rise stare gaze'
const DOUBLES = new Set('sit run put set get drop grab hug nod cut dig swim drag'.split(' '))
const ingOf = (base: string): string =>
  DOUBLES.has(base)
    ? `${base}${base.at(-1)}ing`
    : base.endsWith('ie')
      ? `${base.slice(0, -2)}ying`
      : `${base.replace(/([^e])e$/, '$1')}ing`
const FROM_ING = new Map(BASES.split(' ').map(base => [ingOf(base), base]))

/** 'walking' -> 'walk' for verbs that are surely known; null for all others. */
export const stemOfIng = (word: string): string | null => FROM_ING.get(word) ?? null

export const contentWords = (text: string): string[] => text.match(/[\p{L}’']{5,}|\p{Lu}{2,}/gu) ?? []

/** Does the selected text end a sentence, so that one may be added behind it? */
export const endsSentence = (text: string, after: string): boolean =>
  after.trim() === '' ? true : /[.!?…]["'”’)]*\s*$/.test(text) && /^\s*["'“‘(]*\p{Lu}/u.test(after)
