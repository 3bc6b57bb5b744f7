import type * as Y from 'yjs'
import { newId } from '../ids.ts'
import { LAST_KEY } from '../order.ts'
import {
  addScene,
  compareScenes,
  FRONT,
  mergedInto,
  orderOf,
  type SceneEntry,
  type ScriptRoots,
  sceneEntry,
  sceneKeyAfter,
  sceneKeysAfter,
  shownScene,
} from './scenes.ts'

const isHeading = (line: Y.XmlElement): boolean => line.getAttribute('type') === 'scene_heading'
const sceneOf = (line: Y.XmlElement | undefined): string => line?.getAttribute('scene') ?? ''

/**
 * Makes the scenes fit the headings among `shown[from..to]` (lines as shown, both ends included):
 * - a heading always starts a scene: in the middle of one it splits it, in the front matter it makes the first,
 * - every scene but the front matter starts with a heading: one that lost it joins the scene shown before it.
 *
 * The shown order of the lines never changes. Runs inside the caller's transaction; returns whether it wrote anything.
 * Lines whose scene has not arrived yet are left alone.
 */
export function settleScenes(
  { scenes }: Pick<ScriptRoots, 'scenes'>,
  shown: readonly Y.XmlElement[],
  from: number,
  to: number,
  newSceneId: (heading: Y.XmlElement) => string = newId,
): boolean {
  let wrote = false
  for (let i = Math.max(0, from); i <= Math.min(to, shown.length - 1); i++) {
    const line = shown[i]
    if (!line) continue
    const scene = sceneOf(line)
    const root = shownScene(scenes, scene)
    if (!known(scenes, scene) || !known(scenes, root)) continue
    const above = sceneOf(shown[i - 1])
    if (i > 0 && !known(scenes, shownScene(scenes, above))) continue
    const starts = i === 0 || shownScene(scenes, above) !== root
    if (isHeading(line)) {
      if (starts && root !== FRONT) continue
      const next = shown[i + 1]
      if (scene !== FRONT && above !== scene) unmerge(scenes, shown, i)
      else if (next && mayAdopt(scenes, line, next)) adopt(scenes, shown, i)
      else split(scenes, shown, i, to, newSceneId)
      wrote = true
    } else if (starts && root !== FRONT) {
      point(scenes, root, lastOf(scenes, i === 0 ? FRONT : shownScene(scenes, above)))
      wrote = true
    }
  }
  return wrote
}

/** Its place among the scenes has arrived. */
const known = (scenes: Y.Map<SceneEntry>, id: string): boolean => orderOf(scenes, id) !== LAST_KEY
const point = (scenes: Y.Map<SceneEntry>, id: string, into: string): void => {
  sceneEntry(scenes, id)?.set('mergedInto', into)
}

/**
 * The physical scenes shown as `root`, in order, including those that have no lines at present. Follows the pointers
 * downwards, each once: upwards from every scene, a long chain of merged scenes would be walked for each of its links.
 */
function tree(scenes: Y.Map<SceneEntry>, root: string): string[] {
  const below = new Map<string, string[]>()
  for (const id of scenes.keys()) {
    const parent = id === root ? undefined : mergedInto(scenes, id)
    if (parent === undefined) continue
    const siblings = below.get(parent)
    if (siblings) siblings.push(id)
    else below.set(parent, [id])
  }
  const compare = compareScenes(scenes)
  const out: string[] = []
  const open = [root]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    out.push(id)
    const next = below.get(id)
    if (next) open.push(...next.sort(compare).reverse())
  }
  return out
}

/** Where a scene has to point to be shown at the very end of `root`: never among scenes merged into it before. */
export const lastOf = (scenes: Y.Map<SceneEntry>, root: string): string => tree(scenes, root).at(-1) ?? root

/** Two people merged scenes into each other: the one that stays gives up its own pointer before anything is built on it. */
function openRing(scenes: Y.Map<SceneEntry>, root: string): void {
  if (mergedInto(scenes, root) !== undefined) sceneEntry(scenes, root)?.delete('mergedInto')
}

/** The scenes merged behind place `k` of `physical` shall follow `head` instead of what was before it. */
function carry(scenes: Y.Map<SceneEntry>, physical: readonly string[], k: number, head: string): void {
  const behind = new Set([head])
  let last = head
  for (const id of physical.slice(k + 1)) {
    const parent = mergedInto(scenes, id)
    if (parent === undefined || !behind.has(parent)) point(scenes, id, last)
    behind.add(id)
    last = id
  }
}

/** The line begins a physical scene that was merged: that scene stands by itself again, under its own id. */
function unmerge(scenes: Y.Map<SceneEntry>, shown: readonly Y.XmlElement[], i: number): void {
  const scene = sceneOf(shown[i])
  const root = shownScene(scenes, scene)
  if (scene === root) return
  openRing(scenes, root)
  const physical = tree(scenes, root)
  const k = physical.indexOf(scene)
  carry(scenes, physical, k, scene)
  sceneEntry(scenes, scene)?.delete('mergedInto')
  // its key is from before the merge; the scene it was in may have moved since
  const compare = compareScenes(scenes)
  const behind = new Set(physical)
  const next = shown.slice(i).find(line => !behind.has(sceneOf(line)))
  const fits = compare(root, scene) < 0 && (next === undefined || compare(scene, shownScene(scenes, sceneOf(next))) < 0)
  if (!fits) sceneEntry(scenes, scene)?.set('order', sceneKeyAfter(scenes, root, scene))
}

/**
 * From the line to the end of its physical scene, every heading (none behind `to`) begins a scene; what was merged behind it
 * follows the last. In one go, so that each line is given its scene once: a pasted script has hundreds of headings.
 */
function split(
  scenes: Y.Map<SceneEntry>,
  shown: readonly Y.XmlElement[],
  i: number,
  to: number,
  newSceneId: (heading: Y.XmlElement) => string,
): void {
  const scene = sceneOf(shown[i])
  const root = shownScene(scenes, scene)
  openRing(scenes, root)
  const physical = tree(scenes, root)
  const begins = (line: Y.XmlElement, j: number): boolean => {
    const next = shown[j + 1]
    return j === i || (j <= to && isHeading(line) && !(next && mayAdopt(scenes, line, next)))
  }
  const parts: Y.XmlElement[][] = []
  for (let j = i; sceneOf(shown[j]) === scene; j++) {
    const line = shown[j]
    if (!line) break
    if (begins(line, j)) parts.push([])
    parts.at(-1)?.push(line)
  }
  const orders = sceneKeysAfter(scenes, root, parts.length)
  let id = scene
  for (const [n, lines] of parts.entries()) {
    const [heading] = lines
    if (!heading) continue
    id = newSceneId(heading)
    addScene(scenes, id, { order: orders[n] ?? '' })
    for (const line of lines) line.setAttribute('scene', id)
  }
  carry(scenes, physical, physical.indexOf(scene), id)
}

/**
 * A heading directly before the lines of a scene that lost its own takes that scene's place and id, and so keeps its
 * shots. Only where the line also stands before them in the fragment, which is what orders lines of one scene.
 */
function mayAdopt(scenes: Y.Map<SceneEntry>, line: Y.XmlElement, next: Y.XmlElement): boolean {
  const scene = sceneOf(next)
  if (scene === sceneOf(line) || scene === FRONT || !known(scenes, scene) || isHeading(next)) return false
  for (let item = line._item?.right; item; item = item.right) if (item === next._item) return true
  return false
}

function adopt(scenes: Y.Map<SceneEntry>, shown: readonly Y.XmlElement[], i: number): void {
  shown[i]?.setAttribute('scene', sceneOf(shown[i + 1]))
  unmerge(scenes, shown, i)
}
