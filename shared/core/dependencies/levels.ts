import {
  type Change,
  type DependencyGraph,
  type Entry,
  isInherited,
  type Level,
  type Pending,
  passes,
} from './graph.ts'
import { sameMap } from './same.ts'

/** What is otherwise since the last time: whose level is another, and who is outdated for other causes. */
export interface Judgement {
  levels: ReadonlySet<Entry>
  causes: ReadonlySet<Entry>
}

/** Judges what is pending: sets the levels of things, going only where something may be otherwise. */
export function judge(graph: DependencyGraph, { dirty, rewired }: Pending): Judgement {
  const causes = new Set<Entry>()
  const before = new Map<Entry, Level>()
  /** Things with other causes of their own or other edges, and whether that carries on to the next scene. */
  const others = new Map<Entry, boolean>()
  const lost: Entry[] = [...rewired]
  const open = new Set<Entry>()
  for (const entry of dirty) {
    const direct = directOf(graph, entry)
    if (sameMap(direct, entry.direct)) {
      // the same line, but it reads otherwise again
      if (direct.size > 0) causes.add(entry)
      continue
    }
    if (baseOf(direct) < baseOf(entry.direct)) lost.push(entry)
    others.set(entry, differInherited(direct, entry.direct))
    entry.direct = direct
    open.add(entry)
  }
  // What may have lost its cause is taken for current, with all behind it, and then judged anew: two things that depend on
  // each other, as foreign programs can write them, must not hold each other outdated.
  for (const entry of downstream(graph, lost)) {
    before.set(entry, entry.level)
    entry.level = 0
    open.add(entry)
  }
  for (const entry of open) {
    const level = levelOf(graph, entry)
    if (level <= entry.level) continue
    if (!before.has(entry)) before.set(entry, entry.level)
    entry.level = level
    for (const heir of graph.dependents(entry.key)) {
      open.delete(heir)
      open.add(heir)
    }
  }
  for (const entry of rewired) if (!others.get(entry)) others.set(entry, entry.level === 2 || before.get(entry) === 2)
  for (const entry of withOtherCauses(graph, others, before)) causes.add(entry)
  return { levels: new Set([...before].flatMap(([entry, level]) => (level === entry.level ? [] : [entry]))), causes }
}

function directOf(graph: DependencyGraph, entry: Entry): Map<string, Change> {
  const direct = new Map<string, Change>()
  for (const [reference, stored] of entry.thing.dependsOn) {
    const change = graph.changeOf(entry, reference, stored)
    if (change) direct.set(reference, change)
  }
  return direct
}

const differInherited = (a: ReadonlyMap<string, Change>, b: ReadonlyMap<string, Change>): boolean =>
  [...a.keys(), ...b.keys()].some(reference => isInherited(reference) && a.get(reference) !== b.get(reference))

function levelOf(graph: DependencyGraph, entry: Entry): Level {
  let level: Level = baseOf(entry.direct)
  for (const [reference, key] of entry.inputs) {
    if (level === 2) break
    const input = key === null ? undefined : graph.entry(key)
    if (!input || (isInherited(reference) && input.level < 2)) continue
    if (input.level > level) level = input.level
  }
  return level
}

function baseOf(direct: ReadonlyMap<string, Change>): Level {
  let level: Level = 0
  for (const reference of direct.keys()) {
    if (isInherited(reference)) return 2
    level = 1
  }
  return level
}

/** These and all things that may be outdated because of them. */
function downstream(graph: DependencyGraph, from: readonly Entry[]): Set<Entry> {
  const seen = new Set(from)
  for (const entry of seen)
    for (const heir of graph.dependents(entry.key))
      if (heir.level > 0 && passes(heir, entry.key, entry.level) > 0) seen.add(heir)
  return seen
}

/**
 * These have other causes, and so has all that is outdated because of them, in their own scene or as far as it carries; or that
 * was, until now (`before`), and is now because of something else alone.
 */
function withOtherCauses(
  graph: DependencyGraph,
  seen: Map<Entry, boolean>,
  before: ReadonlyMap<Entry, Level>,
): Entry[] {
  const open = [...seen.keys()]
  for (const entry of open) {
    const carries = seen.get(entry) ?? false
    for (const heir of graph.dependents(entry.key)) {
      if (seen.get(heir) === true || (!carries && seen.has(heir))) continue
      if (heir.level === 0 && !before.get(heir)) continue
      if (passes(heir, entry.key, carries ? 2 : 1) === 0) continue
      seen.set(heir, carries)
      open.push(heir)
    }
  }
  return open.filter(entry => entry.level > 0)
}
