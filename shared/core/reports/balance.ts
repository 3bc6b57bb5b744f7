import { FRONT } from '../script/scenes.ts'
import type { ScriptFigures } from './figures.ts'

/** One step along the film: a scene or a page. */
export interface BalanceStep {
  /** Number of the scene, or label of the page. */
  label: string
  /** To jump to. */
  lineId: string
}

/** One character along the film. */
export interface BalanceVoice {
  name: string
  words: number
  /** Words in every step. */
  along: readonly number[]
}

/** Who says how much, when. */
export interface Balance {
  steps: readonly BalanceStep[]
  /** Who says most first. */
  voices: readonly BalanceVoice[]
  /** The most words that one of them says in one step: the scale. */
  most: number
}

/** The dialogue of the film by characters, along its scenes or its pages. */
export function balanceOf(figures: ScriptFigures, by: 'scene' | 'page'): Balance {
  const all =
    by === 'page'
      ? figures.pages.map(({ label, lineId, spoken }) => ({ label, lineId, spoken }))
      : figures.parts
          // before the first heading there is a step only when somebody speaks there
          .filter(scene => !scene.omitted && (scene.id !== FRONT || scene.spoken.size > 0))
          .map(({ number, lineId, spoken, stretches }) => ({
            label: number,
            lineId: lineId || (stretches[0]?.lineId ?? ''),
            spoken,
          }))
  const names = new Set(all.flatMap(({ spoken }) => [...spoken.keys()]))
  const voices = [...names].map(name => {
    const along = all.map(({ spoken }) => spoken.get(name) ?? 0)
    return { name, along, words: along.reduce((sum, words) => sum + words, 0) }
  })
  voices.sort((a, b) => b.words - a.words || (a.name < b.name ? -1 : 1))
  return {
    steps: all.map(({ label, lineId }) => ({ label, lineId })),
    voices,
    most: Math.max(0, ...voices.map(({ along }) => Math.max(0, ...along))),
  }
}
