import { SPOT } from './commercial.data.ts'
import { CONFRONTATION, ENDINGS, QUARREL } from './endings.data.ts'
import { GENRE_LINES, REGISTER_LINES } from './moods.data.ts'
import { STEPS } from './steps.data.ts'

/** Which sentences of a treatment can stand in a script as they are. A treatment also tells; a script only shows. */

const TOLD_ONLY =
  /\b(?:stor(?:y|ies)|picture|frame|cut|joke|ending|warned|believes|understands?|learns?|wants?|matters?|stakes|idea|memory|reasons?|price|trouble|obstacle|from here|from that moment|by evening|by tomorrow|what (?:seemed|settles|decides|follows|stands|stood)|is afraid|in the order|for the first time|for once|each gain|happy part|a plan that|the question is|rules|half of the way|all of it|good enough|never meant|better at it|secret|turns out|comes down to|both hands free|nothing new|given away|everything right|could have|could win|would have done|costs?|worst|ordinary morning|same hour|the days have|routine|habit|a game|at this table|every way back|first step|three chances|two of a kind|takes less|one would stop|partnership|both of them lose|no longer|there is a moment|there were warnings|goes wrong|nobody is cruel|before anyone is about|in another light|out of its place|then it works|length of one evening|procedure|back where|under control|how it looks|nobody is shown|an ordinary minute|small defeat|adds up|kind to the wrong|more than they thought|more than (?:it|they)|has been told whom|the first attempt|the second attempt|little by little|a phone is not answered|later it will|accident, |begins to do|on both sides|of the week|nearly true|quotes|belongs to that order|two lines|like somebody going|four words|goes over it|settled in plain|decided by who|lasts longer|is real this time|comes to blows|as long as it takes|way of doing these|there is somebody to ask|if somebody were|each of them|who will matter|was there too|has only to wait|is offered the same|speaks with each|is thanked|asks for nothing|not reckoned|they did not ask for|it is not yet clear|will stay one)\b/i

/** A line of the tables as it may come out: filled, and perhaps in capitals at its beginning. */
interface Row {
  /** The longest stretch without braces, to look for first. */
  literal: string
  pattern: RegExp
  told: boolean
}

const rowOf = (line: string): Row => ({
  literal: line.split(/\{\p{L}+\}/u).reduce((longest, part) => (part.length > longest.length ? part : longest), ''),
  pattern: new RegExp(`^${line.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\p{L}+\}/gu, '.{1,120}?')}$`, 'iu'),
  told: TOLD_ONLY.test(line),
})

const TABLES: readonly (readonly string[])[] = [
  ...Object.values(STEPS).flat(),
  ...Object.values(ENDINGS).flatMap(({ climax, final }) => [climax, final]),
  ...Object.values(CONFRONTATION),
  ...Object.values(QUARREL),
  ...Object.values(GENRE_LINES).flatMap(({ tests, bad }) => [tests, bad]),
  ...Object.values(REGISTER_LINES).flatMap(({ opening, low, final }) => [opening, low, final]),
  ...Object.values(SPOT).flat(),
]
let rows: Row[] | null = null
/** The row that a sentence comes from; undefined for what people wrote. */
function rowFor(sentence: string): Row | undefined {
  rows ??= TABLES.flat()
    .flatMap(line => line.split(/(?<=[.!?]) (?=\p{Lu}|\{\p{L})/u))
    .map(rowOf)
    // '{seen}' alone would be any sentence
    .filter(({ literal }) => literal.length >= 8)
  return rows.find(({ literal, pattern }) => sentence.includes(literal) && pattern.test(sentence))
}

/** Is it a sentence of our own tables? */
export const ours = (sentence: string): boolean => rowFor(sentence) !== undefined

/** Is it one of our own sentences that tells and does not show? What people wrote is always theirs to see. */
export const onlyTold = (sentence: string): boolean => rowFor(sentence)?.told === true

/** What somebody is, wants or cannot do: nothing to photograph, but something to talk about. */
export const inward = (sentence: string): boolean =>
  /\b(?:cannot|can['’]t|wants? to|must|has to|have to|needs? to|knows? that|believes?|hopes?|dreams?|remembers?|thinks?|is (?:an?|the) \p{L}+\.?$|never spoke|decides?)\b/iu.test(
    sentence,
  )
