import type { Rating } from '../../../../shared/core/brief/brief.ts'
import { choose, seedOf } from '../choose.ts'
import { REGISTER_LINES } from './moods.data.ts'
import type { Material, Paragraph } from './narrative.ts'
import { fill, momentOf } from './telling.ts'
import { mentions } from './titles.ts'

/** A long text as a treatment: its own sentences in its own order, with as little between them as a reader needs. */

const ACTS = ['ACT ONE', 'ACT TWO', 'ACT THREE'] as const
/** Where the second and the third act begin, as shares of the text. */
const STARTS = [0, 0.26, 0.74] as const

const BETWEEN: readonly [readonly string[], readonly string[], readonly string[]] = [
  [
    'It begins {at}. {seen}',
    'From here {hero} cannot go back without having gone on.',
    'What is left is between {hero}, {other} and {place}.',
  ],
  [
    'Now how it came to that, from the beginning.',
    'So far it could have been anybody’s story. From here it is {hero}’s.',
    'The rest is known, but not how.',
  ],
  [
    'Two people, {hero} and {other}; the film looks at one, then at the other.',
    '{Other} has {ohis} own reasons. They are shown, not told.',
    'Both lines run to the same place: {place}.',
  ],
]
/** How what hurts is shown to an audience: a text that is not ours is softened, and says so. */
const SHOWN: Record<Rating, readonly [string, string, string]> = {
  G: [
    'What hurts is heard from another room and never seen.',
    'Whenever it grows rough, the picture looks out of the window.',
    'A child may watch all of it: the worst is told by faces.',
  ],
  PG: [
    'What is rough is over quickly, and the picture does not stay for it.',
    'What frightens is shown once, from far off.',
    'The worst is seen in the face of whoever sees it.',
  ],
  'PG-13': [
    'What hurts is shown, but not what it leaves behind.',
    'The picture stays until the blow, and not after it.',
    'Nothing is hidden but the wounds.',
  ],
  M: [
    'The picture stays where others would look away.',
    'What hurts is shown, and so is what it leaves behind.',
    'Nobody is spared the sight of anything.',
  ],
}
const LAST: Record<Material['ending'], readonly [string, ...string[]]> = {
  won: ['It ends as the source ends.', 'The last picture is the one that the source leaves us with.'],
  lost: [
    'Here the film stops, before its source does: {hero}, {place}, and nothing settled.',
    'Black before the answer. {Hero} has lost more than is said.',
  ],
  turned: [
    'The last look is not at {hero}. It is at {other}.',
    'What {hero} was looking for is seen at the end by {other}.',
  ],
}

type Extract = { text: string; at: number }

/** How a variant of a condensation ends, in words. */
export function endingWords({ cast, ending }: Material): string {
  const { hero, other } = cast
  if (ending === 'won') return `As the source ends, with ${hero.name}.`
  if (ending === 'lost') return `Stops before the source does, on what ${hero.name} loses.`
  return `Turned from ${hero.name} to ${other.name}: the last picture is ${other.name}’s.`
}

export function condensed(material: Material): { paragraphs: Paragraph[]; told: number } {
  const { cast, telling, ending, registers, world, context } = material
  const { rating } = context.brief
  const extracts: readonly Extract[] = material.own.map(({ text, at }) => ({ text, at: at ?? 0 }))
  const variant = (telling + seedOf(cast.seed)) % 3
  // a film that stops early leaves out what the source has last
  const kept =
    ending === 'lost' && extracts.length > 8 ? extracts.slice(0, -Math.ceil(extracts.length * 0.08)) : [...extracts]
  const paragraphs: Paragraph[] = []
  let told = 0
  const line = (text: string | undefined, step: number): string[] => {
    const filled = text === undefined ? null : fill(text, cast, momentOf(cast, step, telling))
    if (filled === null) return []
    told++
    return [filled]
  }
  const say = (sentences: readonly string[]) => {
    if (sentences.length > 0) paragraphs.push({ heading: false, text: sentences.join(' ').replaceAll('” “', ' ') })
  }
  if (telling === 1) {
    const frame = kept.slice(-2)
    kept.splice(-2)
    paragraphs.push({ heading: true, text: 'THE END, FIRST' })
    say(frame.map(({ text }) => text))
  }
  for (const [act, heading] of ACTS.entries()) {
    const own = kept.filter(({ at }) => at >= (STARTS[act] ?? 0) && at < (STARTS[act + 1] ?? 2))
    paragraphs.push({ heading: true, text: heading })
    const groups = telling === 2 ? bySides(own, cast.other.name) : bySize(own, 4)
    const opening = [
      ...line(BETWEEN[telling][act], act * 4),
      ...(act === 0 ? line(REGISTER_LINES[registers[0]].opening[variant], 1) : []),
      ...line(act === 1 && rating ? SHOWN[rating][telling] : undefined, 5),
      ...line(world[(act * 2 + telling) % Math.max(1, world.length)], act),
    ]
    for (const [index, group] of groups.entries())
      say([...(index === 0 ? opening : []), ...group.map(({ text }) => text)])
    if (groups.length === 0) say(opening)
  }
  say([...line(choose(LAST[ending], cast.seed), 0), ...line(REGISTER_LINES[registers[1]].final[variant], 2)])
  return { paragraphs, told }
}

const bySize = (extracts: readonly Extract[], size: number): Extract[][] =>
  Array.from({ length: Math.ceil(extracts.length / size) }, (_, index) =>
    extracts.slice(index * size, (index + 1) * size),
  )

/** Paragraphs that change when the text turns to the other person, and back. */
function bySides(extracts: readonly Extract[], other: string): Extract[][] {
  const groups: Extract[][] = []
  let side: boolean | null = null
  for (const extract of extracts) {
    const now = mentions(extract.text, other) >= 0
    const open = groups.at(-1)
    if (open && (now === side || open.length < 2) && open.length < 5) open.push(extract)
    else groups.push([extract])
    side = now
  }
  return groups
}
