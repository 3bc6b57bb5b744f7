import { seedOf } from '../choose.ts'
import { replaceWords } from '../prose.ts'
import { cleanText, sentencesIn, wordCount } from '../story/sentences.ts'
import { CONTRACTIONS } from '../words.ts'
import type { Manner } from './manner.ts'
import { joined, namesIn, parted } from './rhythm.ts'

/** Words of a sentence at and below which a manner is short, and at and above which it is long. */
const SHORT = 10
const LONG = 20
/** At and below which pieces of sentences stand alone. */
const PIECES = 8
/** A manner is to show in a page: sentences get twice as many turns of phrase as in the samples, and never more than these. */
const MORE = 2
const MOST = 0.4
const chanceOf = (rate: number): number => Math.min(MOST, rate * MORE)

/** What was done to a text, for the rationale. */
export interface Done {
  parted: number
  joined: number
  borrowed: string[]
}
export const nothingDone = (): Done => ({ parted: 0, joined: 0, borrowed: [] })

interface Restyling {
  manner: Manner
  done: Done
  /** Sentences that stay as they are: later stages find them by their words. */
  kept: ReadonlySet<string>
  /** Names of people and places, which keep their capital wherever they stand. */
  names: ReadonlySet<string>
}

export const restyling = (manner: Manner, whole: string, kept: readonly string[] = []): Restyling => ({
  manner,
  done: nothingDone(),
  kept: new Set(kept),
  names: namesIn(whole),
})

/** The text in a manner: the rhythm of its sentences, and turns of phrase of its samples, each at most once. */
export function restyled(text: string, restyling: Restyling): string {
  const { manner, kept } = restyling
  const out: string[] = []
  let run: string[] = []
  const inWords = manner.contractions > 0.1 ? contracted : (sentence: string) => sentence
  const close = () => {
    out.push(...inRhythm(run, restyling).map(sentence => inWords(phrased(sentence, restyling))))
    run = []
  }
  for (const sentence of sentencesIn(cleanText(text))) {
    if (!kept.has(sentence)) {
      run.push(sentence)
      continue
    }
    close()
    out.push(sentence)
  }
  close()
  return out.join(' ')
}

function inRhythm(sentences: readonly string[], { manner, done, names }: Restyling): string[] {
  if (manner.sentence <= SHORT) {
    const parts = sentences.flatMap(sentence => parted(sentence, manner.sentence <= PIECES))
    done.parted += parts.length - sentences.length
    return parts
  }
  if (manner.sentence < LONG) return [...sentences]
  const whole = joined(sentences, manner.sentence, names)
  done.joined += sentences.length - whole.length
  return whole
}

/** A comparison at the end, or a word thrown in, as often as the samples have them. */
function phrased(sentence: string, { manner, done, names }: Restyling): string {
  if (wordCount(sentence) < 5 || /[“”"?!:[\]]/u.test(sentence)) return sentence
  const chance = (seedOf(sentence) % 1_000) / 1_000
  const { similes, asides } = manner
  const simile = chance < chanceOf(similes.rate) ? unused(similes.phrases, sentence, done) : null
  if (simile !== null && !/\b(?:like|as if|as though)\b/.test(sentence)) {
    done.borrowed.push(simile)
    return `${sentence.replace(/\.$/, '')}, ${simile}.`
  }
  const aside = 1 - chance <= chanceOf(asides.rate) ? unused(asides.phrases, sentence, done) : null
  const [, subject = '', rest = ''] = /^(He|She|It|The \p{Ll}+|\p{Lu}\p{Ll}+) (\p{Ll}{2,}s\b.+)$/u.exec(sentence) ?? []
  const isSubject = /^(?:He|She|It|The .*)$/.test(subject) || names.has(subject)
  if (aside === null) return sentence
  done.borrowed.push(aside)
  const thrown = aside.replace(/^and, /, '')
  return isSubject && !/^(?:is|was|has)\b/.test(rest)
    ? `${subject}, ${thrown}, ${rest}`
    : `${sentence.replace(/\.$/, '')}, ${thrown}.`
}

function unused(phrases: readonly string[], sentence: string, { borrowed }: Done): string | null {
  const free = phrases.filter(phrase => !borrowed.includes(phrase))
  return free[seedOf(sentence) % Math.max(1, free.length)] ?? null
}

/** Those with not alone: 'what settles it is small' has no 'it is' in it. */
const NEGATIVES = CONTRACTIONS.filter(([from]) => /not$/.test(from))
const contracted = (text: string): string =>
  text
    .split(/([“"][^”"]*[”"])/)
    .map((part, at) =>
      at % 2 === 1 ? part : NEGATIVES.reduce((told, [from, to]) => replaceWords(told, from, to), part),
    )
    .join('')
