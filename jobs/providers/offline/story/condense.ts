import type { Rating } from '../../../../shared/core/brief/brief.ts'
import { type Chapter, chaptersOf } from '../../../../shared/core/brief/chapters.ts'
import { withinRating } from '../../../../shared/core/brief/withinRating.ts'
import type { Facts } from './facts.ts'
import { rememberLast } from './rememberLast.ts'
import { cinematic, toldInPast } from './score.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import type { Telling } from './steps.data.ts'
import { mentions } from './titles.ts'

/** A sentence of a long text: where it stands (0 to 1, and in which chapter, from 0) and how well it would serve a film. */
export interface Extract {
  text: string
  at: number
  chapter: number
  score: number
}

/** Sentences of a chapter that are looked at closely; more would only be more of the same. */
const FINALISTS = 12

/** The best sentences of every chapter, in the order of the text. */
export const extractsOf = (source: string, facts: Facts): Extracts => readExtracts(source, namesOf(facts))

export interface Extracts {
  chapters: readonly Chapter[]
  extracts: readonly Extract[]
}

const readExtracts = rememberLast(findExtracts, (source, names) => [source, ...names])

function findExtracts(source: string, names: ReadonlySet<string>): Extracts {
  const chapters = chaptersOf(source)
  const past = toldInPast(source.slice(0, 200_000))
  const whole = chapters.reduce((sum, { text }) => sum + text.length, 0) || 1
  const extracts: Extract[] = []
  const taken = new Set<string>()
  let before = 0
  for (const [chapter, { text }] of chapters.entries()) {
    const sentences = sentencesIn(cleanText(text))
    const scored = sentences.map(
      (sentence, index): Extract => ({
        text: sentence,
        at: (before + (text.length * index) / sentences.length) / whole,
        chapter,
        score: cinematic(sentence, names, past) + (index < 2 || index >= sentences.length - 2 ? 0.8 : 0),
      }),
    )
    before += text.length
    const finalists = [...scored].sort((a, b) => b.score - a.score).slice(0, FINALISTS)
    for (const extract of scored) {
      if (!finalists.includes(extract) || taken.has(extract.text)) continue
      taken.add(extract.text)
      extracts.push(extract)
    }
  }
  return { chapters, extracts }
}

/** The last word of each name: 'Ahab' of 'Captain Ahab'. */
const namesOf = (facts: Facts): Set<string> =>
  new Set(
    facts.people
      .slice(0, 10)
      .map(person => person.cue.toLowerCase().split(' ').at(-1) ?? '')
      .filter(word => word.length > 2),
  )

/** Names without which nobody would know the text again: of those whom it is about most, and of its first place with a name. */
function knownBy({ people, places }: Facts): string[] {
  const heaviest = [...people].sort((a, b) => b.weight - a.weight).slice(0, 3)
  const place = places.find(({ name }) => /^(?:the )?\p{Lu}/u.test(name)) ?? places[0]
  return [...heaviest.map(({ name }) => name), ...(place ? [place.name] : [])].map(name => name.replace(/^the /, ''))
}

/** How much of a sentence an audience may have: a strong one loses before a mild one, and for grown-ups it is the other way round. */
const fitness = (text: string, rating: Rating | null): number =>
  rating === 'M'
    ? Math.min(1, withinRating(text, 'PG').softened.length) * 0.8
    : -1.5 * withinRating(text, rating).softened.length

/**
 * `most` of the extracts for one of three tellings, spread over the whole text, in order. A fifth of them, the best, are in
 * every telling; the others are in one telling only, so that the three differ. Names that the text is known by are in all.
 */
export function chosen(
  extracts: readonly Extract[],
  most: number,
  telling: Telling,
  facts: Facts,
  rating: Rating | null,
): Extract[] {
  const names = [...namesOf(facts)]
  // whoever has been told about much leaves room for the others
  const told = new Map<string, number>()
  const spent = (text: string) =>
    names.reduce((sum, name) => sum + (text.toLowerCase().includes(name) ? (told.get(name) ?? 0) : 0), 0) * 0.4
  if (most <= 0 || extracts.length === 0) return []
  const slots = Math.min(most, Math.max(1, Math.floor(extracts.length / 3)))
  const out: Extract[] = []
  for (let slot = 0; slot < slots; slot++) {
    const here = extracts.filter(extract => Math.min(slots - 1, Math.floor(extract.at * slots)) === slot)
    const ranked = here
      .map(extract => ({ extract, worth: extract.score - spent(extract.text) + fitness(extract.text, rating) }))
      .sort((a, b) => b.worth - a.worth)
      .map(({ extract }) => extract)
    const shared = slot % 5 === 2 || slot === slots - 1
    const best = ranked[shared ? 0 : Math.min(telling, ranked.length - 1)]
    // where a stretch is too thin for three tellings it is told by one of them only
    if (best && (shared || ranked.length > telling) && best.score > -5) {
      out.push(best)
      for (const name of names) if (best.text.toLowerCase().includes(name)) told.set(name, (told.get(name) ?? 0) + 1)
    }
  }
  for (const name of knownBy(facts)) {
    if (out.some(({ text }) => mentions(text, name) >= 0)) continue
    const ranked = extracts.filter(one => mentions(one.text, name) >= 0).sort((a, b) => b.score - a.score)
    const best = ranked[Math.min(telling, ranked.length - 1)]
    if (best) out.push(best)
  }
  return out.sort((a, b) => a.at - b.at)
}
