import * as Y from 'yjs'
import { removeLines } from '../script/edit.ts'
import { isLineElement, lineText, makeLine, textAttribute } from '../script/line.ts'
import { addScene, type ScriptRoots, sceneEntry, scriptRoots } from '../script/scenes.ts'
import { writeRuns } from './restoreText.ts'
import { linesOf, type ScriptState, type StateLine } from './scriptState.ts'
import { longestRising } from './sequence.ts'

/**
 * Makes a live script say what `target` said, by the fewest edits: a line that is there keeps its element and its unchanged
 * words, so that what colleagues type meanwhile stays. Lines that `target` does not have go, but those in `occupied`
 * (somebody's caret is in them) lose their words only: what is being typed there has a place to arrive.
 * One transaction. Scene entries are never deleted, and suggestions stay as they are.
 */
export function restoreScript(doc: Y.Doc, target: ScriptState, occupied: ReadonlySet<string> = new Set()): void {
  const roots = scriptRoots(doc)
  doc.transact(() => {
    restoreEntries(roots, target)
    restoreTitlePage(roots, target)
    restoreLines(roots, target, occupied)
  })
}

function restoreEntries({ scenes }: ScriptRoots, target: ScriptState): void {
  for (const [id, fields] of target.entries) {
    const entry = sceneEntry(scenes, id)
    if (!entry) {
      addScene(scenes, id, { order: '', ...fields })
      continue
    }
    for (const name of ['order', 'number', 'mergedInto', 'omitted'] as const) {
      const value = fields[name]
      if (value !== undefined && entry.get(name) !== value) entry.set(name, value)
      else if (value === undefined && entry.has(name) && name !== 'order') entry.delete(name)
    }
  }
}

function restoreTitlePage({ titlePage }: ScriptRoots, target: ScriptState): void {
  for (const key of [...titlePage.keys()]) if (!target.titlePage.has(key)) titlePage.delete(key)
  for (const [key, value] of target.titlePage) if (titlePage.get(key) !== value) titlePage.set(key, value)
}

function restoreLines(roots: ScriptRoots, target: ScriptState, occupied: ReadonlySet<string>): void {
  const live = new Map<string, Y.XmlElement>()
  const places = new Map<Y.XmlElement, number>()
  const surplus = new Set<Y.XmlElement>()
  for (const [place, node] of (roots.script.toArray() as unknown[]).entries()) {
    if (!isLineElement(node)) continue
    const id = textAttribute(node, 'id')
    places.set(node, place)
    if (live.has(id)) surplus.add(node)
    else live.set(id, node)
  }
  const wanted = new Set(linesOf(target).map(line => line.id))
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
    insertMissing(roots, lines, kept)
  }

  for (const element of [...surplus]) {
    const id = textAttribute(element, 'id')
    // one whose line is in the script again under the same id is nobody's place to type
    if (!occupied.has(id) || wanted.has(id)) continue
    surplus.delete(element)
    const text = lineText(element)
    if (text) writeRuns(text, [])
  }
  removeLines(roots, surplus)
}

/** The lines of each physical scene, in their order. */
function physicalScenes(target: ScriptState): Iterable<StateLine[]> {
  const scenes = new Map<string, StateLine[]>()
  for (const line of linesOf(target)) {
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
  { script }: ScriptRoots,
  lines: readonly StateLine[],
  kept: ReadonlyMap<StateLine, Y.XmlElement>,
): void {
  const first = lines.map(line => kept.get(line)).find(element => element !== undefined)
  const before = first?.prevSibling
  // a scene of which nothing is left goes to the end: the order of scenes is in their keys
  let above: Y.XmlElement | null = first ? (before instanceof Y.XmlElement ? before : null) : lastElement(script)
  let missing: StateLine[] = []
  const flush = (): void => {
    if (missing.length === 0) return
    const made = missing.map(line => makeLine(line.id, line.scene, line))
    script.insertAfter(above, made)
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

function lastElement(script: Y.XmlFragment): Y.XmlElement | null {
  const last: unknown = script.length > 0 ? script.get(script.length - 1) : null
  return last instanceof Y.XmlElement ? last : null
}
