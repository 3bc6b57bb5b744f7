import { type Cause, causesOf, type Effect, effectsOf } from './causes.ts'
import { DependencyGraph, type Entry } from './graph.ts'
import { judge } from './levels.ts'
import { needsShot, type ScriptLine } from './lines.ts'
import type { Reference } from './references.ts'
import type { ScriptChange } from './scriptFacts.ts'
import type { AssetFact, Thing } from './things.ts'

export type { Cause, Effect } from './causes.ts'
export { thingKey } from './graph.ts'

export interface OutdatedThing {
  key: string
  thing: Thing
  /** Causes back to their roots, the nearest first; no more than `most`. Looked up when asked for. */
  causes(most?: number): Cause[]
}

/** What a listener is told: things that became outdated or current, or have other causes now. */
export interface EngineChange {
  things: ReadonlySet<string>
  /** Scenes whose lines without a shot may be others. */
  scenes: ReadonlySet<string>
}

/**
 * What is outdated in a film, and why. A thing is outdated when something it was made from is otherwise than it was then, or
 * is outdated itself. Across scenes only a changed end state counts: it makes the next scene's inherited states outdated, and
 * with them all that inherits on, as far as it carries; an edit of scene 1 alone does not touch scene 2.
 *
 * Fed with what changed only, by observers of documents (`watchScript`, `watchScene`, `watchAssets`) or from the table of
 * dependencies. A keystroke costs one hash and the things that depend on it. What belongs to a document that was not given is
 * not judged.
 */
export class DependencyEngine {
  readonly #graph = new DependencyGraph()
  readonly #outdated = new Map<string, OutdatedThing>()
  readonly #listeners = new Set<(change: EngineChange) => void>()
  #depth = 0

  /** Takes in several changes as one. */
  batch(changes: () => void): void {
    this.#depth++
    try {
      changes()
    } finally {
      this.#depth--
      if (this.#depth === 0) this.#settle()
    }
  }

  applyScript(change: ScriptChange): void {
    this.batch(() => this.#graph.applyScript(change))
  }
  applyAssets(facts: Iterable<AssetFact>, removed: Iterable<string> = []): void {
    this.batch(() => this.#graph.applyAssets(facts, removed))
  }
  /** Things of a scene that are new or changed, and references of those that are gone. */
  applyScene(scene: string, things: Iterable<Thing>, removed: Iterable<string> = []): void {
    this.batch(() => this.#graph.applyScene(scene, things, removed))
  }
  /** The document of a scene is open no more: what depends on it is not judged until it is again. */
  closeScene(scene: string): void {
    this.batch(() => this.#graph.closeScene(scene))
  }

  /** All that is outdated, by key. */
  outdated(): ReadonlyMap<string, OutdatedThing> {
    return this.#outdated
  }

  /** Lines of a scene that must be in some shot of it and are in none, as shown. */
  uncovered(scene: string): ScriptLine[] {
    return this.#graph.script.linesOf(scene).filter(line => needsShot(line) && !this.#isCovered(line))
  }

  /**
   * Everything that is made from these, at however many removes, with what an end state would carry on to; each with the
   * nearest of these and the shortest way from it.
   */
  fedBy(of: Iterable<{ scene: string; reference: Reference }>): Effect[] {
    return effectsOf(this.#graph, of)
  }

  thing(key: string): Thing | null {
    return this.#graph.entry(key)?.thing ?? null
  }
  /** All things of a scene. */
  things(scene: string): Thing[] {
    return this.#graph.things(scene)
  }
  line(id: string): ScriptLine | null {
    return this.#graph.script.line(id)
  }
  asset(id: string): AssetFact | null {
    return this.#graph.asset(`asset:${id}`)
  }
  /** The place of a line in the script as shown, from 1. */
  lineNumber(id: string): number | null {
    return this.#graph.script.lineNumber(id)
  }
  /** The scene whose end `scene` inherits; null: it is the first, or that is not known. */
  sceneBefore(scene: string): string | null {
    return this.#graph.script.before(scene) ?? null
  }

  /**
   * What a thing would store of what it depends on now, to say that it still fits: references of what is gone or elsewhere
   * are left out. Null: there is no such thing.
   */
  present(key: string): Map<string, string> | null {
    const entry = this.#graph.entry(key)
    if (!entry) return null
    const out = new Map<string, string>()
    for (const [reference, stored] of entry.thing.dependsOn) {
      const change = entry.direct.get(reference)
      if (change === undefined) out.set(reference, stored)
      else if (change === 'changed') {
        const hash = this.#graph.hashAt(entry.inputs.get(reference) ?? '')
        if (hash !== undefined) out.set(reference, hash)
      }
    }
    return out
  }

  /** What a thing of this scene that is made from these now has to store of them; what is not there is left out. */
  hashes(scene: string, references: Iterable<Reference>): Map<string, string> {
    const out = new Map<string, string>()
    for (const reference of references) {
      const hash = this.#graph.hashAt(this.#graph.meaning(scene, reference) ?? '')
      if (hash !== undefined) out.set(reference, hash)
    }
    return out
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #isCovered(line: ScriptLine): boolean {
    for (const { thing } of this.#graph.dependents(`line:${line.id}`))
      if (thing.scene === line.scene && thing.reference.startsWith('shot:')) return true
    return false
  }

  #settle(): void {
    const pending = this.#graph.takePending()
    const things = new Set<string>()
    for (const key of pending.removed) if (this.#outdated.delete(key)) things.add(key)
    const { levels, causes } = judge(this.#graph, pending)
    for (const entry of levels) {
      things.add(entry.key)
      if (entry.level === 0) this.#outdated.delete(entry.key)
      else if (!this.#outdated.has(entry.key)) this.#outdated.set(entry.key, this.#outdatedThing(entry))
    }
    for (const entry of causes) things.add(entry.key)
    if (things.size === 0 && pending.scenes.size === 0) return
    for (const listener of [...this.#listeners]) listener({ things, scenes: pending.scenes })
  }

  #outdatedThing(entry: Entry): OutdatedThing {
    return {
      key: entry.key,
      get thing() {
        return entry.thing
      },
      causes: most => causesOf(this.#graph, entry, most),
    }
  }
}
