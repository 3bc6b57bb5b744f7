import { withoutHeadings } from '../../../../shared/core/brief/chapters.ts'
import { withinRating } from '../../../../shared/core/brief/withinRating.ts'
import type { TreatmentAnswer } from '../../../agents/storyAnswers.ts'
import type { TreatmentContext } from '../../../agents/storyContext.ts'
import { capitalise } from '../prose.ts'
import { cited } from './cited.ts'
import { cleaned } from './cleaned.ts'
import { chosen, extractsOf } from './condense.ts'
import { condensed, endingWords } from './condensed.ts'
import { directed } from './directed.ts'
import { ENDINGS, type Ending } from './endings.data.ts'
import type { Facts } from './facts.ts'
import { CHRONOLOGY, guided, wishesOf } from './guidance.ts'
import { minutesOf } from './minutes.ts'
import { type Material, narrative } from './narrative.ts'
import { readFacts } from './readFacts.ts'
import { registersOf } from './registers.ts'
import { rememberLast } from './rememberLast.ts'
import { sampled } from './sampled.ts'
import { cleanText, wordCount } from './sentences.ts'
import { spot, withoutProduct } from './spot.ts'
import type { Telling } from './steps.data.ts'
import { type Cast, castFrom, fill, momentOf } from './telling.ts'
import { timed } from './timed.ts'
import { mentions } from './titles.ts'
import { moved, worldOf } from './twist.ts'

/** So many sentences of a text go in whole; a longer one is condensed. */
const WHOLE = 26
const ENDING_OF: readonly [Ending, Ending, Ending] = ['won', 'lost', 'turned']
const MANNER: readonly [string, string, string] = [
  'told close and plain',
  'told coolly, looking back',
  'told between two people',
]

/** Reading a novel takes longer than writing of it. */
const factsOfText = rememberLast(
  (text: string) => readFacts(withoutHeadings(sampled(text))),
  text => [text],
)

/** A treatment by rules of structure over the text's own sentences. The same context always gets the same treatment. */
export function writeTreatment(asked: TreatmentContext): TreatmentAnswer {
  const { angle } = asked
  // an angle that a person gave this variant is guidance for it
  const said = [asked.guidance, ...(angle.own ? [angle.words] : [])].join('\n')
  const context = { ...cleaned({ ...asked, guidance: said }), twist: cleanText(asked.twist).replaceAll('\n', ' ') }
  const { brief, guidance } = context
  const telling = (((context.variant % 3) + 3) % 3) as Telling
  const wishes = wishesOf(guidance)
  const source = context.source.trim() === '' ? brief.idea : context.source
  const world = context.twist.trim() === '' ? null : worldOf(context.twist)
  const change = world ? moved(source, world) : null
  const text = change?.text ?? source
  const all = factsOfText(text)
  // what was moved is known by name and kind, and need not be found again by its words
  const read = change
    ? {
        ...all,
        places: distinctNames([...change.places, ...all.places]),
        things: distinctNames([...change.things, ...all.things]),
      }
    : all
  const withIdea =
    source === brief.idea || brief.idea.trim() === '' ? read : guided(read, wishesOf(brief.idea), brief.idea)
  const facts = withoutProduct(shortened(guided(withIdea, wishes, guidance)), brief)
  const minutes = minutesOf(brief)
  const words = Math.round(Math.min(1_350, Math.max(110, 90 + 11 * minutes)) * wishes.length)
  const seed = `${text.length} ${text.slice(0, 400)} ${guidance} ${context.twist}`
  const cast = castFrom(facts, brief, seed)
  const told = wishes.telling ?? telling
  const ending = wishes.ending ?? ENDING_OF[telling]
  const long = facts.sentences.length > WHOLE
  const parts = long ? extractsOf(text, facts) : null
  // a source is condensed; an idea of some length is still an idea, and is built on
  const asSource = parts !== null && (context.source.trim() !== '' || facts.sentences.length > WHOLE * 3)
  const taken =
    parts === null
      ? []
      : chosen(parts.extracts, Math.max(5, Math.round(words / (asSource ? 24 : 34))), telling, facts, brief.rating)
  const material: Material = {
    context,
    cast,
    own: withWish(
      parts
        ? taken.map(({ text: own, at }) => ({ text: quoted(own, facts), at }))
        : facts.sentences.filter(own => !onlyNames(own, facts)).map(own => ({ text: own, at: null })),
      directed(guidance),
    ),
    telling: told,
    ending,
    registers: registersOf(brief, wishes.register, context.twist),
    genres: wishes.genre ? [wishes.genre, ...brief.genres] : brief.genres,
    words,
    said: new Set(),
    world: world?.lines ?? [],
  }
  const times = brief.type === 'audio' ? timed(material, source) : null
  const made =
    times ??
    (brief.type === 'commercial'
      ? spot(material, minutes, telling)
      : asSource
        ? condensed(material)
        : narrative(material, minutes))
  const softened = new Set<string>()
  const mild = (line: string): string => {
    const within = withinRating(line, brief.rating)
    for (const word of within.softened) softened.add(word)
    return within.text
  }
  const label = ENDINGS[ending].label[facts.want ? 0 : 1]
  return {
    title: titleOf(context, cast, telling, source),
    tone: `${brief.tone.trim().replace(/[.\s]+$/, '') || capitalise(material.registers[0])}; ${MANNER[told]}`,
    ending: mild(asSource ? endingWords(material) : (fill(label, cast, momentOf(cast, 0)) ?? capitalise(ending))),
    chronology: times ? 'By the times of the transcript' : capitalise(`told ${CHRONOLOGY[told]}`),
    paragraphs: made.paragraphs.map(({ heading, text: line }) => ({ heading, text: mild(line) })),
    rationale: [
      `I write by rules of structure: ${material.own.length} of the sentences are the text’s own, ${made.told} are mine, told ${CHRONOLOGY[told]}.`,
      parts
        ? `The text has ${parts.chapters.length} chapters or parts; I read all of them and took the sentences that can best be filmed. ${cited(parts.chapters, taken, made.paragraphs.map(({ text: told }) => told).join('\n'))}`
        : '',
      change
        ? `Moved to ${change.world.name}: ${listed(change.changes)}. Names of people are kept.`
        : context.twist.trim() === ''
          ? ''
          : `I know no world for “${context.twist.trim().slice(0, 80)}”, so the setting is as it was.`,
      cast.invented.length > 0 && !asSource ? `The text does not say, so I added: ${cast.invented.join('; ')}.` : '',
      softened.size > 0 ? `For the rating ${brief.rating} I replaced: ${[...softened].slice(0, 12).join(', ')}.` : '',
      guidance.trim() === ''
        ? ''
        : wishes.understood.length > 0 || directed(guidance)
          ? `From your guidance: ${[...new Set([...wishes.understood, ...(directed(guidance) ? [`it happens that “${directed(guidance)}”`] : [])])].join('; ')}.`
          : 'I found nothing in your guidance that my rules cover, so I only chose other sentences.',
    ]
      .filter(line => line !== '')
      .join(' '),
  }
}

const listed = (changes: readonly [string, string][]): string =>
  changes.length === 0
    ? 'nothing in the text has a counterpart there'
    : changes
        .slice(0, 10)
        .map(([from, to]) => `${from} became ${to}`)
        .join(', ')

/** 'Lighthouse.' is a place and no sentence. */
const onlyNames = (sentence: string, facts: Facts): boolean =>
  wordCount(sentence) < 3 &&
  [...facts.people, ...facts.places, ...facts.things].some(({ name }) => mentions(sentence, name) >= 0)

/** What guidance wants to happen stands in the middle, as a sentence of the story. */
function withWish(own: Material['own'], wish: string | null): Material['own'] {
  if (wish === null) return [...own]
  const middle = Math.ceil(own.length * 0.6)
  return [
    ...own.slice(0, middle),
    { text: wish, at: own.some(({ at }) => at !== null) ? 0.6 : null },
    ...own.slice(middle),
  ]
}

const distinctNames = <T extends { name: string }>(all: readonly T[]): T[] =>
  all.filter((one, index) => all.findIndex(other => other.name === one.name) === index)

/** A sentence of a teller who says I is shown as that teller's words. */
const quoted = (sentence: string, facts: Facts): string =>
  facts.firstPerson && /\b(?:I|me|my)\b/.test(sentence) && !/["“”]/.test(sentence) ? `“${sentence}”` : sentence

/** A novel names hundreds; a film can carry this many. */
const shortened = (facts: Facts): Facts => ({
  ...facts,
  people: facts.people.slice(0, 12),
  places: facts.places.slice(0, 8),
  things: facts.things.slice(0, 8),
})

function titleOf({ twist, brief }: TreatmentContext, cast: Cast, telling: Telling, source: string): string {
  const said =
    /^\s*title:\s*([^\n]{2,80})/im.exec(brief.idea)?.[1] ??
    /^\s*title:\s*([^\n]{2,80})/im.exec(source.slice(0, 3_000))?.[1]
  const title = cleanText(said ?? '').replace(/[.;,\s]+$/, '')
  if (title !== '') return title
  if (/[\p{L}\p{N}]/u.test(twist) && twist.split(/\s+/).length <= 8) return titled(twist.trim().replace(/[.!\s]+$/, ''))
  const { hero, other, places, things } = cast
  const role = hero.role && !hero.name.startsWith('the ') ? `the ${hero.role}` : hero.name
  return titled([role, things[0].name, `${hero.name} and ${other.name}`][telling] ?? places[0].name)
}

const SMALL = /^(?:a|an|the|and|or|of|in|on|at|to|for|by|with|from)$/
const titled = (text: string): string =>
  capitalise(
    text
      .split(' ')
      .map((word, index) => (index > 0 && SMALL.test(word) ? word : capitalise(word)))
      .join(' '),
  )
