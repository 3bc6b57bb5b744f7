import { withinRating } from '../../../../shared/core/brief/withinRating.ts'
import type { BeatAnswer } from '../../../agents/storyAnswers.ts'
import type { BeatContext, StoryBeat } from '../../../agents/storyContext.ts'
import { seedOf } from '../choose.ts'
import { BRIDGES, REACTIONS, RESOLUTIONS } from './beat.data.ts'
import { cleaned } from './cleaned.ts'
import { directed } from './directed.ts'
import type { Ending } from './endings.data.ts'
import { factsOf } from './factsOf.ts'
import { guided, wishesOf } from './guidance.ts'
import { registersOf } from './registers.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import { type Cast, castFrom, fill, momentOf } from './telling.ts'
import { clauseTitle, mentioned, titleFrom } from './titles.ts'
import { endsWell, turnOf, turnWords, withoutTurn } from './turns.ts'

/** One beat alone: a new one between two, three ways out of one, or one taken apart in two. */
export function writeBeat(asked: BeatContext): BeatAnswer {
  const context = cleaned(asked)
  const made =
    context.task === 'add'
      ? added(context)
      : context.task === 'brainstorm'
        ? alternatives(context)
        : takenApart(context)
  const softened = new Set<string>()
  const mild = (text: string): string => {
    const within = withinRating(text, context.brief.rating)
    for (const word of within.softened) softened.add(word)
    return within.text
  }
  return {
    beats: made.beats.map(({ title, body }) => ({ title: mild(title), body: mild(body) })),
    rationale: [
      made.why,
      softened.size > 0 ? `For the rating ${context.brief.rating} I replaced: ${[...softened].join(', ')}.` : '',
    ]
      .filter(line => line !== '')
      .join(' '),
  }
}

interface Made {
  beats: { title: string; body: string }[]
  why: string
}

const bodyOf = (beat: StoryBeat | null): string => (beat ? cleanText(withoutTurn(beat.body)) : '')
const sentencesOf = (beat: StoryBeat | null): string[] => sentencesIn(cleanText(bodyOf(beat)))

/** Who and what the beats at hand name, those of the beat itself first; what is missing comes from the idea. */
function castOf({ brief, before, beat, after, guidance, task }: BeatContext): Cast {
  const near = [bodyOf(beat), bodyOf(before), bodyOf(after), beat?.title ?? ''].filter(text => text !== '')
  const lines = [...near, brief.idea].map((text, index) => ({ n: index + 1, heading: false, text }))
  const facts = guided(factsOf(lines, brief), wishesOf(guidance), guidance)
  const first = bodyOf(beat) || `${bodyOf(before)} ${bodyOf(after)}`
  const front = <T extends { name: string }>(all: readonly T[]): T[] => [
    ...new Set([...mentioned(guidance, all), ...mentioned(first, all), ...all]),
  ]
  return castFrom(
    { ...facts, people: front(facts.people), places: front(facts.places), things: front(facts.things) },
    brief,
    `${first} ${guidance} ${task}`,
  )
}

const seedFor = ({ beat, before, after, guidance }: BeatContext): number =>
  seedOf(`${bodyOf(beat)}${bodyOf(before)}${bodyOf(after)}${guidance}`)

const rowsFor = (rows: readonly string[], cast: Cast, step: number): string[] =>
  rows.flatMap(row => fill(row, cast, momentOf(cast, step)) ?? [])

function titled(sentences: readonly string[], cast: Cast): string {
  const text = sentences.join(' ')
  for (const sentence of sentences) {
    const title = clauseTitle(sentence, cast.people)
    if (title) return title
  }
  return titleFrom(mentioned(text, cast.people), mentioned(text, cast.places), mentioned(text, cast.things), sentences)
}

function added(context: BeatContext): Made {
  const { before, after, guidance, brief } = context
  const cast = castOf(context)
  const seed = seedFor(context)
  const wish = directed(guidance)
  // it has to bring the story from how the beat before ends to how the beat after begins
  const [from, to] = [endsWell(before?.body ?? ''), endsWell(after?.body ?? '')]
  const down = from === null ? to !== false : from
  const bridges = rowsFor(BRIDGES[down ? 'down' : 'up'], cast, seed % 7)
  const start = seed % Math.max(1, bridges.length)
  const lines = [...(wish ? [wish] : []), ...[...bridges.slice(start), ...bridges.slice(0, start)].slice(0, 2)]
  const text = lines.join(' ')
  const turn = turnOf(`${text} ${guidance}`, down, registersOf(brief, wishesOf(guidance).register)[0], null)
  const between = [before ? `after “${before.title}”` : '', after ? `before “${after.title}”` : '']
    .filter(words => words !== '')
    .join(' and ')
  return {
    beats: [
      {
        title: titled(lines, cast),
        body: `${text} ${turnWords(turn, mentioned(text, cast.people)[0]?.name ?? cast.hero.name)}`,
      },
    ],
    why: `It stands ${between || 'alone'} and turns ${down ? 'down' : 'up'}, so that neighbours do not turn alike. ${wish ? `From your guidance: “${wish}”` : 'I found no event in your guidance, so I took people and things from the beats beside it.'}`,
  }
}

function alternatives(context: BeatContext): Made {
  const { beat, guidance, brief } = context
  const cast = castOf(context)
  const seed = seedFor(context)
  const [first] = sentencesOf(beat)
  const wish = directed(guidance)
  const kinds: readonly Ending[] = ['won', 'lost', 'turned']
  const beats = kinds.map((kind, index) => {
    const rows = rowsFor(RESOLUTIONS[kind], cast, (seed % 5) + index)
    const start = seed % Math.max(1, rows.length)
    const lines = [...rows.slice(start), ...rows.slice(0, start)].slice(0, 2)
    const text = [...(first ? [first] : []), ...(wish && index === 0 ? [wish] : []), ...lines].join(' ')
    const turn = turnOf(lines.join(' '), kind === 'lost', registersOf(brief, wishesOf(guidance).register)[0], null)
    return {
      title: titled(lines, cast),
      body: `${text} ${turnWords(turn, mentioned(lines.join(' '), cast.people)[0]?.name ?? cast.hero.name)}`,
    }
  })
  return {
    beats: distinct(beats),
    why: `Three ways out of ${beat ? `“${beat.title}”` : 'it'}: won, lost, and turned into something else.${wish ? ` Your guidance (“${wish}”) is in the first.` : ''}`,
  }
}

/** Two beats of one title would be one choice. */
const distinct = (beats: Made['beats']): Made['beats'] => {
  const ways = ['won', 'lost', 'turned']
  return beats.map((beat, index) =>
    beats.slice(0, index).some(other => other.title === beat.title)
      ? { ...beat, title: `${beat.title}, ${ways[index] ?? index + 1}` }
      : beat,
  )
}

function takenApart(context: BeatContext): Made {
  const { beat, guidance, brief } = context
  const cast = castOf(context)
  const seed = seedFor(context)
  const sentences = sentencesOf(beat)
  const wish = directed(guidance)
  const cut = Math.ceil(sentences.length / 2)
  const halves: [string[], string[]] = [sentences.slice(0, cut), [...(wish ? [wish] : []), ...sentences.slice(cut)]]
  const endsUp = endsWell(beat?.body ?? '') ?? seed % 2 === 0
  const register = registersOf(brief, wishesOf(guidance).register)[0]
  const pieces = halves.map((half, index) => {
    const down = index === 0 ? endsUp : !endsUp
    const rows = rowsFor(REACTIONS[index === 0 ? 'before' : 'after'], cast, (seed % 6) + index)
    const lines = [...half, rows[seed % Math.max(1, rows.length)] ?? 'They are not alone with it any more.']
    const text = lines.join(' ')
    return {
      title: titled(lines, cast),
      body: `${text} ${turnWords(turnOf(text, down, register, null), mentioned(text, cast.people)[0]?.name ?? cast.hero.name)}`,
    }
  })
  return {
    beats: distinctHalves(pieces),
    why: `I took ${beat ? `“${beat.title}”` : 'it'} apart at its middle; the first half turns ${endsUp ? 'down' : 'up'}, so that the second can turn as the whole did.${wish ? ` From your guidance: “${wish}”` : ''}`,
  }
}

const distinctHalves = (beats: Made['beats']): Made['beats'] =>
  beats.map((beat, index) =>
    index === 1 && beats[0]?.title === beat.title ? { ...beat, title: `${beat.title}, and what comes of it` } : beat,
  )
