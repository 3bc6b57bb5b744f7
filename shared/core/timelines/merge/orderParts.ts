import type * as Y from 'yjs'
import { compareScenes, FRONT, sceneEntry, sceneKeyAfter, scriptRoots } from '../../script/scenes.ts'
import { readScript, type ScriptSide } from './scriptSide.ts'

/** A scene that the base does not have, on the side that it comes from. */
interface NewScene {
  id: string
  side: ScriptSide
  /** Where its first line stands in the base, or the last line before it: by this both sides are put together. */
  place: number
}

/**
 * Scenes that came out of one scene follow it in the order of its lines, whichever side split it, and go where the other side
 * moved it: their keys know nothing of each other. `before`: our side without what was taken. In the caller's transaction.
 */
export function orderParts(target: Y.Doc, before: ScriptSide, base: ScriptSide, theirs: ScriptSide): void {
  const { scenes } = scriptRoots(target)
  const current = [...readScript(target).shown.keys()].filter(id => id !== FRONT)
  const behind = new Map<string, NewScene[]>()
  let last = FRONT
  for (const id of current) {
    if (base.shown.has(id)) last = id
    else {
      const { leader, ...scene } = newScene(id, before, base, theirs)
      const gap = leader !== null && current.includes(leader) ? leader : last
      behind.set(gap, [...(behind.get(gap) ?? []), scene])
    }
  }
  const place = new Map(current.map((id, at) => [id, at]))
  const wanted = [FRONT, ...current.filter(id => base.shown.has(id))].flatMap(id => [
    id,
    ...together(behind.get(id) ?? [], place).map(scene => scene.id),
  ])
  const compare = compareScenes(scenes)
  for (const [at, id] of wanted.entries()) {
    if (base.shown.has(id) || id === FRONT) continue
    const above = wanted[at - 1] ?? FRONT
    const next = wanted.slice(at + 1).find(other => base.shown.has(other))
    const fits = compare(above, id) < 0 && (next === undefined || compare(id, next) < 0)
    if (!fits) sceneEntry(scenes, id)?.set('order', sceneKeyAfter(scenes, above, id))
  }
}

/** `leader`: the scene that it is a part of and stands behind; null for one that is no part of another. */
function newScene(
  id: string,
  before: ScriptSide,
  base: ScriptSide,
  theirs: ScriptSide,
): NewScene & { leader: string | null } {
  const side = before.shown.has(id) ? before : theirs
  const order = [...side.shown.keys()]
  const at = order.indexOf(id)
  const knownIn = (scene: string | undefined): string[] =>
    (side.shown.get(scene ?? '')?.lines ?? []).flatMap(line => (base.order.has(line.id) ? [line.id] : []))
  const placeOf = (line: string | undefined): number => base.order.get(line ?? '') ?? -1
  const [first] = knownIn(id)
  const above = order.slice(0, Math.max(0, at)).findLast(other => base.shown.has(other)) ?? null
  if (first !== undefined)
    return { id, side, place: placeOf(first) - 0.5, leader: base.sceneOfLine(first) === above ? above : null }
  const lines = order.slice(0, Math.max(0, at)).findLast(other => knownIn(other).length > 0)
  return { id, side, place: placeOf(knownIn(lines).at(-1)), leader: null }
}

/** The new scenes of one place: each side's in its own order, both by the lines of the base that they stand at. */
function together(scenes: readonly NewScene[], place: ReadonlyMap<string, number>): NewScene[] {
  const placed = scenes.map(scene => ({ scene, place: scene.place, at: place.get(scene.id) ?? 0 }))
  for (const group of Map.groupBy(placed, ({ scene }) => scene.side).values()) {
    let reached = -1
    for (const one of group) {
      reached = Math.max(reached, one.place)
      one.place = reached
    }
  }
  return placed.sort((a, b) => a.place - b.place || a.at - b.at).map(({ scene }) => scene)
}
