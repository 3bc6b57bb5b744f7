import { SPOT } from './commercial.data.ts'
import { CONFRONTATION, ENDINGS } from './endings.data.ts'
import { GENRE_LINES, REGISTER_LINES } from './moods.data.ts'
import { STEPS } from './steps.data.ts'

/** Which sentences of a treatment can stand in a script as they are. A treatment also tells; a script only shows. */

const TOLD_ONLY =
  /\b(?:stor(?:y|ies)|picture|frame|cut joins|first joke|in the end|ending|later everyone|counted, later|believes|understands?|learns?|wants?|matters?|stakes|idea|memory|reasons?|price|trouble|obstacle|from here|from that moment|by evening|by tomorrow|nobody has yet|what seemed|what settles|what decides|what follows|what stands|what stood|is afraid|in the order|for the first time|begins to do|each gain|happy part|a plan that|the question is|rules are|half of the way|on which all|good enough|never meant|better at it|secret|turns out|comes down to|has to let go|nothing new|is given away|does everything right|could have|could win|would have done|costs?|worst|ordinary morning|two people are awake|the days have|routine|habit|game comes|at this table|ways? back|first step|three chances|of a kind|it takes less|looking for the place|what was a partnership|the lines of|both of them lose|is not quite|no longer|there is a moment|there were warnings|it goes wrong|nobody is cruel|what {hero}|is the caught up|now the story|before anyone is about|again, in another light|out of its place|and then it works|length of one evening|procedure for this|back where|under control|nobody is shown|takes a night|ordinary minute|same small defeat|adds up|an enemy)\b/i

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
