import * as Y from 'yjs'
import { isLineElement, type Line, readLine } from '../script/line.ts'
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
    const ids = new Set<string>()
    for (const element of shownElements(roots)) {
      const old = dirty.has(element) ? undefined : known.get(element)
      const scene = shownScene(roots.scenes, element.getAttribute('scene') ?? '')
      const line = !old ? read(element) : old.scene === scene ? old : { ...old, scene }
      if (line !== old) lines.push(line)
      now.set(element, line)
      ids.add(line.id)
    }
    const removedLines = [...known.values()].filter(line => !ids.has(line.id)).map(line => line.id)
    known = now
    const order = [...now.values()]
    onChange({ lines, removedLines, order, scenes: filmedScenes(roots.scenes, order) })
  }

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

/** Scenes in the order of the film, without front matter and what was omitted. `order`: lines as shown, with their shown scene. */
function filmedScenes(scenes: Parameters<typeof shownScene>[0], order: Iterable<Pick<Line, 'scene'>>): string[] {
  const shown = new Set<string>()
  for (const { scene } of order) if (scene !== FRONT) shown.add(scene)
  return [...shown].filter(scene => sceneEntry(scenes, scene)?.get('omitted') !== true)
}
