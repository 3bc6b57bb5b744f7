import type * as Y from 'yjs'
import { FRONT, mergedInto, readScenes, type Scene, scriptRoots, shownScene } from '../../script/scenes.ts'
import { type Lines, readLines } from './lines.ts'
import { excerpt } from './show.ts'

/** A script as one of the three sides of a merge. */
export interface ScriptSide {
  lines: Lines
  /** As shown, in their order. */
  shown: ReadonlyMap<string, Scene>
  /** Where a line stands among all as shown. */
  order: ReadonlyMap<string, number>
  /** Physical scenes that have lines, and those through which such are shown. */
  seen: ReadonlySet<string>
  /** The shown scene of a physical one. */
  rootOf(scene: string): string
  /** The shown scene that a line is in; '' when there is no such line. */
  sceneOfLine(id: string): string
}

export function readScript(doc: Y.Doc): ScriptSide {
  const { scenes } = scriptRoots(doc)
  const roots = new Map<string, string>()
  const order = new Map<string, number>()
  const lineScenes = new Map<string, string>()
  const shown = new Map<string, Scene>()
  for (const scene of readScenes(doc)) {
    // lines whose scene has not arrived are shown behind all, in stretches
    const known = shown.get(scene.id)
    if (known) known.lines.push(...scene.lines)
    else shown.set(scene.id, scene)
    for (const { id } of scene.lines) {
      if (!order.has(id)) order.set(id, order.size)
      lineScenes.set(id, scene.id)
    }
  }
  const lines = readLines(doc)
  const seen = new Set<string>()
  for (const scene of lines.scenes.keys())
    for (let id: string | undefined = scene; id !== undefined && !seen.has(id); id = mergedInto(scenes, id))
      seen.add(id)
  return {
    lines,
    shown,
    order,
    seen,
    rootOf(scene) {
      const root = roots.get(scene) ?? shownScene(scenes, scene)
      roots.set(scene, root)
      return root
    },
    sceneOfLine: id => lineScenes.get(id) ?? '',
  }
}

/** 'Scene 12' as our side knows it; by its heading where we do not have it: numbers elsewhere are other numbers. */
export function sceneName(id: string, mine: ScriptSide, theirs: ScriptSide, base: ScriptSide): string {
  if (id === FRONT) return 'The opening'
  const ours = mine.shown.get(id)
  if (ours) return `Scene ${ours.number}`
  const heading = excerpt((theirs.shown.get(id) ?? base.shown.get(id))?.heading ?? '')
  return heading === '' ? 'A scene' : `Scene “${heading}”`
}
