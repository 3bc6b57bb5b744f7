import type * as Y from 'yjs'
import { isId } from '../ids.ts'
import { keyAfter, LAST_KEY } from '../order.ts'
import { isLineType } from './line.ts'
import { linesAlone, type Repair, repairId, repairText } from './repairLines.ts'
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
    const lines = linesAlone(roots.script, fixed)
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

function repairAttributes(lines: readonly Y.XmlElement[], fixed: Repair[]): void {
  const seen = new Set<string>()
  lines.forEach((line, i) => {
    repairId(line, seen, fixed)
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
