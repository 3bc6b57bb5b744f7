import { type Change, type DependencyGraph, type Entry, isInherited, type Level, passes, referenceIn } from './graph.ts'
import type { Reference } from './references.ts'
import type { Thing } from './things.ts'

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

/** What an edit would make outdated, and why. */
export interface Effect {
  key: string
  thing: Thing
  cause: Cause
}

/** Causes of an outdated thing back to their roots, the nearest first; no more than `most`. */
export function causesOf(graph: DependencyGraph, of: Entry, most = Number.POSITIVE_INFINITY): Cause[] {
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
      const input = key === null ? undefined : graph.entry(key)
      const every = all && !isInherited(reference)
      if (!input || input.level < (every ? 1 : 2) || whole.has(input) || (!every && carried.has(input))) continue
      ;(every ? whole : carried).add(input)
      open.push({ entry: input, all: every, to: step })
    }
  }
  return [...causes.values()]
}

/**
 * Everything that is made from these, at however many removes, with what an end state would carry on to; each with the nearest
 * of these and the shortest way from it.
 */
export function effectsOf(graph: DependencyGraph, of: Iterable<{ scene: string; reference: Reference }>): Effect[] {
  const seen = new Map<Entry, Level>()
  const effects = new Map<Entry, Effect>()
  const open: Feeding[] = [...of].map(root => ({
    key: graph.meaning(root.scene, root.reference) ?? '',
    level: root.reference.startsWith('end:') ? 2 : 1,
    cause: null,
  }))
  for (const { key, level: handedOn, cause } of open)
    for (const entry of graph.dependents(key)) {
      const level = passes(entry, key, handedOn)
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

/** A key on the way down from what is about to change. */
interface Feeding {
  key: string
  level: Level
  /** Of the thing with that key; null: it is what is about to change. */
  cause: Cause | null
}
