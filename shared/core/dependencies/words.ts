import { byOrder } from '../order.ts'
import { shotLabel } from '../shots/label.ts'
import { type Cause, type DependencyEngine, thingKey } from './engine.ts'
import { type Reference, referenceOf } from './references.ts'
import type { Thing } from './things.ts'

const OF_SHOT = {
  framePrompt: 'the frame prompt of ',
  videoPrompt: 'the video prompt of ',
  startFrame: 'the start frame of ',
  endFrame: 'the end frame of ',
  take: 'the take of ',
  shot: '',
} as const

const PARTS: Readonly<Record<string, string>> = {
  place: 'the place',
  last: 'the last moment',
  frame: 'the final frame',
}

/** What things and causes are called, as long as the engine says what it says. `numberOf`: the printed number of a scene. */
export class Names {
  readonly #engine: DependencyEngine
  readonly #numberOf: (sceneId: string) => string
  /** Scene -> shot -> its name. */
  readonly #shots = new Map<string, Map<string, string>>()

  constructor(engine: DependencyEngine, numberOf: (sceneId: string) => string) {
    this.#engine = engine
    this.#numberOf = numberOf
  }

  /** 'the start frame of shot 3A'. */
  thing({ scene, reference }: Pick<Thing, 'scene' | 'reference'>): string {
    return this.#name(scene, reference)
  }

  /** What changed: 'script line 212'. */
  cause({ scene, reference }: Cause): string {
    return this.#name(scene, reference)
  }

  /** The way from a cause to what it makes outdated: ['shot 3A', 'the frame prompt of shot 3A']. */
  path({ path }: Cause): string[] {
    return path.flatMap(key => {
      const thing = this.#engine.thing(key)
      return thing ? [this.thing(thing)] : []
    })
  }

  /** 'Ana’s coat, script lines 212-215': everything that makes a thing outdated, lines that follow each other as one. */
  because(causes: readonly Cause[]): string {
    const names = new Set<string>()
    const numbers: number[] = []
    let deleted = 0
    for (const { reference, scene, change } of causes) {
      const line = reference.startsWith('line:') ? reference.slice('line:'.length) : null
      const number = line === null ? null : this.#engine.lineNumber(line)
      if (line === null) names.add(`${this.#name(scene, reference)}${change === 'gone' ? ', which is gone' : ''}`)
      else if (change === 'gone' || number === null) deleted++
      else if (change === 'moved')
        names.add(`script line ${number}, which moved to ${this.#scene(this.#engine.line(line)?.scene ?? '')}`)
      else numbers.push(number)
    }
    if (numbers.length > 0) names.add(`script ${numbers.length === 1 ? 'line' : 'lines'} ${ranges(numbers).join(', ')}`)
    if (deleted > 0) names.add(deleted === 1 ? 'a deleted script line' : `${deleted} deleted script lines`)
    return [...names].join(', ')
  }

  #name(scene: string, reference: Reference): string {
    const at = referenceOf(reference)
    if (!at) return reference
    const { kind, id } = at
    switch (kind) {
      case 'line': {
        const number = this.#engine.lineNumber(id)
        return number === null ? 'a deleted script line' : `script line ${number}`
      }
      case 'asset':
        return this.#engine.asset(id)?.title || 'an asset'
      case 'key':
        return `the image key of ${this.#engine.asset(id)?.title || 'an asset'}`
      case 'state': {
        const title = this.#engine.thing(thingKey({ scene, reference }))?.title
        return `the state of ${title || 'an element'} in ${this.#scene(scene)}`
      }
      case 'end':
        return this.#end(scene, id)
      case 'inherited':
        return this.#end(this.#engine.sceneBefore(scene) ?? '', id)
      default:
        return `${OF_SHOT[kind]}${this.#shot(scene, id)}`
    }
  }

  #scene(scene: string): string {
    const number = this.#numberOf(scene)
    return number === '' ? 'another scene' : `scene ${number}`
  }

  #end(scene: string, id: string): string {
    return `${PARTS[id] ?? (this.#engine.asset(id)?.title || 'an element')} at the end of ${this.#scene(scene)}`
  }

  #shot(scene: string, id: string): string {
    let names = this.#shots.get(scene)
    if (!names) {
      const shots = this.#engine
        .things(scene)
        .flatMap(({ reference, shot, order }) => (shot && reference.startsWith('shot:') ? [{ id: shot, order }] : []))
        .sort(byOrder)
      // a scene that was not projected since its table of dependencies was made does not know the places of its shots
      const label = (place: number): string =>
        shots[place]?.order === ''
          ? `a shot of ${this.#scene(scene)}`
          : `shot ${shotLabel(this.#numberOf(scene), place)}`
      names = new Map(shots.map((shot, place) => [shot.id, label(place)]))
      this.#shots.set(scene, names)
    }
    return names.get(id) ?? 'a deleted shot'
  }
}

/** [1, 2, 3, 7] -> ['1-3', '7']. */
function ranges(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const out: [from: number, to: number][] = []
  for (const number of sorted) {
    const last = out.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else out.push([number, number])
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
}
