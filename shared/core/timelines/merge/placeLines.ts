import type * as Y from 'yjs'
import { textAttribute } from '../../script/line.ts'
import { type Lines, sceneOf } from './lines.ts'

/** Where a new line goes: into which scene, and behind or before which line of it (both null: it is the first there). */
export interface Placed {
  id: string
  scene: string
  after: string | null
  before: string | null
}

/**
 * Places for lines of theirs that the target does not have, in an order in which they can be inserted. Each goes behind the
 * nearest line before it that is there, into the scene that one is in by now. Where both sides wrote at one place, the lines
 * whose first id is less come first, and what stood behind a line that is gone here comes behind what is new before it: so
 * that both directions of a merge give one order.
 */
export function placeLines(
  wanted: ReadonlySet<string>,
  nodes: ReadonlyMap<string, Y.XmlElement>,
  base: Lines,
  now: Lines,
  theirs: Lines,
): Placed[] {
  const placed: Placed[] = []
  const scene = new Map<string, string>()
  const lists = new Map<string, string[]>()
  for (const [id, node] of nodes) {
    const at = textAttribute(node, 'scene')
    scene.set(id, at)
    const list = lists.get(at)
    if (list) list.push(id)
    else lists.set(at, [id])
  }
  /** Is it in the base, or did both sides have it? These are what new lines are placed by. */
  const known = (id: string): boolean => base.elements.has(id) || (theirs.elements.has(id) && now.elements.has(id))

  function put(id: string, into: string, at: number): void {
    const list = lists.get(into) ?? []
    lists.set(into, list)
    placed.push({ id, scene: into, after: list[at - 1] ?? null, before: list[at] ?? null })
    list.splice(at, 0, id)
    scene.set(id, into)
  }

  for (const ids of theirs.scenes.values()) {
    const own = sceneOf(theirs, ids[0] ?? '')
    for (const [i, id] of ids.entries()) {
      if (!wanted.has(id)) continue
      const above = ids[i - 1]
      if (above !== undefined && wanted.has(above)) {
        const into = scene.get(above) ?? own
        put(id, into, (lists.get(into) ?? []).indexOf(above) + 1)
        continue
      }
      const anchor = ids.slice(0, i).findLast(known)
      const { behind, exact } = anchorIn(anchor, id, scene, base, theirs)
      const into = behind === null ? own : (scene.get(behind) ?? own)
      const list = lists.get(into) ?? []
      const at = behind === null ? 0 : list.indexOf(behind) + 1
      put(id, into, at + passedOver(list, at, exact, firstOfRun(ids, i, known)))
    }
  }
  return placed

  /** How many lines that only our side has, at this place, come before. */
  function passedOver(list: readonly string[], at: number, exact: boolean, first: string): number {
    let count = 0
    const isOurs = (other: string | undefined): boolean =>
      other !== undefined && now.elements.has(other) && !known(other)
    while (isOurs(list[at + count])) count++
    return exact && count > 0 && first < (list[at] ?? '') ? 0 : count
  }
}

/** The first of the lines that stand together as new in theirs. */
function firstOfRun(ids: readonly string[], i: number, known: (id: string) => boolean): string {
  let first = i
  while (first > 0 && !known(ids[first - 1] ?? '')) first--
  return ids[first] ?? ''
}

/**
 * The line to go behind, null for the beginning of the scene; `exact` when it is the very line that the new one stands behind
 * in theirs. Where that one is gone here, the nearest before it in the base that would be in the same scene.
 */
function anchorIn(
  anchor: string | undefined,
  id: string,
  scene: ReadonlyMap<string, string>,
  base: Lines,
  theirs: Lines,
): { behind: string | null; exact: boolean } {
  if (anchor === undefined) return { behind: null, exact: true }
  if (scene.has(anchor)) return { behind: anchor, exact: true }
  const own = sceneOf(theirs, id)
  const before = base.scenes.get(sceneOf(base, anchor)) ?? []
  const behind = before
    .slice(0, before.indexOf(anchor))
    .findLast(other => scene.has(other) && (!theirs.elements.has(other) || sceneOf(theirs, other) === own))
  return { behind: behind ?? null, exact: false }
}
