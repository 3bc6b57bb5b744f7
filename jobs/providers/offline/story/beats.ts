import { withinRating } from '../../../../shared/core/brief/withinRating.ts'
import type { BeatsAnswer } from '../../../agents/storyAnswers.ts'
import type { BeatsContext, StoryBrief } from '../../../agents/storyContext.ts'
import { seedOf } from '../choose.ts'
import { cleaned } from './cleaned.ts'
import { directed } from './directed.ts'
import type { Facts } from './facts.ts'
import { factsOf } from './factsOf.ts'
import { guided, wishesOf } from './guidance.ts'
import { minutesOf } from './minutes.ts'
import { registersOf } from './registers.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import { withoutProduct } from './spot.ts'
import { castFrom, fill, momentOf } from './telling.ts'
import { clauseTitle, mentioned, titleFrom } from './titles.ts'
import { type Turn, turnOf, turnWords } from './turns.ts'

/** A sentence of the treatment and the line that it stands in. */
interface Told {
  text: string
  line: number
}

/** Sentences of a body; a beat says what happens, not everything that is told about it. */
const MOST = 4

/** The beat sheet of a treatment: its sentences in order, in as many beats as the length asks for, each with its turn. */
export function writeBeats(asked: BeatsContext): BeatsAnswer {
  const context = cleaned(asked)
  const { brief, treatment, guidance } = context
  const wishes = wishesOf(guidance)
  const told = toldIn(context)
  const lines = treatment.map(({ n }) => n)
  if (told.length === 0 || lines.length === 0)
    return { beats: [], rationale: 'The treatment has no sentence that a beat could come from.' }
  const facts = withoutProduct(guided(factsOf(treatment, brief), wishes, guidance), brief)
  // more beats than sentences only where the least that a sheet may have asks for it
  const wanted = Math.max(
    Math.min(countFor(context, wishes.length), told.length),
    Math.max(1, Math.min(context.least, context.most)),
  )
  const groups = grouped(told, wanted)
  const [register] = registersOf(brief, wishes.register)
  const seed = `${told[0]?.text} ${guidance}`
  const wish = directed(guidance)
  const wishAt = wish === null ? -1 : Math.floor(groups.length / 2)
  const titles = new Set<string>()
  const softened = new Set<string>()
  const mild = (text: string): string => {
    const within = withinRating(text, brief.rating)
    for (const word of within.softened) softened.add(word)
    return within.text
  }
  let turn: Turn | null = null
  const ways = waysOf(
    groups.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')),
    context.ending,
    seed,
  )
  let next = lines[0] ?? 1
  const beats = groups.map((group, index) => {
    const sentences = group.sentences.map(({ text }) => text)
    if (index === wishAt && wish) sentences.push(wish)
    const text = sentences.join(' ')
    const here = mentioned(text, facts.people)
    turn = turnOf(text, ways[index] ?? false, register, turn)
    const kept = briefest(sentences, facts)
    const more = group.again ? [followed(context, facts, index, seed)] : kept
    // what is heard in a transcript turns as it does: nothing is said about it
    const turned = STAMP.test(text) ? [] : [turnWords(turn, here[0]?.name ?? facts.people[0]?.name ?? '')]
    const title = titleOf(group.again ? more : kept, text, facts, titles)
    titles.add(title)
    const last = index === groups.length - 1 ? (lines.at(-1) ?? 1) : (group.sentences.at(-1)?.line ?? next)
    // headings belong to the beat that comes after them; a line that two beats share is in both
    const from = Math.min(group.sentences[0]?.line ?? next, next)
    const to = Math.max(from, last)
    next = Math.max(next, to + 1)
    return {
      title: mild(title),
      body: mild([...more, ...turned].join(' ')),
      from,
      to,
    }
  })
  const understood = [...wishes.understood, ...(wish ? [`“${wish}” is in beat ${wishAt + 1}`] : [])]
  return {
    beats,
    rationale: [
      `I cut the treatment at its own paragraphs into ${beats.length} beats for ${lengthWords(brief)}, kept its sentences and said for each what turns.`,
      softened.size > 0 ? `For the rating ${brief.rating} I replaced: ${[...softened].slice(0, 12).join(', ')}.` : '',
      guidance.trim() === ''
        ? ''
        : understood.length > 0
          ? `From your guidance: ${[...new Set(understood)].join('; ')}.`
          : 'I found nothing in your guidance that my rules cover, so I only weighed the turns anew.',
    ]
      .filter(line => line !== '')
      .join(' '),
  }
}

const lengthWords = (brief: StoryBrief): string => {
  const minutes = minutesOf(brief)
  return minutes < 2 ? `${Math.round(minutes * 60)} seconds` : `${Math.round(minutes)} minutes`
}

function toldIn({ treatment }: BeatsContext): Told[] {
  const tell = (lines: BeatsContext['treatment']) =>
    lines.flatMap(({ n, text }) => pieces(text).map((piece): Told => ({ text: piece, line: n })))
  const told = tell(treatment.filter(({ heading }) => !heading))
  return told.length > 0 ? told : tell(treatment)
}

/** What of a transcript stands at one time stays together; all else is cut into sentences. */
function pieces(text: string): string[] {
  const clean = cleanText(text)
  return STAMP.test(clean)
    ? clean.split(/\s*(?=\[(?:\d{1,2}:)?\d{1,2}:\d{2}\])/).filter(piece => /[\p{L}\p{N}]/u.test(piece))
    : sentencesIn(clean)
}
const STAMP = /^\[((?:\d{1,2}:)?\d{1,2}:\d{2})\]\s*(?:\p{Lu}[\p{L}.'’ -]{1,30}:\s+)?/u

/** A feature has some twenty-four beats, a spot one for every five seconds; guidance may say a number. */
function countFor({ brief, least, most, guidance }: BeatsContext, length: number): number {
  const minutes = minutesOf(brief)
  const usual = brief.type === 'commercial' ? Math.round(minutes * 12) : 6 + minutes / 5
  const said = /\b(\d{1,2}) beats\b/i.exec(guidance)?.[1]
  const more = /\bmore beats\b/i.test(guidance) ? 1.3 : /\b(?:fewer|less) beats\b/i.test(guidance) ? 0.75 : length
  const low = Math.max(1, Math.min(least, most))
  return Math.round(Math.min(Math.max(low, most), Math.max(low, said ? Number(said) : usual * more)))
}

interface Group {
  sentences: Told[]
  /** The sentences are another beat's already: this one is what follows from them. */
  again: boolean
}

/** Sentences in `count` groups of like size, cut between paragraphs where that is near. */
function grouped(told: readonly Told[], count: number): Group[] {
  if (told.length < count) {
    const groups: Group[] = []
    for (let index = 0; index < count; index++) {
      const at = Math.floor((index * told.length) / count)
      const before = index === 0 ? -1 : Math.floor(((index - 1) * told.length) / count)
      groups.push({ sentences: told.slice(at, at + 1), again: at === before })
    }
    return groups
  }
  const cuts = [0]
  for (let index = 1; index < count; index++) {
    const ideal = (index * told.length) / count
    const low = (cuts.at(-1) ?? 0) + 1
    const high = told.length - (count - index)
    const at = Math.min(high, Math.max(low, Math.round(ideal)))
    const reach = Math.floor(told.length / count / 3)
    const between = Array.from(
      { length: reach * 2 + 1 },
      (_, step) => at + (step % 2 === 0 ? step / 2 : -(step + 1) / 2),
    )
    cuts.push(between.find(cut => cut >= low && cut <= high && told[cut]?.line !== told[cut - 1]?.line) ?? at)
  }
  return cuts.map((cut, index) => ({ sentences: told.slice(cut, cuts[index + 1] ?? told.length), again: false }))
}

/** The sentences that say most: those with people in them first, never more than a beat can hold, in their order. */
function briefest(sentences: readonly string[], facts: Facts): string[] {
  // of a transcript everything is heard
  if (sentences.length <= MOST || sentences.some(sentence => STAMP.test(sentence))) return [...sentences]
  const weight = (sentence: string) =>
    mentioned(sentence, facts.people).length * 2 +
    mentioned(sentence, facts.things).length +
    mentioned(sentence, facts.places).length
  const kept = new Set([...sentences].sort((a, b) => weight(b) - weight(a)).slice(0, MOST))
  return sentences.filter(sentence => kept.has(sentence))
}

const FOLLOWS = [
  '{Hero} thinks that nobody has noticed; {other} has.',
  'What has been done cannot be hidden: {thing} is in the wrong place.',
  '{Other} wants to know why, and {hero} has two answers.',
  'For {hero} it is the end of the easy way.',
  '{Other} makes an offer, and {hero} takes a night to answer.',
  '{Hero} goes back to {place} and finds that it has been noticed.',
  'The price is named, and {hero} pays the first part of it with {thing}.',
  '{Hero} tries to repair it, and {other} has to watch.',
  'It is talked about, and in the telling {hero} comes off worse.',
  '{Other} takes over what {hero} has left undone.',
  'They are not alone with it any more.',
] as const

/** What follows from a sentence when a treatment is shorter than its beats. */
function followed({ brief }: BeatsContext, facts: Facts, index: number, seed: string): string {
  const cast = castFrom(facts, brief, seed)
  const options = FOLLOWS.flatMap(line => fill(line, cast, momentOf(cast, index)) ?? [])
  return options[index % options.length] ?? 'They are not alone with it any more.'
}

/** Words after which a beat has ended well or badly. */
const WELL =
  /\b(?:wins?|works|together|at last|hums?|saves?|forgiv\w+|returns?|comes back|free|found|laugh\w*|dances?|kiss\w*|peace|enough|back where it belongs)\b/gi
const BADLY =
  /\b(?:lost|loses|late|dies|died|dead|drown\w*|fails?|alone|breaks?|broken|gone|wrong|worse|never|refus\w+|steals?|sold|leaves|betray\w*|cannot|afraid)\b/gi

const ENDS_WELL = /^\s*(?:won|as the source ends|happ|well|good)/i
const ENDS_BADLY = /^\s*(?:lost|stops before|bad|sad|trag)/i

/** Which beats go from good to bad. Three in a row the same way are a slope and not a turn; the last one goes as the film ends. */
function waysOf(texts: readonly string[], ending: string, seed: string): boolean[] {
  const ways: boolean[] = []
  for (const [index, text] of texts.entries()) {
    const down = fallsAt(index, texts.length, text, seed)
    ways.push(ways.at(-1) === down && ways.at(-2) === down ? !down : down)
  }
  const last = texts.length - 1
  const end = ENDS_BADLY.test(ending) ? true : ENDS_WELL.test(ending) ? false : ways[last]
  if (end === undefined) return ways
  ways[last] = end
  if (last > 1 && ways[last - 1] === end && ways[last - 2] === end) ways[last - 1] = !end
  return ways
}

/** Does a beat go from good to bad? By its words; where they do not say, up and down in turn, and down before the last act. */
function fallsAt(index: number, count: number, text: string, seed: string): boolean {
  const well = text.match(WELL)?.length ?? 0
  const badly = text.match(BADLY)?.length ?? 0
  if (well !== badly) return badly > well
  const share = count === 1 ? 0 : index / (count - 1)
  if (share > 0.62 && share < 0.8) return true
  return (index + seedOf(seed)) % 2 === 0
}

function titleOf(sentences: readonly string[], text: string, facts: Facts, taken: ReadonlySet<string>): string {
  const free = (title: string | null): title is string => title !== null && !taken.has(title)
  const stamp = STAMP.exec(sentences[0] ?? '')
  if (stamp) {
    const words = (sentences[0] ?? '')
      .slice(stamp[0].length)
      .split(/[,;:.!?…—]/u)[0]
      ?.split(' ')
      .slice(0, 7)
      .join(' ')
    if (free(`${stamp[1]} ${words}`)) return `${stamp[1]} ${words}`
  }
  for (const sentence of sentences) {
    const title = clauseTitle(sentence, facts.people)
    if (free(title)) return title
  }
  const people = mentioned(text, facts.people)
  const plain = titleFrom(people, mentioned(text, facts.places), mentioned(text, facts.things), sentences)
  if (free(plain)) return plain
  const alone = titleFrom([], [], [], sentences)
  if (free(alone)) return alone
  for (let count = 2; ; count++) if (!taken.has(`${plain}, ${count}`)) return `${plain}, ${count}`
}
