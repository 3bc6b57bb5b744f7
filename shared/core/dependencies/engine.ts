import { lineHash } from '../script/line.ts'
import type { ScriptLine } from './lines.ts'
import { needsShot } from './lines.ts'
import { type Reference, referenceOf } from './references.ts'
import type { AssetFact, Thing } from './things.ts'

/** What became of one thing that another was made from. */
export type Change = 'changed' | 'moved' | 'gone'

/** Why a thing is outdated: what changed, and how that comes to it. */
export interface Cause {
  change: Change
  /** What changed, as the thing that depends on it directly names it. */
  reference: Reference
  /** The scene of that thing: where a reference is to be understood. */
  scene: string
  /** Keys of the things from the one that depends on it directly to the outdated one. */
  path: readonly string[]
}

export interface OutdatedThing {
  key: string
  thing: Thing
  /** Causes back to their roots, the nearest first; no more than `most`. Looked up when asked for. */
  causes(most?: number): Cause[]
}

/** What an edit would make outdated, and why. */
export interface Effect {
  key: string
  thing: Thing
  cause: Cause
}

/** What changed in the script since the last call; `order` and `scenes` when lines were added, removed or moved. */
export interface ScriptChange {
  lines?: Iterable<ScriptLine>
  removedLines?: Iterable<string>
  /** All lines as shown. */
  order?: readonly Pick<ScriptLine, 'id' | 'scene'>[]
  /** Scenes that are filmed, in the order of the film: what a scene inherits comes from the one before it. */
  scenes?: readonly string[]
}

/** What a listener is told: things that became outdated or current, or have other causes now. */
export interface EngineChange {
  things: ReadonlySet<string>
  /** Scenes whose lines without a shot may be others. */
  scenes: ReadonlySet<string>
}

/** 0: current. 1: outdated by something in its own scene. 2: also by how an earlier scene ends, which carries on. */
type Level = 0 | 1 | 2

interface Entry {
  key: string
  thing: Thing
  /** Reference -> key of what it means now; null: nobody knows, since that document is not open. */
  inputs: ReadonlyMap<string, string | null>
  direct: ReadonlyMap<string, Change>
  level: Level
}

const isInherited = (reference: string): boolean => reference.startsWith('inherited:')

export const thingKey = ({ scene, reference }: Pick<Thing, 'scene' | 'reference'>): string => `${scene}\n${reference}`

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
  readonly #lines = new Map<string, { line: ScriptLine; hash: string | null }>()
  #linesKnown = false
  /** Scene -> its line ids as shown. */
  #order = new Map<string, string[]>()
  #numbers: Map<string, number> | null = null
  #shown: readonly Pick<ScriptLine, 'id' | 'scene'>[] = []
  #before: ReadonlyMap<string, string | null> | null = null
  #assets: Map<string, AssetFact> | null = null
  readonly #scenes = new Map<string, Map<string, Entry>>()
  readonly #entries = new Map<string, Entry>()
  readonly #dependents = new Map<string, Set<Entry>>()
  readonly #outdated = new Map<string, OutdatedThing>()
  readonly #listeners = new Set<(change: EngineChange) => void>()

  /** Of the batch that is under way: whose inputs may say something else, and whose edges are others. */
  #dirty = new Set<Entry>()
  #rewired = new Set<Entry>()
  #told = new Set<string>()
  #toldScenes = new Set<string>()
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

  applyScript({ lines = [], removedLines = [], order, scenes }: ScriptChange): void {
    this.batch(() => {
      const first = !this.#linesKnown
      this.#linesKnown = true
      for (const line of lines) {
        const old = this.#lines.get(line.id)
        const same = old && old.line.text === line.text && old.line.type === line.type
        this.#lines.set(line.id, { line, hash: same ? old.hash : null })
        this.#toldScenes.add(line.scene)
        if (old) this.#toldScenes.add(old.line.scene)
        if (!first) this.#touch(`line:${line.id}`)
      }
      for (const id of removedLines) {
        const old = this.#lines.get(id)
        if (!this.#lines.delete(id)) continue
        if (old) this.#toldScenes.add(old.line.scene)
        this.#touch(`line:${id}`)
      }
      if (order) this.#setOrder(order)
      if (scenes) this.#chain(scenes)
      // what was not judged until now
      if (first) for (const entry of this.#entries.values()) this.#dirty.add(entry)
    })
  }

  applyAssets(facts: Iterable<AssetFact>, removed: Iterable<string> = []): void {
    this.batch(() => {
      if (!this.#assets) {
        this.#assets = new Map()
        for (const entry of this.#entries.values()) this.#dirty.add(entry)
      }
      for (const fact of facts) {
        this.#assets.set(fact.reference, fact)
        this.#touch(fact.reference)
      }
      for (const reference of removed) if (this.#assets.delete(reference)) this.#touch(reference)
    })
  }

  /** Things of a scene that are new or changed, and references of those that are gone. */
  applyScene(scene: string, things: Iterable<Thing>, removed: Iterable<string> = []): void {
    this.batch(() => {
      let own = this.#scenes.get(scene)
      if (!own) {
        own = new Map()
        this.#scenes.set(scene, own)
        this.#rewireHeirs([scene])
      }
      for (const reference of removed) {
        const entry = own.get(reference)
        if (entry) this.#remove(own, entry)
      }
      for (const thing of things) this.#put(own, thing)
    })
  }

  /** The document of a scene is open no more: what depends on it is not judged until it is again. */
  closeScene(scene: string): void {
    this.batch(() => {
      const own = this.#scenes.get(scene)
      if (!own) return
      for (const entry of [...own.values()]) this.#remove(own, entry)
      this.#scenes.delete(scene)
      this.#rewireHeirs([scene])
    })
  }

  /** All that is outdated, by key. */
  outdated(): ReadonlyMap<string, OutdatedThing> {
    return this.#outdated
  }

  /** Lines of a scene that must be in some shot of it and are in none, as shown. */
  uncovered(scene: string): ScriptLine[] {
    return (this.#order.get(scene) ?? []).flatMap(id => {
      const line = this.#lines.get(id)?.line
      return line && line.scene === scene && needsShot(line) && !this.#isCovered(line) ? [line] : []
    })
  }

  /**
   * Everything that is made from these, at however many removes, with what an end state would carry on to; each with the
   * nearest of these and the shortest way from it.
   */
  fedBy(of: Iterable<{ scene: string; reference: Reference }>): Effect[] {
    const seen = new Map<Entry, Level>()
    const effects = new Map<Entry, Effect>()
    const open: Feeding[] = [...of].map(root => ({
      key: this.#meaning(root.scene, root.reference) ?? '',
      level: root.reference.startsWith('end:') ? 2 : 1,
      cause: null,
    }))
    for (const { key, level: handedOn, cause } of open)
      for (const entry of this.#dependents.get(key) ?? []) {
        const level = this.#passes(entry, key, handedOn)
        if (level <= (seen.get(entry) ?? 0)) continue
        seen.set(entry, level)
        const way: Cause = cause
          ? { ...cause, path: [...cause.path, entry.key] }
          : { change: 'changed', reference: referenceIn(entry, key), scene: entry.thing.scene, path: [entry.key] }
        if (!effects.has(entry)) effects.set(entry, { key: entry.key, thing: entry.thing, cause: way })
        open.push({ key: entry.key, level, cause: way })
      }
    return [...effects.values()]
  }

  thing(key: string): Thing | null {
    return this.#entries.get(key)?.thing ?? null
  }
  /** All things of a scene. */
  things(scene: string): Thing[] {
    return [...(this.#scenes.get(scene)?.values() ?? [])].map(entry => entry.thing)
  }
  line(id: string): ScriptLine | null {
    return this.#lines.get(id)?.line ?? null
  }
  asset(id: string): AssetFact | null {
    return this.#assets?.get(`asset:${id}`) ?? null
  }
  /** The place of a line in the script as shown, from 1. */
  lineNumber(id: string): number | null {
    this.#numbers ??= new Map(this.#shown.map((line, place) => [line.id, place + 1]))
    return this.#numbers.get(id) ?? null
  }
  /** The scene whose end `scene` inherits; null: it is the first, or that is not known. */
  sceneBefore(scene: string): string | null {
    return this.#before?.get(scene) ?? null
  }

  /**
   * What a thing would store of what it depends on now, to say that it still fits: references of what is gone or elsewhere
   * are left out. Null: there is no such thing.
   */
  present(key: string): Map<string, string> | null {
    const entry = this.#entries.get(key)
    if (!entry) return null
    const out = new Map<string, string>()
    for (const [reference, stored] of entry.thing.dependsOn) {
      const change = entry.direct.get(reference)
      if (change === undefined) out.set(reference, stored)
      else if (change === 'changed') {
        const hash = this.#hashAt(entry.inputs.get(reference) ?? '')
        if (hash !== undefined) out.set(reference, hash)
      }
    }
    return out
  }

  /** What a thing of this scene that is made from these now has to store of them; what is not there is left out. */
  hashes(scene: string, references: Iterable<Reference>): Map<string, string> {
    const out = new Map<string, string>()
    for (const reference of references) {
      const hash = this.#hashAt(this.#meaning(scene, reference) ?? '')
      if (hash !== undefined) out.set(reference, hash)
    }
    return out
  }

  onChange(listener: (change: EngineChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #setOrder(order: readonly Pick<ScriptLine, 'id' | 'scene'>[]): void {
    const next = new Map<string, string[]>()
    for (const { id, scene } of order) {
      const list = next.get(scene)
      if (list) list.push(id)
      else next.set(scene, [id])
    }
    for (const scene of new Set([...next.keys(), ...this.#order.keys()]))
      if (!sameList(next.get(scene), this.#order.get(scene))) this.#toldScenes.add(scene)
    this.#order = next
    this.#shown = order
    this.#numbers = null
  }

  #chain(scenes: readonly string[]): void {
    const before = new Map(scenes.map((scene, place) => [scene, scenes[place - 1] ?? null]))
    const old = this.#before
    this.#before = before
    for (const scene of new Set([...before.keys(), ...(old?.keys() ?? [])]))
      if (!old || old.get(scene) !== before.get(scene)) this.#rewire(scene)
  }

  /** What inherits from these scenes means something else now. */
  #rewireHeirs(scenes: readonly string[]): void {
    for (const [scene, before] of this.#before ?? [])
      if (before !== null && scenes.includes(before)) this.#rewire(scene)
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
    own.delete(entry.thing.reference)
    this.#entries.delete(entry.key)
    this.#disconnect(entry)
    this.#touch(entry.key)
    for (const heir of this.#dependents.get(entry.key) ?? []) this.#rewired.add(heir)
    this.#dirty.delete(entry)
    this.#rewired.delete(entry)
    if (this.#outdated.delete(entry.key)) this.#told.add(entry.key)
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
      const key = this.#meaning(thing.scene, reference)
      inputs.set(reference, key)
      if (key === null) continue
      const set = this.#dependents.get(key)
      if (set) set.add(entry)
      else this.#dependents.set(key, new Set([entry]))
      this.#tellCoverage(reference)
    }
    entry.inputs = inputs
    this.#dirty.add(entry)
    this.#rewired.add(entry)
  }

  #tellCoverage(reference: string): void {
    const line = reference.startsWith('line:') ? this.#lines.get(reference.slice(5))?.line : undefined
    if (line) this.#toldScenes.add(line.scene)
  }

  #isCovered(line: ScriptLine): boolean {
    for (const { thing } of this.#dependents.get(`line:${line.id}`) ?? [])
      if (thing.scene === line.scene && thing.reference.startsWith('shot:')) return true
    return false
  }

  /** The key of what a reference means in a scene; null: that is in a document which was not given. */
  #meaning(scene: string, reference: string): string | null {
    const kind = referenceOf(reference)?.kind
    if (!kind) return null
    if (kind === 'line' || kind === 'asset' || kind === 'key') return reference
    if (kind !== 'inherited') return `${scene}\n${reference}`
    const before = this.#before?.get(scene)
    if (before === undefined || (before !== null && !this.#scenes.has(before))) return null
    return `${before ?? ''}\nend:${reference.slice('inherited:'.length)}`
  }

  /** Whoever depends on this looks again. */
  #touch(key: string): void {
    for (const entry of this.#dependents.get(key) ?? []) this.#dirty.add(entry)
  }

  #hashAt(key: string): string | undefined {
    const line = key.startsWith('line:') ? this.#lines.get(key.slice(5)) : undefined
    if (line) {
      line.hash ??= lineHash(line.line)
      return line.hash
    }
    return this.#entries.get(key)?.thing.hash ?? this.#assets?.get(key)?.hash
  }

  #changeOf(entry: Entry, reference: string, stored: string): Change | null {
    const key = entry.inputs.get(reference) ?? null
    if (key === null) return null
    const isLine = key.startsWith('line:')
    if (isLine ? !this.#linesKnown : key === reference && !this.#assets) return null
    const hash = this.#hashAt(key)
    if (hash === undefined) return 'gone'
    if (isLine && this.#lines.get(key.slice(5))?.line.scene !== entry.thing.scene) return 'moved'
    return hash === stored ? null : 'changed'
  }

  #directOf(entry: Entry): Map<string, Change> {
    const direct = new Map<string, Change>()
    for (const [reference, stored] of entry.thing.dependsOn) {
      const change = this.#changeOf(entry, reference, stored)
      if (change) direct.set(reference, change)
    }
    return direct
  }

  /** What a thing with this level hands on to `entry`, which depends on it under that key. */
  #passes(entry: Entry, key: string, level: Level): Level {
    for (const [reference, meant] of entry.inputs) if (meant === key && !isInherited(reference)) return level
    return level === 2 ? 2 : 0
  }

  #levelOf(entry: Entry): Level {
    let level: Level = baseOf(entry.direct)
    for (const [reference, key] of entry.inputs) {
      if (level === 2) break
      const input = key === null ? undefined : this.#entries.get(key)
      if (!input || (isInherited(reference) && input.level < 2)) continue
      if (input.level > level) level = input.level
    }
    return level
  }

  #settle(): void {
    const before = new Map<Entry, Level>()
    const others: Entry[] = []
    const lost: Entry[] = [...this.#rewired]
    const open = new Set<Entry>()
    for (const entry of this.#dirty) {
      const direct = this.#directOf(entry)
      if (sameMap(direct, entry.direct)) {
        // the same line, but it reads otherwise again
        if (direct.size > 0) this.#told.add(entry.key)
        continue
      }
      if (baseOf(direct) < baseOf(entry.direct)) lost.push(entry)
      entry.direct = direct
      others.push(entry)
      open.add(entry)
    }
    // What may have lost its cause is taken for current, with all behind it, and then judged anew: two things that depend on
    // each other, as foreign programs can write them, must not hold each other outdated.
    for (const entry of this.#downstream(lost)) {
      before.set(entry, entry.level)
      entry.level = 0
      open.add(entry)
    }
    for (const entry of open) {
      const level = this.#levelOf(entry)
      if (level <= entry.level) continue
      if (!before.has(entry)) before.set(entry, entry.level)
      entry.level = level
      for (const heir of this.#dependents.get(entry.key) ?? []) {
        open.delete(heir)
        open.add(heir)
      }
    }
    for (const [entry, level] of before) if (level !== entry.level) this.#tell(entry)
    // they have other causes, and so has all that is outdated because of them
    for (const entry of this.#downstream(others)) if (entry.level > 0) this.#told.add(entry.key)
    this.#dirty = new Set()
    this.#rewired = new Set()
    this.#publish()
  }

  #tell(entry: Entry): void {
    this.#told.add(entry.key)
    if (entry.level === 0) this.#outdated.delete(entry.key)
    else if (!this.#outdated.has(entry.key)) this.#outdated.set(entry.key, this.#outdatedThing(entry))
  }

  #outdatedThing(entry: Entry): OutdatedThing {
    return {
      key: entry.key,
      get thing() {
        return entry.thing
      },
      causes: most => this.#causesOf(entry, most),
    }
  }

  /** These and all outdated things behind them. */
  #downstream(from: readonly Entry[]): Set<Entry> {
    const seen = new Set(from)
    for (const entry of seen)
      for (const heir of this.#dependents.get(entry.key) ?? []) if (heir.level > 0) seen.add(heir)
    return seen
  }

  #publish(): void {
    if (this.#told.size === 0 && this.#toldScenes.size === 0) return
    const change = { things: this.#told, scenes: this.#toldScenes }
    this.#told = new Set()
    this.#toldScenes = new Set()
    for (const listener of [...this.#listeners]) listener(change)
  }

  #causesOf(of: Entry, most = Number.POSITIVE_INFINITY): Cause[] {
    const causes = new Map<string, Cause>()
    const whole = new Set([of])
    const carried = new Set<Entry>()
    /** `all`: every cause counts; else we are in an earlier scene, and only what it inherited itself carries on. */
    const open: Step[] = [{ entry: of, all: true, to: null }]
    for (const step of open) {
      const { entry, all } = step
      for (const [reference, change] of entry.direct) {
        const root = entry.inputs.get(reference) ?? reference
        if ((!all && !isInherited(reference)) || causes.has(root)) continue
        causes.set(root, { change, reference: reference as Reference, scene: entry.thing.scene, path: pathOf(step) })
        if (causes.size >= most) return [...causes.values()]
      }
      for (const [reference, key] of entry.inputs) {
        const input = key === null ? undefined : this.#entries.get(key)
        const every = all && !isInherited(reference)
        if (!input || input.level < (every ? 1 : 2) || whole.has(input) || (!every && carried.has(input))) continue
        ;(every ? whole : carried).add(input)
        open.push({ entry: input, all: every, to: step })
      }
    }
    return [...causes.values()]
  }
}

/** A key on the way down from what is about to change. */
interface Feeding {
  key: string
  level: Level
  /** Of the thing with that key; null: it is what is about to change. */
  cause: Cause | null
}

/** As `entry` names what has this key. */
function referenceIn(entry: Entry, key: string): Reference {
  for (const [reference, meant] of entry.inputs) if (meant === key) return reference as Reference
  return key as Reference
}

/** A thing on the way up from an outdated one, and where one came to it from. */
interface Step {
  entry: Entry
  all: boolean
  to: Step | null
}
function pathOf(step: Step): string[] {
  const path: string[] = []
  for (let at: Step | null = step; at; at = at.to) path.push(at.entry.key)
  return path
}

function baseOf(direct: ReadonlyMap<string, Change>): Level {
  let level: Level = 0
  for (const reference of direct.keys()) {
    if (isInherited(reference)) return 2
    level = 1
  }
  return level
}

function sameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a === b) return true
  if (a.size !== b.size) return false
  for (const [key, value] of a) if (b.get(key) !== value) return false
  return true
}

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((one, place) => one === b[place])
