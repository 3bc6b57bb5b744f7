import type { StylePassage } from '../../../agents/style.ts'
import { cleanText, sentencesIn, wordCount } from '../story/sentences.ts'

/** How a text is written, as far as counting shows it, with turns of phrase of its own. */
export interface Manner {
  /** Words of the sentence in the middle: half are longer. */
  sentence: number
  /** Comparisons for a sentence, and some of them: 'like a slow thought'. */
  similes: { rate: number; phrases: readonly string[] }
  /** Words thrown in, for a sentence, and some of them: 'it must be said'. */
  asides: { rate: number; phrases: readonly string[] }
  /** Contractions for a sentence of narration. */
  contractions: number
  /** The share of sentences that have a figure in them: a date, a time, a count. */
  figures: number
}

const SIMILE =
  /\b(like (?:a|an|the|two|somebody|something|other|old|people|coins)\s[^,.;:!?“”"()]{4,60}|as (?:if|though) [^,.;:!?“”"()]{8,70})(?=[,.;!?])/gu
const ASIDE =
  /[,(]\s?((?:and, )?it (?:must|should|has to) be said|it (?:later )?turned out|as it turned out|as (?:these things go|advertised|usual|it happens|[\p{Ll}]+ later admitted)|of course|by all accounts|in the long run|eventually|chiefly|somewhat to everybody’s \p{Ll}+|somewhat to everybody's \p{Ll}+|I suppose|they say|you could say|so to speak)(?=[,):.])/gu
const CONTRACTED = /\b(?:\p{L}+n['’]t|I['’]m|(?:I|you|he|she|it|we|they|there|that|what|who)['’](?:s|d|ve|re|ll))\b/giu
/** It is about somebody whom no other story has, or told by an I. */
const OWN = /\b(?:I|my|me|mine|we|our|he|him|his|she|her|hers)\b|\p{Lu}/u

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap(([, found]) => found ?? [])

/** Null where there is nothing to measure. */
export function mannerOf(passages: readonly StylePassage[]): Manner | null {
  const text = cleanText(passages.map(passage => passage.text).join('\n\n'))
  // what people say in it is theirs; the manner is that of whoever tells it
  const told = text.replace(/[“"][^”"]*[”"]/g, ' ')
  const sentences = sentencesIn(told)
  if (sentences.length === 0) return null
  const lengths = sentences.map(wordCount).sort((a, b) => a - b)
  const [similes, asides] = [all(told, SIMILE), all(told, ASIDE)]
  const distinct = (phrases: readonly string[]) => [...new Set(phrases)].filter(phrase => !OWN.test(phrase))
  return {
    sentence: lengths[lengths.length >> 1] ?? 0,
    similes: { rate: similes.length / sentences.length, phrases: distinct(similes) },
    asides: { rate: asides.length / sentences.length, phrases: distinct(asides) },
    contractions: (told.match(CONTRACTED)?.length ?? 0) / sentences.length,
    figures: sentences.filter(sentence => /\d/.test(sentence)).length / sentences.length,
  }
}
