import { type Consequences, EFFECT_KINDS, type EffectKind } from '../../shared/core/api/consequences.ts'
import { counted, listed } from '../../shared/core/text/counted.ts'

const WORDS: Record<EffectKind, readonly [one: string, many: string]> = {
  shots: ['shot', 'shots'],
  states: ['visual state', 'visual states'],
  prompts: ['prompt', 'prompts'],
  frames: ['frame', 'frames'],
  clips: ['clip', 'clips'],
  ends: ['end of a scene', 'ends of scenes'],
}

export const isNothing = ({ documents, things }: Consequences): boolean => documents.length + things.length === 0

/** 'the beat sheet, 3 shots and 4 frames in 2 scenes'. */
export function effectWords({ documents, counts, scenes }: Consequences): string {
  const things = EFFECT_KINDS.flatMap(kind => (counts[kind] > 0 ? [counted(counts[kind], ...WORDS[kind])] : []))
  const last = things.pop()
  if (last !== undefined) things.push(scenes > 0 ? `${last} in ${counted(scenes, 'scene')}` : last)
  return listed([...new Set(documents.map(({ title }) => `the ${title.toLowerCase()}`)), ...things])
}

/** 'Making all of it again costs 24 credits.' */
export const priceSentence = (credits: number): string =>
  credits === 0 ? 'Making it again costs nothing.' : `Making it again costs ${counted(credits, 'credit')}.`
