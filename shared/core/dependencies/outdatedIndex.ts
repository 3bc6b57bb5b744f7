import { lineHash } from '../script/line.ts'
import { needsShot, type ScriptLine } from './lines.ts'
import { type CoveringShot, type Outdated, type OutdatedReason, reasonFor } from './outdated.ts'

/** What changed since the last call. Lines are in any order; `order` is given when lines were added, removed or moved. */
export interface OutdatedChange {
  lines?: Iterable<ScriptLine>
  removedLines?: Iterable<string>
  /** Ids of the scene's own lines as shown. */
  order?: readonly string[]
  shots?: Iterable<CoveringShot>
  removedShots?: Iterable<string>
}

/**
 * {@link outdatedShots} for live use: fed with what changed only. One keystroke costs one hash and the shots that cover that
 * line, whatever the length of the script.
 */
export interface OutdatedIndex {
  /** Takes in a change; true when the answer became another. */
  update(change: OutdatedChange): boolean
  /** The present answer; the same object until it changes. */
  read(): Outdated
}

export function createOutdatedIndex(sceneId: string): OutdatedIndex {
  const lines = new Map<string, { line: ScriptLine; hash: string | null }>()
  const shots = new Map<string, ReadonlyMap<string, string>>()
  /** Line id -> shots that cover it. */
  const coverers = new Map<string, Set<string>>()
  const reasons = new Map<string, OutdatedReason[]>()
  let order: readonly string[] = []
  let answer: Outdated = { shots: new Map(), uncovered: [] }

  const hashOf = (lineId: string): string | undefined => {
    const entry = lines.get(lineId)
    if (!entry) return undefined
    entry.hash ??= lineHash(entry.line)
    return entry.hash
  }

  const reasonsOf = (sources: ReadonlyMap<string, string>): OutdatedReason[] => {
    const out: OutdatedReason[] = []
    for (const [lineId, hash] of sources) {
      const reason = reasonFor(lineId, hash, lines.get(lineId)?.line, hashOf(lineId), sceneId)
      if (reason) out.push(reason)
    }
    return out
  }

  const dropShot = (id: string): void => {
    for (const lineId of shots.get(id)?.keys() ?? []) coverers.get(lineId)?.delete(id)
    shots.delete(id)
  }

  function update(change: OutdatedChange): boolean {
    const dirty = new Set<string>()
    const touch = (lineId: string) => {
      for (const shotId of coverers.get(lineId) ?? []) dirty.add(shotId)
    }
    for (const line of change.lines ?? []) {
      const old = lines.get(line.id)
      const same = old && old.line.text === line.text && old.line.type === line.type
      lines.set(line.id, { line, hash: same ? old.hash : null })
      touch(line.id)
    }
    for (const lineId of change.removedLines ?? []) if (lines.delete(lineId)) touch(lineId)
    for (const id of change.removedShots ?? []) {
      dropShot(id)
      dirty.add(id)
    }
    for (const shot of change.shots ?? []) {
      dropShot(shot.id)
      shots.set(shot.id, shot.sources)
      for (const lineId of shot.sources.keys()) {
        const set = coverers.get(lineId)
        if (set) set.add(shot.id)
        else coverers.set(lineId, new Set([shot.id]))
      }
      dirty.add(shot.id)
    }
    if (change.order) order = change.order
    for (const id of dirty) {
      const sources = shots.get(id)
      const now = sources ? reasonsOf(sources) : []
      if (now.length > 0) reasons.set(id, now)
      else reasons.delete(id)
    }
    const uncovered = order.flatMap(id => {
      const line = lines.get(id)?.line
      return line && line.scene === sceneId && needsShot(line) && !coverers.get(id)?.size ? [line] : []
    })
    const next: Outdated = { shots: new Map([...shots.keys()].flatMap(id => pick(reasons, id))), uncovered }
    if (sameAnswer(answer, next)) return false
    answer = next
    return true
  }

  return { update, read: () => answer }
}

const pick = (reasons: ReadonlyMap<string, OutdatedReason[]>, id: string): [string, OutdatedReason[]][] => {
  const list = reasons.get(id)
  return list ? [[id, list]] : []
}

const sameLine = (a: ScriptLine, b: ScriptLine) =>
  a.id === b.id && a.type === b.type && a.text === b.text && a.scene === b.scene

function sameAnswer(a: Outdated, b: Outdated): boolean {
  if (a.shots.size !== b.shots.size || a.uncovered.length !== b.uncovered.length) return false
  if (a.uncovered.some((line, index) => b.uncovered[index] !== line && !sameLine(line, b.uncovered[index] ?? line)))
    return false
  for (const [id, list] of a.shots) {
    const other = b.shots.get(id)
    if (!other || other.length !== list.length) return false
    for (const [index, reason] of list.entries()) {
      const twin = other[index]
      if (twin?.kind !== reason.kind || twin.lineId !== reason.lineId) return false
      if (reason.kind !== 'deleted' && twin.kind !== 'deleted' && !sameLine(reason.line, twin.line)) return false
    }
  }
  return true
}
