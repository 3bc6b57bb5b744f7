import { type Reference, referenceOf } from './references.ts'
import { sameMap } from './same.ts'
import { ScriptFacts } from './scriptFacts.ts'
import type { AssetFact, Thing } from './things.ts'

/** What became of one thing that another was made from. */
export type Change = 'changed' | 'moved' | 'gone'

/** 0: current. 1: outdated by something in its own scene. 2: also by how an earlier scene ends, which carries on. */
export type Level = 0 | 1 | 2

/** A thing in the graph. */
export interface Entry {
  key: string
  thing: Thing
  /** Reference -> key of what it means now; null: nobody knows, since that document is not open. */
  inputs: ReadonlyMap<string, string | null>
  direct: ReadonlyMap<string, Change>
  level: Level
}

export const isInherited = (reference: string): boolean => reference.startsWith('inherited:')

export const thingKey = ({ scene, reference }: Pick<Thing, 'scene' | 'reference'>): string => `${scene}\n${reference}`

/** What happened in the graph since somebody last judged it. */
export class Pending {
  /** Whose inputs may say something else. */
  readonly dirty = new Set<Entry>()
  /** Whose edges are others. */
  readonly rewired = new Set<Entry>()
  readonly removed = new Set<string>()
  /** Scenes whose lines without a shot may be others. */
  readonly scenes = new Set<string>()
}

/**
 * Which thing is made from which: the script, the assets and the things of all scenes that were given, and what each reference
 * means now. What belongs to a document that was not given means nothing yet.
 */
export class DependencyGraph {
  readonly script = new ScriptFacts()
  #assets: Map<string, AssetFact> | null = null
  readonly #scenes = new Map<string, Map<string, Entry>>()
  readonly #entries = new Map<string, Entry>()
  readonly #dependents = new Map<string, Set<Entry>>()
  #pending = new Pending()

  /** Hands over what is to be judged. */
  takePending(): Pending {
    const pending = this.#pending
    this.#pending = new Pending()
    return pending
  }

  entry(key: string): Entry | undefined {
    return this.#entries.get(key)
  }
  /** Things that are made from what has this key. */
  dependents(key: string): Iterable<Entry> {
    return this.#dependents.get(key) ?? []
  }
  things(scene: string): Thing[] {
    return [...(this.#scenes.get(scene)?.values() ?? [])].map(entry => entry.thing)
  }
  asset(reference: string): AssetFact | null {
    return this.#assets?.get(reference) ?? null
  }

  /** The key of what a reference means in a scene; null: that is in a document which was not given. */
  meaning(scene: string, reference: string): string | null {
    const kind = referenceOf(reference)?.kind
    if (!kind) return null
    if (kind === 'line' || kind === 'asset' || kind === 'key') return reference
    if (kind !== 'inherited') return `${scene}\n${reference}`
    const before = this.script.before(scene)
    if (before === undefined || (before !== null && !this.#scenes.has(before))) return null
    return `${before ?? ''}\nend:${reference.slice('inherited:'.length)}`
  }

  hashAt(key: string): string | undefined {
    const line = key.startsWith('line:') ? this.script.hash(key.slice(5)) : undefined
    return line ?? this.#entries.get(key)?.thing.hash ?? this.#assets?.get(key)?.hash
  }

  /** What became of one input of a thing; null: nothing, or it is not known. */
  changeOf(entry: Entry, reference: string, stored: string): Change | null {
    const key = entry.inputs.get(reference) ?? null
    if (key === null) return null
    const isLine = key.startsWith('line:')
    if (isLine ? !this.script.known : key === reference && !this.#assets) return null
    const hash = this.hashAt(key)
    if (hash === undefined) return 'gone'
    if (isLine && this.script.line(key.slice(5))?.scene !== entry.thing.scene) return 'moved'
    return hash === stored ? null : 'changed'
  }

  applyScript(change: Parameters<ScriptFacts['apply']>[0]): void {
    const first = !this.script.known
    const { lines, scenes, following } = this.script.apply(change)
    for (const id of lines) this.#touch(`line:${id}`)
    for (const scene of scenes) this.#pending.scenes.add(scene)
    for (const scene of following) this.#rewire(scene)
    if (first) this.#judgeAll()
  }

  applyAssets(facts: Iterable<AssetFact>, removed: Iterable<string>): void {
    const first = !this.#assets
    this.#assets ??= new Map()
    for (const fact of facts) {
      this.#assets.set(fact.reference, fact)
      this.#touch(fact.reference)
    }
    for (const reference of removed) if (this.#assets.delete(reference)) this.#touch(reference)
    if (first) this.#judgeAll()
  }

  applyScene(scene: string, things: Iterable<Thing>, removed: Iterable<string>): void {
    let own = this.#scenes.get(scene)
    if (!own) {
      own = new Map()
      this.#scenes.set(scene, own)
      this.#rewireHeirs(scene)
    }
    for (const reference of removed) {
      const entry = own.get(reference)
      if (entry) this.#remove(own, entry)
    }
    for (const thing of things) this.#put(own, thing)
  }

  closeScene(scene: string): void {
    const own = this.#scenes.get(scene)
    if (!own) return
    for (const entry of [...own.values()]) this.#remove(own, entry)
    this.#scenes.delete(scene)
    this.#rewireHeirs(scene)
  }

  /** What was not judged until now. */
  #judgeAll(): void {
    for (const entry of this.#entries.values()) this.#pending.dirty.add(entry)
  }

  /** What inherits from this scene means something else now. */
  #rewireHeirs(scene: string): void {
    for (const next of this.script.after(scene)) this.#rewire(next)
  }

  #rewire(scene: string): void {
    for (const entry of this.#scenes.get(scene)?.values() ?? [])
      if ([...entry.inputs.keys()].some(isInherited)) this.#connect(entry, entry.thing)
  }

  #put(own: Map<string, Entry>, thing: Thing): void {
    const key = thingKey(thing)
    const old = this.#entries.get(key)
    if (!old) {
      const entry: Entry = { key, thing, inputs: new Map(), direct: new Map(), level: 0 }
      own.set(thing.reference, entry)
      this.#entries.set(key, entry)
      this.#connect(entry, thing)
      this.#touch(key)
      return
    }
    const was = old.thing
    old.thing = thing
    if (was.hash !== thing.hash) this.#touch(key)
    if (!sameMap(was.dependsOn, thing.dependsOn)) this.#connect(old, thing)
  }

  #remove(own: Map<string, Entry>, entry: Entry): void {
    const { dirty, rewired, removed } = this.#pending
    own.delete(entry.thing.reference)
    this.#entries.delete(entry.key)
    this.#disconnect(entry)
    this.#touch(entry.key)
    for (const heir of this.dependents(entry.key)) rewired.add(heir)
    dirty.delete(entry)
    rewired.delete(entry)
    removed.add(entry.key)
  }

  #disconnect(entry: Entry): void {
    for (const [reference, key] of entry.inputs) {
      if (key === null) continue
      const set = this.#dependents.get(key)
      set?.delete(entry)
      if (set?.size === 0) this.#dependents.delete(key)
      this.#tellCoverage(reference)
    }
  }

  #connect(entry: Entry, thing: Thing): void {
    this.#disconnect(entry)
    const inputs = new Map<string, string | null>()
    for (const reference of thing.dependsOn.keys()) {
      const key = this.meaning(thing.scene, reference)
      inputs.set(reference, key)
      if (key === null) continue
      const set = this.#dependents.get(key)
      if (set) set.add(entry)
      else this.#dependents.set(key, new Set([entry]))
      this.#tellCoverage(reference)
    }
    entry.inputs = inputs
    this.#pending.dirty.add(entry)
    this.#pending.rewired.add(entry)
  }

  #tellCoverage(reference: string): void {
    const line = reference.startsWith('line:') ? this.script.line(reference.slice(5)) : null
    if (line) this.#pending.scenes.add(line.scene)
  }

  /** Whoever depends on this looks again. */
  #touch(key: string): void {
    for (const entry of this.dependents(key)) this.#pending.dirty.add(entry)
  }
}

/** What a thing with this level hands on to `entry`, which depends on it under that key. */
export function passes(entry: Entry, key: string, level: Level): Level {
  for (const [reference, meant] of entry.inputs) if (meant === key && !isInherited(reference)) return level
  return level === 2 ? 2 : 0
}

/** As `entry` names what has this key. */
export function referenceIn(entry: Entry, key: string): Reference {
  for (const [reference, meant] of entry.inputs) if (meant === key) return reference as Reference
  return key as Reference
}
