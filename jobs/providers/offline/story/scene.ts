import { withinRating } from '../../../../shared/core/brief/withinRating.ts'
import type { SceneAnswer } from '../../../agents/storyAnswers.ts'
import type { SceneContext } from '../../../agents/storyContext.ts'
import { seedOf } from '../choose.ts'
import { capitalise } from '../prose.ts'
import { BUSINESS, BUTTONS, COMPANY, ENTRANCES, GENRE_TOUCH, LIGHT, SOLO, SOLO_BUTTONS } from './action.data.ts'
import { cleaned } from './cleaned.ts'
import { directed } from './directed.ts'
import type { Person, Thing } from './facts.ts'
import { factsOf } from './factsOf.ts'
import { inward, onlyTold, ours } from './filmed.ts'
import { action, type Block, fitted, withNames } from './fit.ts'
import { fitsPlace } from './fitsPlace.ts'
import { guided, wishesOf } from './guidance.ts'
import { headingOf, type Where } from './headings.ts'
import { registersOf } from './registers.ts'
import { type Element, ROWS_PER_EIGHTH } from './rows.ts'
import { cleanText, sentencesIn } from './sentences.ts'
import { quotedIn, shown, VOICE } from './shown.ts'
import { clausesOf, talkAbout } from './speech.ts'
import { productOf, withoutProduct } from './spot.ts'
import { type Talk, talksFor } from './talks.ts'
import { type Cast, castFrom, fill, momentOf, speaks } from './telling.ts'
import { timedScene } from './timedScene.ts'
import { mentioned, mentions } from './titles.ts'
import { withoutTurn } from './turns.ts'

/** A scene by rules: what its passage shows as action, what its people want as talk, as long as it may be. */
export function writeScene(asked: SceneContext): SceneAnswer {
  const context = cleaned(asked)
  const { brief, guidance } = context
  const wishes = wishesOf(guidance)
  const facts = withoutProduct(
    guided(factsOf(context.treatment.length > 0 ? context.treatment : asLines(context), brief), wishes, guidance),
    brief,
  )
  const content = contentOf(context)
  const passage = content.join(' ')
  const cast = castFrom(facts, brief, `${brief.idea.slice(0, 200)} ${passage.slice(0, 200)} ${guidance}`)
  const where = headingOf(context, passage, facts.places, cast.places[0])
  const timed = brief.type === 'audio' ? timedScene(context, where) : null
  const softened = new Set<string>()
  const made = timed ?? staged(context, content, cast, where)
  const elements = made.flatMap(({ type, text }): Element[] => {
    const within = withinRating(text, brief.rating)
    for (const word of within.softened) softened.add(word)
    const put = type === 'action' || type === 'dialogue' ? capitalise(within.text.trim()) : within.text.trim()
    return put === '' ? [] : [{ type, text: put }]
  })
  const named = mentioned(passage, facts.people)
  return {
    elements,
    rationale: [
      `I staged beat ${context.plays.join(', ')} from its passage: ${named.length > 0 ? `${named.map(({ name }) => name).join(', ')}; ` : ''}the place and the time are those that the passage names${mentioned(passage, facts.places).length > 0 ? '' : ' or, since it names none, the last ones before it'}.`,
      'Action is shown from its sentences; the talk is from my tables and its own words.',
      softened.size > 0 ? `For the rating ${brief.rating} I replaced: ${[...softened].slice(0, 12).join(', ')}.` : '',
      guidance.trim() === '' ? '' : guidanceWords(guidance, wishes.understood),
    ]
      .filter(line => line !== '')
      .join(' '),
  }
}

function guidanceWords(guidance: string, understood: readonly string[]): string {
  const wish = directed(guidance)
  const all = [...new Set([...understood, ...(wish ? [`it happens that “${wish}”`] : [])])]
  return all.length > 0
    ? `From your guidance: ${all.join('; ')}.`
    : 'I found nothing in your guidance that my rules cover, so I only chose other turns.'
}

const asLines = ({ passage, beats }: SceneContext) =>
  [passage, ...beats.map(({ body }) => withoutTurn(body))]
    .filter(text => text.trim() !== '')
    .map((text, index) => ({ n: index + 1, heading: false, text }))

/**
 * The sentences that a scene plays: those of its passage that no other beat has, what its beats say beyond it, and what
 * guidance wants to happen. Where several scenes play one beat, each plays its part.
 */
function contentOf({ passage, beats, plays, guidance, brief, scene, scenes }: SceneContext): string[] {
  const saidBy = (mine: boolean) =>
    new Set(
      beats
        .filter(({ n }) => plays.includes(n) === mine)
        .flatMap(({ body }) => sentencesIn(cleanText(withoutTurn(body)))),
    )
  const [bodies, others] = [saidBy(true), saidBy(false)]
  let theirs = false
  const own = sentencesIn(cleanText(passage)).filter(sentence => {
    // a sentence that no beat has goes with the one before it
    theirs = bodies.has(sentence) ? false : others.has(sentence) ? true : theirs
    return !theirs
  })
  const wish = directed(guidance)
  const all = [...new Set([...own, ...bodies])]
  const parts = beats.length > 0 && scenes % beats.length === 0 ? scenes / beats.length : 1
  const size = Math.ceil(all.length / parts)
  const part = all.slice(((scene - 1) % parts) * size).slice(0, size)
  const played = [...(part.length > 0 ? part : all.slice(-1)), ...(wish ? [wish] : [])]
  return played.length > 0 ? played : sentencesIn(cleanText(brief.idea)).slice(0, 3)
}

function staged(context: SceneContext, content: readonly string[], cast: Cast, where: Where): Element[] {
  const { brief, guidance } = context
  const wishes = wishesOf(guidance)
  const register = registersOf(brief, wishes.register)[0]
  const passage = content.join(' ')
  const { a, b, here } = partners(passage, cast)
  const own: Cast = { ...cast, hero: a ?? cast.hero, other: b ?? cast.other, places: [where.place, ...cast.places] }
  const thing: Thing = mentioned(passage, cast.things)[0] ?? momentOf(cast, context.scene).thing
  const at = (step: number) => ({ place: where.place, thing, step: step + context.scene * 3 })
  const say = (line: string, step: number): string =>
    fitsPlace(line, where.place) ? (fill(line, own, at(step)) ?? '') : ''
  const room = Math.max(1, context.eighths) * ROWS_PER_EIGHTH
  const seed = seedOf(`${brief.idea.slice(0, 200)} ${guidance}`) + context.scene
  const from = <T>(rows: readonly [T, ...T[]], step: number): T => rows[(seed + step) % rows.length] ?? rows[0]

  const heading: Element = { type: 'scene_heading', text: where.text }
  const light = from(LIGHT[where.night ? 'night' : 'day'][where.place.inside ? 'inside' : 'outside'], 0)
  const touches = (
    GENRE_TOUCH[wishes.genre ?? brief.genres[context.scene % Math.max(1, brief.genres.length)] ?? ''] ?? []
  ).filter(line => fitsPlace(line, where.place))
  const touch =
    context.scene % 4 === 2 ? touches[Math.floor(context.scene / 4) % Math.max(1, touches.length)] : undefined
  const opening: Block = {
    elements: [
      action(
        [say('{seen}', 0), light, ...(touch ? [say(touch, 1)] : [])]
          .filter(line => line !== '' && !passage.includes(line))
          .join(' '),
      ),
    ],
  }
  // a spot does not forget what it is for
  const advertised = brief.type === 'commercial' ? productOf(brief.idea) : null
  const product: Person[] = advertised === null ? [] : [{ ...VOICE, name: advertised }]
  // a spot has no time to look round: its first picture is its hook
  const hooks = brief.type === 'commercial' && context.scene === 1
  const aside: Block = { elements: [] }
  const entrance: Block = { elements: a ? [action(entranceOf(b, context, say, room))] : [] }

  const talkers: [Person, Person] | null = a && b && speaks(a) && speaks(b) ? [a, b] : null
  const third = here.filter(person => person !== a && person !== b)
  const played: Block[] = []
  let talks: Talk[] = []
  for (const [index, sentence] of content.entries()) {
    if (onlyTold(sentence)) continue
    const theirs = !ours(sentence)
    const quote = quotedIn(sentence, here, a)
    if (quote) {
      played.push({ elements: quote })
      continue
    }
    const first = talkers && theirs ? firstTalk(sentence, talkers, third, seed + index) : null
    if (first && talkers) {
      const turns = first
      talks.push({ phase: 1, turns })
      if (inward(sentence)) continue
    }
    if (/\b(?:I|[Mm]y|me)\b/.test(sentence) && a) {
      played.push({
        elements: [
          { type: 'character', text: `${cast.hero.cue} (V.O.)` },
          { type: 'dialogue', text: sentence.replace(/^[“"]|[”"]$/g, '') },
        ],
      })
      continue
    }
    played.push({ elements: [action(shown(sentence))] })
  }
  // what the story is about is talked about also where a passage only shows
  if (talkers && talks.length === 0) {
    const story = sentencesIn(cleanText(brief.idea)).filter(sentence => !content.includes(sentence))
    const turn = story.length === 0 ? 0 : context.scene % story.length
    for (const sentence of [...story.slice(turn), ...story.slice(0, turn)].slice(0, 2)) {
      const turns = talks.length > 0 ? null : firstTalk(sentence, talkers, third, seed)
      if (turns) talks.push({ phase: 4, turns })
    }
  }
  const wantsTalk = !/\b(?:no|without|less) (?:dialogue|talk)/i.test(guidance)
  if (!wantsTalk) talks = []
  const pool = wantsTalk
    ? talksFor({
        context,
        cast: own,
        moment: at(7),
        register,
        talkers,
        mine: a === cast.hero,
        place: where.place,
        alone: a !== null && speaks(a),
        third,
        seed,
      })
    : []
  const fresh = pool.filter(talk => !talk.turns.some(({ text }) => text.length > 12 && context.rearview.includes(text)))
  // how they begin, what it is about, how it goes on: a short scene has at least that
  const spoken = [
    ...fresh.slice(0, 1),
    ...talks.slice(0, 1),
    ...fresh.slice(1, 3),
    ...talks.slice(1),
    ...fresh.slice(3),
  ]

  const buttons = (talkers ? BUTTONS : SOLO_BUTTONS).filter(line => fitsPlace(line, where.place))
  const last: Block = { elements: [action(say(buttons[(seed + 3) % Math.max(1, buttons.length)] ?? '', 5))] }
  const missing = here.filter(
    person =>
      person !== a &&
      person !== b &&
      !played.some(block => block.elements.some(({ text }) => mentions(text, person.name) >= 0)),
  )
  if (missing.length > 0)
    aside.elements.push(
      action(
        missing
          .map((person, index) => fill(from(BYSTANDERS, index), { ...own, hero: person }, at(index)) ?? '')
          .join(' '),
      ),
    )

  const business = (talkers ? BUSINESS : SOLO).filter(line => fitsPlace(line, where.place))
  const ways = {
    business: (step: number) => say(business[(seed + step) % Math.max(1, business.length)] ?? '', step),
    heard: () => say('{heard}', 2),
  }
  const end: Element[] = context.scene === context.scenes ? [{ type: 'transition', text: 'FADE OUT.' }] : []
  const elements = fitted(
    heading,
    hooks ? [aside] : [opening, entrance, aside],
    played,
    spoken,
    last,
    end,
    room,
    ways,
    talkers,
    a,
    [...here, ...product],
  )
  return withNames(elements, here, context)
}

function firstTalk(
  sentence: string,
  [a, b]: [Person, Person],
  third: readonly Person[],
  n: number,
): Talk['turns'] | null {
  for (const clause of [sentence, ...clausesOf(sentence)]) {
    const turns = talkAbout(clause, a, b, third, n)
    if (turns) return turns
  }
  return null
}

const BYSTANDERS = [
  '{Hero} stands a little apart.',
  '{Hero} is already here.',
  '{Hero} watches from where it is darkest.',
  '{Hero} waits to be noticed.',
] as const

/** Who the scene is between: those whom its passage names, else those whom the story is about. */
function partners(passage: string, cast: Cast): { a: Person | null; b: Person | null; here: Person[] } {
  const named = mentioned(passage, cast.people).filter(person => !person.absent)
  const teller =
    /\b(?:I|[Mm]y|me)\b/.test(passage.replace(/[“"][^”"]*[”"]/g, '')) && !named.includes(cast.hero) ? [cast.hero] : []
  const here = [...teller, ...named]
  const [first] = here.filter(speaks)
  const a = first ?? here[0] ?? cast.hero
  const b =
    here.find(person => person !== a && speaks(person)) ??
    here.find(person => person !== a) ??
    [cast.hero, cast.other, ...cast.people].find(person => person !== a && !person.absent) ??
    null
  return { a, b, here: here.length > 0 ? here : [a, ...(b ? [b] : [])] }
}

function entranceOf(
  b: Person | null,
  { scene }: SceneContext,
  say: (line: string, step: number) => string,
  room: number,
): string {
  const short = room < 16
  const lines = short ? (['{Hero} {handles}.'] as const) : ENTRANCES
  const enters = say(lines[scene % lines.length] ?? '', scene) || say('{Hero} {handles}.', scene)
  return b === null || short ? enters : `${enters} ${say(COMPANY[scene % COMPANY.length] ?? '', scene)}`.trim()
}
