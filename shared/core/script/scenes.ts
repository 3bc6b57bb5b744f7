import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { byOrder, isOrderKey, keyAfter, keysAfter, LAST_KEY } from '../order.ts'
import { isLineElement, type Line, readLine, textAttribute } from './line.ts'
import { numberScenes } from './numbers.ts'

/** The scene of everything before the first heading ("FADE IN:", an opening section). It has no number and no shots. */
export const FRONT = 'front'

/** Fields of an entry of `scenes`. Entries are never deleted: a colleague may have lines in them. */
export interface SceneFields {
  order: string
  /** A number fixed by the writer or an import ("12A"); other scenes are numbered by their place. */
  number?: string
  omitted?: boolean
  /** The scene whose lines these now follow. Lines are never copied when scenes merge; this pointer is set. */
  mergedInto?: string
  /** The beat that the scene plays, and the `beatHash` of it when the scene was written from it. */
  beat?: string
  beatHash?: string
}
export type SceneEntry = Y.Map<string | boolean>

export interface ScriptRoots {
  script: Y.XmlFragment
  scenes: Y.Map<SceneEntry>
  titlePage: Y.Map<string>
}

export function scriptRoots(doc: Y.Doc): ScriptRoots {
  return { script: doc.getXmlFragment('script'), scenes: doc.getMap('scenes'), titlePage: doc.getMap('titlePage') }
}

/** A scene as people see it: merged scenes are one, in the order of the film. */
export interface Scene {
  id: string
  /** What is printed: the fixed number, or the next free one (see numbers.ts). '' for the front matter. */
  number: string
  /** Text of the heading line, '' where there is none yet. */
  heading: string
  omitted: boolean
  lines: Line[]
}

/** The entry of a scene; undefined until it has arrived, and where a foreign client left something else. */
export function sceneEntry(scenes: Y.Map<SceneEntry>, id: string): SceneEntry | undefined {
  const entry: unknown = scenes.get(id)
  return entry instanceof Y.Map ? entry : undefined
}

const field = (scenes: Y.Map<SceneEntry>, id: string, name: keyof SceneFields): string | undefined => {
  const value = sceneEntry(scenes, id)?.get(name)
  return typeof value === 'string' ? value : undefined
}

/** The scene that `id` was merged into, or undefined. The front matter is never merged into anything. */
export function mergedInto(scenes: Y.Map<SceneEntry>, id: string): string | undefined {
  const into = id === FRONT ? undefined : field(scenes, id, 'mergedInto')
  return isId(into) ? into : undefined
}

/** The scene's key; {@link LAST_KEY} while it has not arrived or is none, until the server repairs it. */
export function orderOf(scenes: Y.Map<SceneEntry>, id: string): string {
  if (id === FRONT) return ''
  const order = field(scenes, id, 'order')
  return isOrderKey(order) ? order : LAST_KEY
}

/** By order key, equal keys by id; the front matter first, scenes whose entry has not arrived last. */
export const compareScenes = (scenes: Y.Map<SceneEntry>) => (a: string, b: string) =>
  byOrder({ id: a, order: orderOf(scenes, a) }, { id: b, order: orderOf(scenes, b) })

/**
 * The scene that `id` is shown in: the end of its chain of `mergedInto` pointers. Two people may merge two scenes into
 * each other at once; the least id of such a ring is then the one that stays.
 */
export function shownScene(scenes: Y.Map<SceneEntry>, id: string): string {
  let next = mergedInto(scenes, id)
  if (next === undefined) return id
  const path = new Set([id])
  let at = id
  while (next !== undefined) {
    at = next
    if (path.has(at)) return [...path].slice([...path].indexOf(at)).reduce((least, id) => (id < least ? id : least))
    path.add(at)
    next = mergedInto(scenes, at)
  }
  return at
}

/**
 * Physical scenes in the order in which their lines are shown: each shown scene by its order key, followed by the
 * scenes merged into it, depth first, these by their own order keys.
 */
export function physicalOrder(scenes: Y.Map<SceneEntry>, present: Iterable<string>): string[] {
  const compare = compareScenes(scenes)
  const ids = new Set<string>(present)
  // a scene without lines may still link two that have some
  for (const id of [...ids])
    for (let next = mergedInto(scenes, id); next !== undefined && !ids.has(next); next = mergedInto(scenes, next))
      ids.add(next)
  const roots: string[] = []
  const children = new Map<string, string[]>()
  for (const id of ids) {
    const parent = mergedInto(scenes, id)
    if (parent === undefined || shownScene(scenes, id) === id) roots.push(id)
    else {
      const siblings = children.get(parent)
      if (siblings) siblings.push(id)
      else children.set(parent, [id])
    }
  }
  const out: string[] = []
  // a stack of our own: a chain of merged scenes may be as long as the script
  const open = roots.sort(compare).reverse()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    out.push(id)
    const below = children.get(id)
    if (below) open.push(...below.sort(compare).reverse())
  }
  return out
}

/** Line elements in the order in which they are shown. O(lines + scenes log scenes). */
export function shownElements({ script, scenes }: Pick<ScriptRoots, 'script' | 'scenes'>): Y.XmlElement[] {
  const buckets = new Map<string, Y.XmlElement[]>()
  for (let node = script.firstChild; node; node = node.nextSibling as typeof node) {
    if (!isLineElement(node)) continue
    const scene = textAttribute(node, 'scene')
    const bucket = buckets.get(scene)
    if (bucket) bucket.push(node)
    else buckets.set(scene, [node])
  }
  return physicalOrder(scenes, buckets.keys()).flatMap(id => buckets.get(id) ?? [])
}

/** Are the numbers of scenes settled, so that a new one gets a number between theirs? See production.ts. */
export const scenesLocked = (doc: Y.Doc): boolean => doc.getMap('production').get('scenesLocked') === true

/** All lines as shown. `read` may remember lines that did not change. */
export function readLines(doc: Y.Doc, read: (element: Y.XmlElement) => Line = readLine): Line[] {
  return shownElements(scriptRoots(doc)).map(element => read(element))
}

/** All scenes as shown, front matter included (when it has lines), each with its lines. */
export function readScenes(doc: Y.Doc, read: (element: Y.XmlElement) => Line = readLine): Scene[] {
  const { scenes } = scriptRoots(doc)
  const out: Scene[] = []
  for (const line of readLines(doc, read)) {
    const id = shownScene(scenes, line.scene)
    let scene = out.at(-1)
    if (!scene || scene.id !== id) {
      scene = { id, number: '', heading: '', omitted: sceneEntry(scenes, id)?.get('omitted') === true, lines: [] }
      out.push(scene)
    }
    if (line.type === 'scene_heading' && scene.heading === '') scene.heading = line.text
    scene.lines.push(line)
  }
  const numbered = out.filter(({ id }) => id !== FRONT)
  const numbers = numberScenes(
    numbered.map(({ id }) => field(scenes, id, 'number')),
    scenesLocked(doc),
  )
  for (const [i, scene] of numbered.entries()) scene.number = numbers[i] ?? ''
  return out
}

/** Sets an entry for a new scene. */
export function addScene(scenes: Y.Map<SceneEntry>, id: string, fields: SceneFields): void {
  const entry: SceneEntry = new Y.Map()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) entry.set(name, value)
  scenes.set(id, entry)
}

/** Order keys of all scenes with an entry, rising. */
export const sceneKeys = (scenes: Y.Map<SceneEntry>, except?: string): string[] =>
  [...scenes.keys()]
    .filter(id => id !== except && id !== FRONT)
    .map(id => orderOf(scenes, id))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** A key for a scene that is to follow `after` (null: the first of all). */
export function sceneKeyAfter(scenes: Y.Map<SceneEntry>, after: string | null, except?: string): string {
  return keyAfter(sceneKeys(scenes, except), after === null || after === FRONT ? null : orderOf(scenes, after))
}

/** `count` rising keys for scenes that are to follow `after` one behind the other. */
export function sceneKeysAfter(scenes: Y.Map<SceneEntry>, after: string, count: number): string[] {
  return keysAfter(sceneKeys(scenes), after === FRONT ? null : orderOf(scenes, after), count)
}
