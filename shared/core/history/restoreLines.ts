import * as Y from 'yjs'
import { removeLines } from '../script/edit.ts'
import { isLineElement, lineText, makeLine, textAttribute } from '../script/line.ts'
import { writeRuns } from './restoreText.ts'
import type { StateLine } from './scriptState.ts'
import { longestRising } from './sequence.ts'

/**
 * Makes a fragment have exactly these lines, by the fewest edits: a line that is there keeps its element and its unchanged words.
 * Lines that are not wanted go, but those in `occupied` lose their words only. In the caller's transaction.
 */
export function restoreLines(
  fragment: Y.XmlFragment,
  target: readonly StateLine[],
  occupied: ReadonlySet<string>,
): void {
  const live = new Map<string, Y.XmlElement>()
  const places = new Map<Y.XmlElement, number>()
  const surplus = new Set<Y.XmlElement>()
  for (const [place, node] of (fragment.toArray() as unknown[]).entries()) {
    if (!isLineElement(node)) continue
    const id = textAttribute(node, 'id')
    places.set(node, place)
    if (live.has(id)) surplus.add(node)
    else live.set(id, node)
  }
  const wanted = new Set(target.map(line => line.id))
  for (const [id, element] of live) if (!wanted.has(id)) surplus.add(element)

  for (const lines of physicalScenes(target)) {
    const present = lines.flatMap(line => {
      const element = live.get(line.id)
      return element ? [{ line, element }] : []
    })
    // lines of a scene are ordered by where they stand: one that stands on the wrong side of others is made anew
    const rising = longestRising(present.map(({ element }) => places.get(element) ?? 0))
    const kept = new Map<StateLine, Y.XmlElement>()
    for (const [i, { line, element }] of present.entries())
      if (rising.has(i)) kept.set(line, element)
      else surplus.add(element)
    for (const [line, element] of kept) restoreLine(element, line)
    insertMissing(fragment, lines, kept)
  }

  for (const element of [...surplus]) {
    const id = textAttribute(element, 'id')
    // one whose line is there again under the same id is nobody's place to type
    if (!occupied.has(id) || wanted.has(id)) continue
    surplus.delete(element)
    const text = lineText(element)
    if (text) writeRuns(text, [])
  }
  removeLines({ script: fragment }, surplus)
}

/** The lines of each physical scene, in their order. */
function physicalScenes(target: readonly StateLine[]): Iterable<StateLine[]> {
  const scenes = new Map<string, StateLine[]>()
  for (const line of target) {
    const lines = scenes.get(line.scene)
    if (lines) lines.push(line)
    else scenes.set(line.scene, [line])
  }
  return scenes.values()
}

function restoreLine(element: Y.XmlElement, line: StateLine): void {
  const wanted: Record<string, string | undefined> = {
    type: line.type,
    scene: line.scene,
    dual: line.dual ? '1' : undefined,
    depth: line.depth ? String(line.depth) : undefined,
    boneyard: line.boneyard ? '1' : undefined,
    revised: line.revised,
  }
  for (const [name, value] of Object.entries(wanted)) {
    const now: unknown = element.getAttribute(name)
    if (value === undefined) {
      if (now !== undefined) element.removeAttribute(name)
    } else if (now !== value) element.setAttribute(name, value)
  }
  let text = lineText(element)
  if (!text) {
    text = new Y.XmlText()
    element.insert(0, [text])
  }
  writeRuns(text, line.runs)
}

/** Puts the lines of a scene that are gone behind those that they stood behind. */
function insertMissing(
  fragment: Y.XmlFragment,
  lines: readonly StateLine[],
  kept: ReadonlyMap<StateLine, Y.XmlElement>,
): void {
  const first = lines.map(line => kept.get(line)).find(element => element !== undefined)
  const before = first?.prevSibling
  // a scene of which nothing is left goes to the end: the order of scenes is in their keys
  let above: Y.XmlElement | null = first ? (before instanceof Y.XmlElement ? before : null) : lastElement(fragment)
  let missing: StateLine[] = []
  const flush = (): void => {
    if (missing.length === 0) return
    const made = missing.map(line => makeLine(line.id, line.scene, line))
    fragment.insertAfter(above, made)
    above = made.at(-1) ?? above
    missing = []
  }
  for (const line of lines) {
    const element = kept.get(line)
    if (!element) missing.push(line)
    else {
      flush()
      above = element
    }
  }
  flush()
}

function lastElement(fragment: Y.XmlFragment): Y.XmlElement | null {
  const last: unknown = fragment.length > 0 ? fragment.get(fragment.length - 1) : null
  return last instanceof Y.XmlElement ? last : null
}
