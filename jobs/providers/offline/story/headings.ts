import type { SceneContext } from '../../../agents/storyContext.ts'
import { seedOf } from '../choose.ts'
import type { Place } from './facts.ts'
import { PARTS } from './parts.data.ts'
import { mentioned } from './titles.ts'

const TIMES: readonly [RegExp, string][] = [
  [/\b(?:dawn|daybreak|sunrise|first light)\b/i, 'DAWN'],
  [/\b(?:dusk|sunset|twilight|nightfall)\b/i, 'DUSK'],
  [/\b(?:night|midnight|nights|moon\w*|stars|after dark|in the dark|asleep)\b/i, 'NIGHT'],
  [/\b(?:evening|supper|dinner|lamps? (?:are|is) lit)\b/i, 'EVENING'],
  [/\b(?:morning|breakfast|before anyone is about|wakes?)\b/i, 'MORNING'],
  [/\b(?:noon|midday|lunch)\b/i, 'NOON'],
  [/\b(?:afternoon)\b/i, 'AFTERNOON'],
  [/\b(?:daylight|by day|sun)\b/i, 'DAY'],
]
/** How the day goes through a film whose words say nothing about it. */
const USUAL = ['DAY', 'DAY', 'EVENING', 'NIGHT', 'MORNING', 'DAY', 'NIGHT', 'AFTERNOON', 'EVENING', 'DAY'] as const

export interface Where {
  place: Place
  time: string
  night: boolean
  text: string
}

/** The heading of a scene: the place that its passage names, else the last one named before, and the time likewise. */
export function headingOf(context: SceneContext, passage: string, places: readonly Place[], fallback: Place): Where {
  const here = mentioned(passage, places)
  // a room tells more than the town that it is in
  const named = here.find(one => one.inside) ?? here[0]
  const place = named ?? partOf(lastBefore(context, passage, places) ?? fallback, context.scene)
  const seed = seedOf(`${context.brief.idea.slice(0, 200)}`)
  const time = TIMES.find(([asks]) => asks.test(passage))?.[1] ?? USUAL[(seed + context.scene) % USUAL.length] ?? 'DAY'
  const setting =
    place.kind === 'vehicle' && /\b(?:through|past|along|road|street|window)\b/i.test(passage)
      ? 'INT./EXT.'
      : place.inside
        ? 'INT.'
        : 'EXT.'
  return { place, time, night: /NIGHT|EVENING|DUSK/.test(time), text: `${setting} ${locationOf(place)} - ${time}` }
}

/** A part of a place, for a scene whose words name none: films do not stay on one spot. */
function partOf(place: Place, scene: number): Place {
  const parts = PARTS[place.kind]
  const part = parts[scene % (parts.length + 1)]
  if (part === undefined) return place
  const inside = part.startsWith('in ')
  return { ...place, name: `${place.name}, ${part.replace(/^(?:in|out) /, '')}`, inside }
}

const locationOf = (place: Place): string =>
  place.name
    .replace(/^(?:the|a|an) /i, '')
    .replace(/\s+-\s+/g, ' ')
    .toUpperCase()

function lastBefore(
  { treatment, plays, beats }: SceneContext,
  passage: string,
  places: readonly Place[],
): Place | undefined {
  const first = Math.min(...plays)
  const before = [...beats].filter(beat => beat.n < first).sort((a, b) => b.n - a.n)
  for (const beat of before) {
    const [place] = mentioned(beat.body, places)
    if (place) return place
  }
  const at = treatment.findIndex(line => passage !== '' && line.text.includes(passage.slice(0, 60)))
  for (const line of treatment.slice(0, Math.max(0, at)).reverse()) {
    const [place] = mentioned(line.text, places)
    if (place) return place
  }
  return undefined
}
