import * as Y from 'yjs'
import { isLineElement, type Line, readLine } from '../script/line.ts'
import { FRONT, physicalOrder, sceneEntry, scriptRoots, shownScene } from '../script/scenes.ts'

/** What a watcher tells: a change in the form that the engine takes. Lines carry their shown scene. */
export interface WatchedScript {
  lines: Line[]
  removedLines?: string[]
  /** All lines as shown: given when lines were added, removed or moved, or changed their type or scene. */
  order?: readonly Pick<Line, 'id' | 'scene'>[]
  /** Scenes that are filmed, in the order of the film; given with `order`. */
  scenes?: string[]
}

/** A line as it was last told, and the scene that its node names. */
interface Known {
  physical: string
  line: Line
}

/**
 * Follows a script document and tells what changed of its lines: a keystroke reads one line; only lines added, removed or
 * moved make it go through the list. Calls `onChange` at once with everything.
 */
export function watchScript(doc: Y.Doc, onChange: (change: WatchedScript) => void): { destroy(): void } {
  const roots = scriptRoots(doc)
  let known = new Map<Y.XmlElement, Known>()

  const read = (element: Y.XmlElement): Known => {
    const line = readLine(element)
    return { physical: line.scene, line: { ...line, scene: shownScene(roots.scenes, line.scene) } }
  }

  /** Reads what is new or dirty; the other lines only change their scene. Attributes of thousands of nodes are not asked again. */
  function readAll(dirty: ReadonlySet<Y.XmlElement>): void {
    const now = new Map<Y.XmlElement, Known>()
    const lines: Line[] = []
    /** Physical scene -> its lines as they stand. */
    const buckets = new Map<string, Known[]>()
    for (let node = roots.script.firstChild; node; node = node.nextSibling as typeof node) {
      if (!isLineElement(node)) continue
      const old = dirty.has(node) ? undefined : known.get(node)
      const line = old ?? read(node)
      if (!old) lines.push(line.line)
      now.set(node, line)
      const bucket = buckets.get(line.physical)
      if (bucket) bucket.push(line)
      else buckets.set(line.physical, [line])
    }
    const order: Line[] = []
    const shown = new Set<string>()
    for (const physical of physicalOrder(roots.scenes, buckets.keys())) {
      const scene = shownScene(roots.scenes, physical)
      shown.add(scene)
      for (const one of buckets.get(physical) ?? []) {
        if (one.line.scene !== scene) {
          one.line = { ...one.line, scene }
          lines.push(one.line)
        }
        order.push(one.line)
      }
    }
    const gone = [...known].filter(([element]) => !now.has(element))
    const ids = gone.length > 0 ? new Set(order.map(line => line.id)) : null
    const removedLines = gone.flatMap(([, { line }]) => (ids?.has(line.id) ? [] : [line.id]))
    known = now
    onChange({ lines, removedLines, order, scenes: [...shown].filter(isFilmed) })
  }

  const isFilmed = (scene: string): boolean =>
    scene !== FRONT && sceneEntry(roots.scenes, scene)?.get('omitted') !== true

  const onScript = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const dirty = new Set<Y.XmlElement>()
    let structure = false
    for (const event of events) {
      let node: unknown = event.target
      if (node === roots.script) structure = true
      else {
        if (!isLineElement(node) && node instanceof Y.XmlText) node = node.parent
        if (isLineElement(node)) dirty.add(node)
        if (event.target === node && 'attributesChanged' in event) structure = true
      }
    }
    if (structure) {
      readAll(dirty)
      return
    }
    const lines: Line[] = []
    for (const element of dirty) {
      if (!known.has(element)) continue
      const line = read(element)
      known.set(element, line)
      lines.push(line.line)
    }
    if (lines.length > 0) onChange({ lines })
  }
  const onScenes = (): void => readAll(new Set())

  roots.script.observeDeep(onScript)
  roots.scenes.observeDeep(onScenes)
  readAll(new Set())
  return {
    destroy() {
      roots.script.unobserveDeep(onScript)
      roots.scenes.unobserveDeep(onScenes)
    },
  }
}
