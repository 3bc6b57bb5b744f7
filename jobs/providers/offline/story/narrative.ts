import type { TreatmentContext } from '../../../agents/storyContext.ts'
import { choose, seedOf } from '../choose.ts'
import { CONFRONTATION, ENDINGS, type Ending, HARD, QUARREL } from './endings.data.ts'
import { GENRE_LINES, REGISTER_LINES, type Register } from './moods.data.ts'
import { named, ORDER, type Place, placed } from './place.ts'
import { STEPS, type Telling } from './steps.data.ts'
import { type Cast, fill, momentOf, pick } from './telling.ts'

/** What a treatment is made from, once everything has been read. */
export interface Material {
  context: TreatmentContext
  cast: Cast
  /** The text's own sentences, with where each stands from 0 to 1 where that is known. */
  own: readonly { text: string; at: number | null }[]
  telling: Telling
  ending: Ending
  registers: readonly [Register, Register]
  genres: readonly string[]
  /** Words that the treatment should have. */
  words: number
  /** Of want and trouble, what has been said. */
  said: Set<string>
  /** Lines of the world that a twist moves the story to. */
  world: readonly string[]
}

export interface Paragraph {
  heading: boolean
  text: string
}

/** The steps that a length has room for. */
function stepsFor(minutes: number): readonly Place[] {
  if (minutes <= 3) return ['opening', 'catalyst', 'midpoint', 'climax', 'final']
  if (minutes <= 15) return ['opening', 'catalyst', 'crossing', 'tests', 'midpoint', 'low', 'climax', 'final']
  if (minutes <= 45)
    return ['opening', 'world', 'catalyst', 'crossing', 'tests', 'midpoint', 'bad', 'low', 'climax', 'final']
  return ORDER
}

const ACT_TWO: readonly Place[] = ['crossing', 'tests', 'midpoint', 'bad']
const ACT_THREE: readonly Place[] = ['low', 'plan', 'climax', 'final']
/** Words that a sentence of the tables has on average. */
const SENTENCE = 13
/** Of sentences that are told, to one of the text's own: more than half of a treatment differs between two variants. */
const MORE = 1.25

export function narrative(material: Material, minutes: number): { paragraphs: Paragraph[]; told: number } {
  const { cast, telling, own } = material
  const steps = stepsFor(minutes)
  const bySteps = ownBySteps(material, steps)
  const free = material.words / SENTENCE - own.length
  const perStep = Math.max(1, Math.round(Math.max(free, own.length * MORE + 3) / steps.length))
  const paragraphs: Paragraph[] = []
  let told = 0
  let act = 0
  const say = (text: string) => paragraphs.push({ heading: false, text })
  const head = (text: string) => paragraphs.push({ heading: true, text })
  if (telling === 1) {
    head('THE END, FIRST')
    const frame = linesOf(material, 'opening', 0, Math.max(2, perStep))
    told += frame.length
    say(frame.join(' '))
  }
  for (const [index, step] of steps.entries()) {
    const now = ACT_THREE.includes(step) ? 3 : ACT_TWO.includes(step) ? 2 : 1
    if (now !== act) head(`ACT ${['ONE', 'TWO', 'THREE'][now - 1]}`)
    act = now
    const mine = bySteps.get(step) ?? []
    const lines = telling === 1 && step === 'opening' ? [earlier(cast)] : linesOf(material, step, index, perStep)
    told += lines.length
    const first =
      step === 'opening' && telling !== 1 ? lines.slice(0, 2) : telling === 1 && step === 'opening' ? lines : []
    const rest = lines.slice(first.length)
    say([...first, ...mine, ...rest].join(' '))
  }
  return { paragraphs: paragraphs.filter(({ text }) => text !== ''), told }
}

const earlier = (cast: Cast): string =>
  choose(
    ['Three weeks earlier.', 'A summer earlier.', 'Nine days earlier.', 'Some time earlier; the same light.'],
    cast.seed,
  )

function ownBySteps({ own, cast }: Material, steps: readonly Place[]): Map<Place, string[]> {
  const texts = own.map(({ text }) => text)
  const clear = named(texts, cast.people)
  if (own.every(({ at }) => at === null)) {
    const out = placed(texts, steps)
    for (const [step, sentences] of out)
      out.set(
        step,
        sentences.map((text, index) => (index === 0 ? (clear.get(text) ?? text) : text)),
      )
    return out
  }
  const out = new Map<Place, string[]>()
  for (const { text, at } of own) {
    const step = steps[Math.min(steps.length - 1, Math.floor((at ?? 0) * steps.length))]
    if (step) out.set(step, [...(out.get(step) ?? []), text])
  }
  return out
}

/** The want and the trouble are said in so many words once; again they would be a refrain. */
const theme = (line: string): string => /\{(want|trouble)\}/i.exec(line)?.[1]?.toLowerCase() ?? ''

/** What is told at a step: its own lines, and what genre, tone, rating and world bring into it. */
function linesOf(material: Material, step: Place, index: number, most: number): string[] {
  const { cast, telling, ending, registers, genres, world } = material
  // a story ends where it began
  const moment = { ...momentOf(cast, step === 'final' ? 0 : index, telling), step: index + telling * 2 }
  const row =
    step === 'climax' ? ENDINGS[ending].climax : step === 'final' ? ENDINGS[ending].final : STEPS[step][telling]
  const lines = pick(
    row.filter(line => !material.said.has(theme(line))),
    most,
    cast,
    moment,
  )
  for (const line of row)
    if (theme(line) !== '' && lines.some(said => said === fill(line, cast, moment))) material.said.add(theme(line))
  const variant = (telling + seedOf(cast.seed)) % 3
  const extra: (string | undefined)[] = []
  const genre = genres[index % Math.max(1, genres.length)]
  const mood = genre !== undefined && genre in GENRE_LINES ? GENRE_LINES[genre as keyof typeof GENRE_LINES] : undefined
  if (step === 'opening') extra.push(REGISTER_LINES[registers[0]].opening[variant])
  if (step === 'low') extra.push(REGISTER_LINES[registers[0]].low[variant])
  if (step === 'final') extra.push(REGISTER_LINES[registers[1]].final[variant])
  if (step === 'tests' || step === 'catalyst') extra.push(step === 'tests' ? mood?.tests[variant] : undefined)
  if (step === 'bad' || (step === 'midpoint' && most < 3)) extra.push(mood?.bad[variant])
  if (step === 'climax')
    extra.push(
      (genres.some(name => HARD.has(name)) ? CONFRONTATION : QUARREL)[material.context.brief.rating ?? 'PG'][variant],
    )
  if (world.length > 0 && index % 2 === 1) extra.push(world[(Math.floor(index / 2) + telling * 2) % world.length])
  const filled = extra.flatMap(line => (line === undefined ? [] : (fill(line, cast, moment) ?? [])))
  // what a mood adds stands before the last line, which is the step's turn
  const at = Math.max(1, lines.length - 1)
  return [...lines.slice(0, at), ...filled, ...lines.slice(at)].filter(
    (line, index, all) => all.indexOf(line) === index,
  )
}
