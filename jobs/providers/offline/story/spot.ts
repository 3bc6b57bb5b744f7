import type { StoryBrief } from '../../../agents/storyContext.ts'
import { SPOT, type SpotPart } from './commercial.data.ts'
import type { Facts } from './facts.ts'
import type { Material, Paragraph } from './narrative.ts'
import { ORDINARY } from './people.data.ts'
import type { Telling } from './steps.data.ts'
import { fill, momentOf, pick } from './telling.ts'

/** Where a spot's parts begin, as shares of its length; the hook has the first three seconds, whatever the length. */
const PARTS: readonly [SpotPart, number][] = [
  ['hook', 0],
  ['need', 0],
  ['product', 0.35],
  ['proof', 0.55],
  ['close', 0.85],
]
export const HOOK_SECONDS = 3
const NAMES: Record<SpotPart, string> = {
  hook: 'Hook',
  need: 'Need',
  product: 'Product',
  proof: 'Proof',
  close: 'Close',
}

/** A commercial: hooked in three seconds, then need, product, proof and close, each with its times. */
export function spot(material: Material, minutes: number, telling: Telling): { paragraphs: Paragraph[]; told: number } {
  const seconds = Math.max(6, Math.round(minutes * 60))
  const { cast, own } = material
  const product = productOf(material.context.brief.idea || own.map(({ text }) => text).join(' ')) ?? cast.things[0].name
  const starts = PARTS.map(([part, share]) =>
    part === 'hook' ? 0 : part === 'need' ? HOOK_SECONDS : Math.max(HOOK_SECONDS + 1, Math.round(seconds * share)),
  )
  const claims = new Map<SpotPart, string[]>()
  for (const [index, { text }] of own.entries()) {
    const about = text.includes(product)
    const share = own.length === 1 ? 0 : index / (own.length - 1)
    const part: SpotPart = about && share < 0.9 ? 'product' : share < 0.5 ? 'need' : share < 0.95 ? 'proof' : 'close'
    claims.set(part, [...(claims.get(part) ?? []), text])
  }
  const paragraphs: Paragraph[] = []
  let told = 0
  const most = seconds <= 15 ? 1 : seconds <= 45 ? 2 : 3
  const enough = Math.max(most, Math.ceil((own.length * 1.25 + 2) / PARTS.length))
  for (const [index, [part]] of PARTS.entries()) {
    const [from, to] = [starts[index] ?? 0, starts[index + 1] ?? seconds]
    paragraphs.push({ heading: true, text: `${clock(from)}–${clock(to)} ${NAMES[part]}` })
    const row = SPOT[part][telling].map(line =>
      line.replaceAll('{product}', product).replaceAll('{Product}', product.replace(/^the /, 'The ')),
    )
    const lines = pick(row, Math.min(enough, row.length), cast, momentOf(cast, index))
    const world = material.world[(index + telling) % Math.max(1, material.world.length)]
    const more = world === undefined || part === 'hook' ? [] : [fill(world, cast, momentOf(cast, index)) ?? '']
    told += lines.length
    const mine = claims.get(part) ?? []
    paragraphs.push({
      heading: false,
      text: [...(part === 'hook' ? [] : mine), ...lines, ...(part === 'hook' ? mine : []), ...more].join(' '),
    })
  }
  return { paragraphs, told }
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Facts of a spot without its product, which is nobody. */
export function withoutProduct(facts: Facts, brief: StoryBrief): Facts {
  const product = brief.type === 'commercial' ? productOf(brief.idea) : null
  return product === null
    ? facts
    : {
        ...facts,
        people: facts.people.filter(({ name }) => !name.includes(product)),
        places: facts.places.filter(({ name }) => !name.includes(product)),
      }
}

/** What is advertised: a name that stands before a plain noun, or the first name that is no person's. */
export function productOf(idea: string): string | null {
  for (const [, name = ''] of idea.matchAll(
    /(?<![\p{L}])(\p{Lu}[\p{L}\p{N}]+(?: \p{Lu}[\p{L}\p{N}]+)*)(?= (?:is|are|makes?|keeps?|cleans?|helps?|\p{Ll}{4,})\b)/gu,
  ))
    if (!ORDINARY.has(name.toLowerCase().split(' ')[0] ?? '')) return name
  return null
}
