import type * as Y from 'yjs'
import { type Line, lineText } from '../script/line.ts'
import {
  readScenes,
  type Scene,
  type SceneEntry,
  type SceneFields,
  sceneEntry,
  scriptRoots,
  shownElements,
} from '../script/scenes.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'

export interface StateLine extends Line {
  authored: readonly AuthoredRun[]
}
export interface StateScene extends Omit<Scene, 'lines'> {
  lines: readonly StateLine[]
}

/** All that a script says, with who wrote it: what versions are compared by, and restored from. */
export interface ScriptState {
  /** As shown. */
  scenes: readonly StateScene[]
  /** The entries of physical scenes, by id. */
  entries: ReadonlyMap<string, Partial<SceneFields>>
  titlePage: ReadonlyMap<string, string>
}

export function readScriptState(doc: Y.Doc): ScriptState {
  const roots = scriptRoots(doc)
  const elements = shownElements(roots).values()
  const scenes = readScenes(doc).map(scene => ({
    ...scene,
    // the lines of all scenes together are the elements in the order in which they are shown
    lines: scene.lines.map(line => {
      const element = elements.next().value
      return { ...line, authored: element ? authoredRuns(lineText(element)) : [] }
    }),
  }))
  const titlePage = new Map<string, string>()
  for (const [key, value] of roots.titlePage as Iterable<[string, unknown]>)
    if (typeof value === 'string' && value !== '') titlePage.set(key, value)
  return { scenes, entries: readEntries(roots.scenes), titlePage }
}

function readEntries(scenes: Y.Map<SceneEntry>): Map<string, Partial<SceneFields>> {
  const entries = new Map<string, Partial<SceneFields>>()
  for (const id of scenes.keys()) {
    const entry = sceneEntry(scenes, id)
    if (!entry) continue
    const fields: Partial<SceneFields> = {}
    for (const name of ['order', 'number', 'mergedInto'] as const) {
      const value: unknown = entry.get(name)
      if (typeof value === 'string') fields[name] = value
    }
    if (entry.get('omitted') === true) fields.omitted = true
    entries.set(id, fields)
  }
  return entries
}

/** All lines in the order in which they are shown. */
export const linesOf = (state: ScriptState): StateLine[] => state.scenes.flatMap(scene => scene.lines)
