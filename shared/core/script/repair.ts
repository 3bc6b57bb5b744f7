import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { keyAfter, LAST_KEY } from '../order.ts'
import { isLineElement, isLineType, lineText } from './line.ts'
import {
  addScene,
  FRONT,
  mergedInto,
  orderOf,
  type ScriptRoots,
  sceneEntry,
  sceneKeys,
  scriptRoots,
  shownElements,
  shownScene,
} from './scenes.ts'
import { settleScenes } from './settle.ts'

/** What a repair put right, one entry per fix. */
export type Repair =
  | 'stray node'
  | 'line id'
  | 'line type'
  | 'line scene'
  | 'line revision'
  | 'text missing'
  | 'texts joined'
  | 'scene entry'
  | 'merge ring'
  | 'scenes settled'

/**
 * Puts right what concurrent edits can leave behind, each of them right by itself: two undos of one deletion give two
 * lines with one id, a heading cycled on one side may stand in the middle of a scene merged on the other.
 *
 * Every fix follows from the document alone, so several servers repairing at once write the same values; what they cannot
 * write alike (both give a line its missing text) the next round puts right. Words are never removed. Meant for the server
 * that holds the document, once it has settled. Returns what was put right.
 */
export function repairScript(doc: Y.Doc, origin: unknown = 'repair'): Repair[] {
  const fixed: Repair[] = []
  const roots = scriptRoots(doc)
  doc.transact(() => {
    removeStrayNodes(roots, fixed)
    const lines = (roots.script.toArray() as unknown[]).filter(isLineElement)
    repairAttributes(lines, fixed)
    for (const line of lines) repairText(line, fixed)
    repairEntries(roots, fixed)
    const taken = new Set(roots.scenes.keys())
    const derive = (heading: Y.XmlElement): string => {
      const base = `s-${heading.getAttribute('id')?.slice(0, 150)}`
      let id = base
      for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
      taken.add(id)
      return id
    }
    const shown = shownElements(roots)
    if (settleScenes(roots, shown, 0, shown.length - 1, derive)) fixed.push('scenes settled')
  }, origin)
  return fixed
}

function removeStrayNodes({ script }: ScriptRoots, fixed: Repair[]): void {
  const nodes = script.toArray() as unknown[]
  for (let i = nodes.length - 1; i >= 0; i--)
    if (!isLineElement(nodes[i])) {
      script.delete(i, 1)
      fixed.push('stray node')
    }
}

function repairAttributes(lines: readonly Y.XmlElement[], fixed: Repair[]): void {
  const seen = new Set<string>()
  lines.forEach((line, i) => {
    // the later of two lines with one id is named after the item that it is in the document
    const id: unknown = line.getAttribute('id')
    const item = line._item?.id
    if ((!isId(id) || seen.has(id)) && item) {
      const fresh = `${isId(id) ? id.slice(0, 100) : 'line'}~${item.client.toString(36)}.${item.clock.toString(36)}`
      line.setAttribute('id', fresh)
      seen.add(fresh)
      fixed.push('line id')
    } else if (isId(id)) seen.add(id)
    if (!isLineType(line.getAttribute('type'))) {
      line.setAttribute('type', 'action')
      fixed.push('line type')
    }
    if (!isId(line.getAttribute('scene'))) {
      const neighbour = lines[i - 1] ?? lines.find(other => isId(other.getAttribute('scene')))
      line.setAttribute('scene', neighbour?.getAttribute('scene') ?? FRONT)
      fixed.push('line scene')
    }
    const revised: unknown = line.getAttribute('revised')
    if (revised !== undefined && !isId(revised)) {
      line.removeAttribute('revised')
      fixed.push('line revision')
    }
  })
}

/** Exactly one text: further ones are appended to the first. */
function repairText(line: Y.XmlElement, fixed: Repair[]): void {
  const first = lineText(line)
  if (!first) {
    line.insert(0, [new Y.XmlText()])
    fixed.push('text missing')
  }
  const children = line.toArray() as unknown[]
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i]
    if (child === first || (!first && i === 0)) continue
    if (child instanceof Y.XmlText && first) appendText(first, child)
    line.delete(i, 1)
    fixed.push('texts joined')
  }
}

function appendText(to: Y.XmlText, from: Y.XmlText): void {
  let at = to.length
  for (const { insert, attributes } of from.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof insert !== 'string') continue
    to.insert(at, insert, attributes ?? {})
    at += insert.length
  }
}

/** Every scene that lines are in, or are shown in, has an entry; scenes merged into each other have one that stays. */
function repairEntries(roots: ScriptRoots, fixed: Repair[]): void {
  const { scenes } = roots
  // such a scene was shown last, and stays last
  let last = sceneKeys(scenes).findLast(key => key !== LAST_KEY) ?? null
  for (const scene of new Set(shownElements(roots).map(line => line.getAttribute('scene') ?? FRONT))) {
    const root = shownScene(scenes, scene)
    for (const id of new Set([scene, root])) {
      if (orderOf(scenes, id) !== LAST_KEY) continue
      last = keyAfter([], last)
      const entry = sceneEntry(scenes, id)
      if (entry) entry.set('order', last)
      else addScene(scenes, id, { order: last })
      fixed.push('scene entry')
    }
    if (mergedInto(scenes, root) === undefined) continue
    sceneEntry(scenes, root)?.delete('mergedInto')
    fixed.push('merge ring')
  }
}
