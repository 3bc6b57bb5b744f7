import * as Y from 'yjs'
import { isLineElement, type Line, readLine, textAttribute } from '../script/line.ts'
import { FRONT, sceneEntry, scriptRoots, shownElements, shownScene } from '../script/scenes.ts'

/** What a watcher tells: a change in the form that the engine takes. Lines carry their shown scene. */
export interface WatchedScript {
  lines: Line[]
  removedLines?: string[]
  /** All lines as shown: given when lines were added, removed or moved, or changed their type or scene. */
  order?: readonly Pick<Line, 'id' | 'scene'>[]
  /** Scenes that are filmed, in the order of the film; given with `order`. */
  scenes?: string[]
}

/**
 * Follows a script document and tells what changed of its lines: a keystroke reads one line; only lines added, removed or
 * moved make it go through the list. Calls `onChange` at once with everything.
 */
export function watchScript(doc: Y.Doc, onChange: (change: WatchedScript) => void): { destroy(): void } {
  const roots = scriptRoots(doc)
  let known = new Map<Y.XmlElement, Line>()

  const read = (element: Y.XmlElement): Line => {
    const line = readLine(element)
    return { ...line, scene: shownScene(roots.scenes, line.scene) }
  }

  /** Reads what is new or dirty; the other lines only change their scene. */
  function readAll(dirty: ReadonlySet<Y.XmlElement>): void {
    const now = new Map<Y.XmlElement, Line>()
    const lines: Line[] = []
    const order: Line[] = []
    /** Physical scene -> shown scene: there are thousands of lines in a hundred scenes. */
    const shown = new Map<string, string>()
    for (const element of shownElements(roots)) {
      const old = dirty.has(element) ? undefined : known.get(element)
      const physical = textAttribute(element, 'scene')
      let scene = shown.get(physical)
      if (scene === undefined) {
        scene = shownScene(roots.scenes, physical)
        shown.set(physical, scene)
      }
      const line = !old ? read(element) : old.scene === scene ? old : { ...old, scene }
      if (line !== old) lines.push(line)
      now.set(element, line)
      order.push(line)
    }
    const gone = [...known].filter(([element]) => !now.has(element))
    const ids = gone.length > 0 ? new Set(order.map(line => line.id)) : null
    const removedLines = gone.flatMap(([, { id }]) => (ids?.has(id) ? [] : [id]))
    known = now
    const scenes = [...new Set(shown.values())].filter(isFilmed)
    onChange({ lines, removedLines, order, scenes })
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
      lines.push(line)
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
