import { lineHash } from '../script/line.ts'
import type { ScriptLine } from './lines.ts'
import { sameList } from './same.ts'

/** What changed in the script since the last call. */
export interface ScriptChange {
  lines?: Iterable<ScriptLine>
  removedLines?: Iterable<string>
  /** Ids of the lines, as shown, of scenes in which lines were added, removed or moved. */
  sceneOrder?: ReadonlyMap<string, readonly string[]>
  /** All scenes as shown, where these are others or in another order. */
  shown?: readonly string[]
  /** Scenes that are filmed, in the order of the film: what a scene inherits comes from the one before it. */
  scenes?: readonly string[]
}

/** What a change of the script says to those who depend on it. */
export interface ScriptNews {
  /** Ids of lines that may say something else, or are gone. */
  lines: readonly string[]
  /** Scenes in which lines were edited, came or went. */
  scenes: ReadonlySet<string>
  /** Scenes that follow another one now. */
  following: readonly string[]
}

/** What is known of the script: its lines, their order, and which scene is filmed after which. */
export class ScriptFacts {
  readonly #lines = new Map<string, { line: ScriptLine; hash: string | null }>()
  /** Scene -> its line ids as shown. */
  readonly #order = new Map<string, readonly string[]>()
  #shown: readonly string[] = []
  #numbers: Map<string, number> | null = null
  #before: ReadonlyMap<string, string | null> | null = null
  #known = false

  /** Was it given at all? */
  get known(): boolean {
    return this.#known
  }

  apply({ lines = [], removedLines = [], sceneOrder, shown, scenes: filmed }: ScriptChange): ScriptNews {
    this.#known = true
    const told: string[] = []
    const scenes = new Set<string>()
    for (const line of lines) {
      const old = this.#lines.get(line.id)
      const same = old && old.line.text === line.text && old.line.type === line.type
      this.#lines.set(line.id, { line, hash: same ? old.hash : null })
      scenes.add(line.scene)
      if (old) scenes.add(old.line.scene)
      told.push(line.id)
    }
    for (const id of removedLines) {
      const old = this.#lines.get(id)
      if (!old) continue
      this.#lines.delete(id)
      scenes.add(old.line.scene)
      told.push(id)
    }
    for (const [scene, ids] of sceneOrder ?? []) if (this.#setOrder(scene, ids)) scenes.add(scene)
    if (shown) this.#shown = shown
    if (sceneOrder || shown) this.#numbers = null
    return { lines: told, scenes, following: filmed ? this.#chain(filmed) : [] }
  }

  line(id: string): ScriptLine | null {
    return this.#lines.get(id)?.line ?? null
  }
  hash(id: string): string | undefined {
    const known = this.#lines.get(id)
    if (!known) return undefined
    known.hash ??= lineHash(known.line)
    return known.hash
  }
  linesOf(scene: string): ScriptLine[] {
    return (this.#order.get(scene) ?? []).flatMap(id => {
      const line = this.line(id)
      return line?.scene === scene ? [line] : []
    })
  }
  /** The place of a line in the script as shown, from 1. */
  lineNumber(id: string): number | null {
    this.#numbers ??= new Map(
      this.#shown.flatMap(scene => this.#order.get(scene) ?? []).map((line, place) => [line, place + 1]),
    )
    return this.#numbers.get(id) ?? null
  }

  /** The scene that is filmed before; null: it is the first. Undefined: it is not filmed, or that is not known. */
  before(scene: string): string | null | undefined {
    return this.#before?.get(scene)
  }
  after(scene: string): string[] {
    return [...(this.#before ?? [])].flatMap(([next, before]) => (before === scene ? [next] : []))
  }

  #setOrder(scene: string, ids: readonly string[]): boolean {
    if (sameList(ids, this.#order.get(scene))) return false
    if (ids.length > 0) this.#order.set(scene, ids)
    else this.#order.delete(scene)
    return true
  }

  #chain(scenes: readonly string[]): string[] {
    const before = new Map(scenes.map((scene, place) => [scene, scenes[place - 1] ?? null]))
    const old = this.#before
    this.#before = before
    const all = new Set([...before.keys(), ...(old?.keys() ?? [])])
    return [...all].filter(scene => !old || old.get(scene) !== before.get(scene))
  }
}
