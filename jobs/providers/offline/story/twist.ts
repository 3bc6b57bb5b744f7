import { inCaseOf } from '../../../../shared/core/text/inCaseOf.ts'
import { seedOf } from '../choose.ts'
import { capitalise } from '../prose.ts'
import type { Place, Thing } from './facts.ts'
import { FIRST_NAMES } from './people.data.ts'
import { KNOWN_PLACES, PLACE_KINDS, PLACE_NOUNS } from './places.data.ts'
import { THING_NOUNS } from './things.data.ts'
import { withArticle } from './words.ts'
import { WORLDS, type World } from './worlds.data.ts'

/** A source moved to where a twist wants it. */
export interface Moved {
  text: string
  /** Places and things as they are there, most frequent in the source first. */
  places: Place[]
  things: Thing[]
  world: World
  /** What became what, in the order of appearance. */
  changes: [string, string][]
}

/** The world that a twist asks for: one of the table, or one made of the place that it names. */
export function worldOf(twist: string): World | null {
  const known = WORLDS.find(world => world.asks.test(twist))
  if (known) return known
  const place =
    /\b(?:in|at|on|inside|aboard)\s+(?:an?|the)\s+([\p{L}’' -]{3,40}?)(?=[,.;:!?]|\s+(?:with|and|during|where|that|but|for|by)\b|$)/iu
      .exec(twist)?.[1]
      ?.trim()
  return place ? made(place.toLowerCase()) : null
}

function made(place: string): World {
  return {
    name: withArticle(place),
    kind: PLACE_NOUNS.get(place.split(' ').at(-1) ?? '') ?? 'trade',
    asks: /(?!)/,
    places: { else: [place, `back of the ${place}`, `entrance of the ${place}`, `yard behind the ${place}`] },
    things: {},
    words: {},
    named: name => `the ${name} corner of the ${place}`,
    lines: [
      `The ${place} is not large, and everybody knows where to stand.`,
      `Whatever happens happens before those who only came to the ${place} for something else.`,
      `After closing the ${place} keeps its smell and one light.`,
      `There is a rule in the ${place}, and it hangs over the door where nobody reads it.`,
      `From the street the ${place} looks as it always does.`,
      `Nobody raises a voice in the ${place}; one would hear it for days.`,
    ],
  }
}

/** Setting, times and things mapped word by word; names of people stay. Each noun becomes the same thing everywhere. */
export function moved(source: string, world: World): Moved {
  const changes = new Map<string, string>()
  const taken = new Set<string>()
  const target = (noun: string): string | null => {
    const low = noun.toLowerCase()
    const known = changes.get(low)
    if (known) return known
    const word = world.words[low]
    const kind = PLACE_NOUNS.get(low)
    const thing = VERBS_TOO.has(low) ? undefined : THING_NOUNS.get(low)
    const options = kind ? (world.places[kind] ?? world.places.else) : thing ? world.things[thing] : undefined
    const free = options?.filter(option => !taken.has(option)) ?? []
    const among = free.length > 0 ? free : (options ?? [])
    const became = word ?? among[seedOf(low) % Math.max(1, among.length)]
    if (became === undefined || became === low) return null
    taken.add(became)
    changes.set(low, became)
    return became
  }
  const text = source
    .replace(
      new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?:(an?)([^\S\n]+))?((?:(?:${LINKS})(?=\s)|\p{L}+(?:[ -](?!(?:${LINKS})\b)\p{L}+)?))(?![\p{L}])`,
        'giu',
      ),
      (found, article: string | undefined, gap: string | undefined, words: string) => {
        const two = /[ -]/.test(words) ? target(words.replace('-', ' ')) : null
        const [head = '', rest = ''] = two === null ? split(words) : [words, '']
        const became = two ?? (isName(head) ? null : (target(head) ?? plural(head, target)))
        if (became === null) return rest === '' ? found : `${article ?? ''}${gap ?? ''}${head}${again(rest, target)}`
        const put = (article ? inCaseOf(article, withArticle(became)) : inCaseOf(head, became)) + again(rest, target)
        return article && /^\p{Lu}/u.test(article) ? capitalise(put) : put
      },
    )
    .replace(/\p{Lu}\p{Ll}+/gu, name => {
      if (!KNOWN_PLACES.has(name.toLowerCase()) || FIRST_NAMES.has(name.toLowerCase())) return name
      const became = world.named(name)
      changes.set(name, became)
      return became
    })
  const known = [...changes].filter(([from]) => source.toLowerCase().includes(from.toLowerCase()))
  return {
    text,
    world,
    changes: [...changes],
    places: known.flatMap(([from, to]): Place[] => {
      const kind = PLACE_NOUNS.get(from)
      const inside = world.kind === 'space' || (kind !== undefined && PLACE_KINDS[kind].inside)
      return kind ? [{ name: `the ${to}`, at: `${inside ? 'in' : 'at'} the ${to}`, inside, kind: world.kind }] : []
    }),
    things: known.flatMap(([from, to]): Thing[] => {
      const kind = THING_NOUNS.get(from)
      return kind && !PLACE_NOUNS.has(from) ? [{ name: `the ${to}`, kind, plural: false }] : []
    }),
  }
}

/** Nouns that are as often something that is done. */
const VERBS_TOO = new Set(
  'watch ring bow press saw will map fire light picture film record note page book stick net brush wheel match cook bill drum match club seed will rope hook ball stone poison wine bread soup coffee tea money cash gold treasure savings loot honey cheese dough chocolate beer milk jam medicine'.split(
    ' ',
  ),
)

/** Words that never make a place or a thing with their neighbour. */
const LINKS = 'an?|the|of|in|on|at|and|or|to|with|for|his|her|their|its|by|from|is|was|are|has|that|who'

const split = (words: string): [string, string] => {
  const at = words.search(/[ -]/)
  return at < 0 ? [words, ''] : [words.slice(0, at), words.slice(at)]
}

const isName = (word: string): boolean => /^\p{Lu}/u.test(word) && FIRST_NAMES.has(word.toLowerCase())

const plural = (word: string, target: (noun: string) => string | null): string | null => {
  if (!/[^s]s$/.test(word)) return null
  const became = target(word.slice(0, -1))
  return became === null ? null : /(?:s|x|ch|sh)$/.test(became) ? `${became}es` : `${became}s`
}

/** The second of two words that stood together. */
const again = (rest: string, target: (noun: string) => string | null): string => {
  if (rest === '') return ''
  const word = rest.slice(1)
  return `${rest[0]}${target(word) ?? plural(word, target) ?? word}`
}
