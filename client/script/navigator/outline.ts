import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import { numberScenes } from '../../../shared/core/script/numbers.ts'
import { FRONT, sceneEntry, scriptRoots, shownScene } from '../../../shared/core/script/scenes.ts'

/** A scene as the navigator and the margins show it. */
export interface OutlineScene {
  id: string
  number: string
  heading: string
  /** The heading line and where it starts in the editor. */
  lineId: string
  position: number
}

/** The scenes of an editor's document, in order. One pass over the lines; no text is converted. */
export function outlineOf(doc: Node, ydoc: Y.Doc): OutlineScene[] {
  const { scenes } = scriptRoots(ydoc)
  const out: OutlineScene[] = []
  const fixed: (string | undefined)[] = []
  const seen = new Set<string>()
  doc.forEach((line, position) => {
    if (line.attrs.type !== 'scene_heading') return
    const id = shownScene(scenes, String(line.attrs.scene ?? ''))
    if (id === FRONT || seen.has(id)) return
    seen.add(id)
    const number = sceneEntry(scenes, id)?.get('number')
    fixed.push(typeof number === 'string' ? number : undefined)
    out.push({ id, number: '', heading: line.textContent, lineId: String(line.attrs.id ?? ''), position })
  })
  const numbers = numberScenes(fixed)
  return out.map((scene, i) => ({ ...scene, number: numbers[i] ?? '' }))
}

/** The scene that holds an editor position, or null in the front matter. */
export function sceneAt(outline: readonly OutlineScene[], position: number): OutlineScene | null {
  let low = 0
  let high = outline.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((outline[middle]?.position ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return outline[low - 1] ?? null
}
