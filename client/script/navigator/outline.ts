import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import { numberScenes } from '../../../shared/core/script/numbers.ts'
import { FRONT, sceneEntry, scenesLocked, scriptRoots, shownScene } from '../../../shared/core/script/scenes.ts'

/** A scene as the navigator and the margins show it. */
export interface OutlineScene {
  id: string
  number: string
  heading: string
  /** The heading line and where it starts in the editor. */
  lineId: string
  position: number
  omitted: boolean
  /** What the writer says happens in it; '' where nobody said. */
  synopsis: string
}

/** An act, a sequence: what scenes stand under. */
export interface OutlineSection {
  /** Id of its line. */
  lineId: string
  /** 1 is the outermost. */
  depth: number
  text: string
  position: number
  synopsis: string
}

export interface Outline {
  scenes: readonly OutlineScene[]
  sections: readonly OutlineSection[]
}

/** The scenes and sections of an editor's document, in order. One pass over the lines; only their own texts are read. */
export function outlineOf(doc: Node, ydoc: Y.Doc): Outline {
  const { scenes } = scriptRoots(ydoc)
  const found: OutlineScene[] = []
  const sections: OutlineSection[] = []
  const fixed: (string | undefined)[] = []
  const seen = new Set<string>()
  /** What a synopsis that follows belongs to. */
  let about: OutlineScene | OutlineSection | null = null
  doc.forEach((line, position) => {
    const { type } = line.attrs
    if (type === 'scene_heading') {
      const id = shownScene(scenes, String(line.attrs.scene ?? ''))
      if (id === FRONT || seen.has(id)) return
      seen.add(id)
      const entry = sceneEntry(scenes, id)
      const number = entry?.get('number')
      fixed.push(typeof number === 'string' ? number : undefined)
      const omitted = entry?.get('omitted') === true
      const lineId = String(line.attrs.id ?? '')
      about = { id, number: '', heading: line.textContent, lineId, position, omitted, synopsis: '' }
      found.push(about)
    } else if (type === 'section') {
      const depth = Math.min(6, Math.max(1, Number(line.attrs.depth) || 1))
      about = { lineId: String(line.attrs.id ?? ''), depth, text: line.textContent, position, synopsis: '' }
      sections.push(about)
    } else if (type === 'synopsis' && about) {
      about.synopsis = [about.synopsis, line.textContent].filter(Boolean).join(' ')
    }
  })
  const numbers = numberScenes(fixed, scenesLocked(ydoc))
  return { scenes: found.map((scene, i) => ({ ...scene, number: numbers[i] ?? '' })), sections }
}

/** Do both say the same to a reader? Positions change with every key before them. */
export function sameOutline(a: Outline, b: Outline): boolean {
  return (
    a.scenes.length === b.scenes.length &&
    a.sections.length === b.sections.length &&
    a.scenes.every((scene, i) => {
      const other = b.scenes[i]
      return (
        scene.id === other?.id &&
        scene.heading === other.heading &&
        scene.number === other.number &&
        scene.omitted === other.omitted &&
        scene.synopsis === other.synopsis
      )
    }) &&
    a.sections.every((section, i) => {
      const other = b.sections[i]
      return (
        section.lineId === other?.lineId &&
        section.text === other.text &&
        section.depth === other.depth &&
        section.synopsis === other.synopsis &&
        scenesBefore(a, section) === scenesBefore(b, other)
      )
    })
  )
}

const scenesBefore = ({ scenes }: Outline, { position }: OutlineSection): number => {
  const at = scenes.findIndex(scene => scene.position > position)
  return at < 0 ? scenes.length : at
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

/** The same; what stands before the first heading belongs to the first scene, as when pages are counted. */
export const sceneWith = (outline: readonly OutlineScene[], position: number): OutlineScene | null =>
  sceneAt(outline, position) ?? outline[0] ?? null
