import type { SceneFigures, ScriptFigures } from './figures.ts'

/** Where somebody speaks. */
export interface Appearance {
  scene: string
  page: string
  /** The cue. */
  lineId: string
}

/** One character: everybody with a cue, whatever its extensions. */
export interface CharacterFigures {
  name: string
  words: number
  speeches: number
  /** In how many scenes they speak. */
  scenes: number
  first: Appearance
  last: Appearance
  /** Of all words of dialogue, 0 to 1. */
  share: number
}

/** Everybody who speaks, who says most first. */
export function characterFigures({ speeches, words }: ScriptFigures): CharacterFigures[] {
  const by = Map.groupBy(speeches, ({ speaker }) => speaker)
  const out: CharacterFigures[] = []
  for (const [name, said] of by) {
    const [first, last] = [said[0], said.at(-1)]
    if (!first || !last) continue
    const total = said.reduce((sum, speech) => sum + speech.words, 0)
    const at = (scene: SceneFigures, lineId: string) => ({ scene: scene.number, page: scene.page, lineId })
    out.push({
      name,
      words: total,
      speeches: said.length,
      scenes: new Set(said.map(({ scene }) => scene)).size,
      first: at(first.scene, first.lineId),
      last: at(last.scene, last.lineId),
      share: words === 0 ? 0 : total / words,
    })
  }
  return out.sort((a, b) => b.words - a.words || b.speeches - a.speeches || (a.name < b.name ? -1 : 1))
}
