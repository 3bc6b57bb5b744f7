import type { ScriptFigures } from './figures.ts'

/** One place of the film, inside and outside taken together. */
export interface LocationFigures {
  location: string
  /** 'INT', 'EXT', 'INT/EXT', as they occur. */
  settings: string[]
  /** 'DAY', 'NIGHT', as they occur. */
  times: string[]
  scenes: number
  eighths: number
  seconds: number
  /** Heading of the first scene there. */
  lineId: string
  /** Its number. */
  first: string
}

/** All locations, longest first. Scenes that are omitted are shot nowhere. */
export function locationFigures({ scenes }: ScriptFigures): LocationFigures[] {
  const out: LocationFigures[] = []
  const by = Map.groupBy(
    scenes.filter(scene => !scene.omitted && scene.location !== ''),
    ({ location }) => location.replace(/\s+/g, ' '),
  )
  for (const [location, there] of by) {
    const [first] = there
    if (!first) continue
    const sum = (of: (scene: (typeof there)[number]) => number) => there.reduce((total, scene) => total + of(scene), 0)
    out.push({
      location,
      settings: [...new Set(there.flatMap(({ setting }) => setting ?? []))],
      times: [...new Set(there.flatMap(({ time }) => time || []))],
      scenes: there.length,
      eighths: sum(({ eighths }) => eighths),
      seconds: sum(({ seconds }) => seconds),
      lineId: first.lineId,
      first: first.number,
    })
  }
  return out.sort((a, b) => b.eighths - a.eighths || b.scenes - a.scenes || (a.location < b.location ? -1 : 1))
}
