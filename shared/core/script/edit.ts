import * as Y from 'yjs'
import { newId } from '../ids.ts'
import { writeWords } from '../text/writeWords.ts'
import { isLineElement, type LineDraft, lineText, makeLine } from './line.ts'
import type { LineType } from './lineTypes.ts'
import { FRONT, type ScriptRoots, sceneEntry, sceneKeyAfter, scriptRoots, shownElements, shownScene } from './scenes.ts'
import { lastOf, settleScenes } from './settle.ts'

/** A writer was pointed at something that is not in the script. Nothing was changed. */
export class ScriptEditError extends Error {
  readonly code: 'line-missing' | 'scene-missing'

  constructor(code: ScriptEditError['code'], message: string) {
    super(message)
    this.name = 'ScriptEditError'
    this.code = code
  }
}
const lineMissing = () =>
  new ScriptEditError('line-missing', 'That line is no longer in the script. Nothing was changed; choose another line.')

/** The element of a line, or null when somebody deleted it. */
export function findLine({ script }: Pick<ScriptRoots, 'script'>, id: string): Y.XmlElement | null {
  for (let node = script.firstChild; node; node = node.nextSibling as typeof node)
    if (isLineElement(node) && node.getAttribute('id') === id) return node
  return null
}

/** The scenes shall fit the headings again around the lines that `touched` names. */
function settle(roots: ScriptRoots, touched: (line: Y.XmlElement) => boolean): void {
  const shown = shownElements(roots)
  const from = shown.findIndex(touched)
  if (from >= 0) settleScenes(roots, shown, from, shown.findLastIndex(touched) + 1)
}

/**
 * Puts new lines behind line `after` (null: before everything), in its scene; headings among them begin scenes.
 * Returns the ids of the lines. Throws {@link ScriptEditError} when `after` is gone.
 */
export function insertLines(
  doc: Y.Doc,
  after: string | null,
  lines: readonly (LineDraft & { id?: string })[],
): string[] {
  const roots = scriptRoots(doc)
  const above = after === null ? null : findLine(roots, after)
  if (after !== null && !above) throw lineMissing()
  const scene = above?.getAttribute('scene') ?? FRONT
  const ids = lines.map(line => line.id ?? newId())
  doc.transact(() => {
    const elements = lines.map((line, i) => makeLine(ids[i] ?? newId(), scene, line))
    roots.script.insertAfter(above, elements)
    const made = new Set(elements)
    settle(roots, line => made.has(line))
  })
  return ids
}

/** Makes a line another element. The text stays where it is, so a colleague's typing goes on in it. */
export function setLineType(doc: Y.Doc, id: string, type: LineType): void {
  const roots = scriptRoots(doc)
  const line = findLine(roots, id)
  if (!line) throw lineMissing()
  if (line.getAttribute('type') === type) return
  doc.transact(() => {
    line.setAttribute('type', type)
    settle(roots, other => other === line)
  })
}

/** Makes a line read `text`, changing only the words that differ; emphasis on the others stays. */
export function setLineText(doc: Y.Doc, id: string, text: string): void {
  const line = findLine(scriptRoots(doc), id)
  if (!line) throw lineMissing()
  doc.transact(() => {
    let node = lineText(line)
    if (!node) {
      node = new Y.XmlText()
      line.insert(0, [node])
    }
    writeWords(node, text)
  })
}

/** Deletes lines; ids that are gone already are passed over. A scene that loses its heading joins the one before it. */
export function deleteLines(doc: Y.Doc, ids: readonly string[]): void {
  const roots = scriptRoots(doc)
  const wanted = new Set(ids)
  const shown = shownElements(roots)
  const gone = new Set(shown.filter(line => wanted.has(line.getAttribute('id') ?? '')))
  if (gone.size === 0) return
  const behind = new Set(shown.filter((line, i) => i > 0 && !gone.has(line) && gone.has(shown[i - 1] ?? line)))
  const first = shown.findIndex(line => gone.has(line))
  const next = shown.slice(first).find(line => !gone.has(line))
  if (next) behind.add(next)
  doc.transact(() => {
    removeLines(roots, gone)
    settle(roots, line => behind.has(line))
  })
}

/** One walk for the lot; neighbours are deleted together. */
export function removeLines({ script }: Pick<ScriptRoots, 'script'>, gone: ReadonlySet<Y.XmlElement>): void {
  const all = script.toArray() as unknown[]
  const isGone = (node: unknown): boolean => node instanceof Y.XmlElement && gone.has(node)
  for (let end = all.length - 1; end >= 0; end--) {
    if (!isGone(all[end])) continue
    let start = end
    while (start > 0 && isGone(all[start - 1])) start--
    script.delete(start, end - start + 1)
    end = start
  }
}

/** Begins a scene at a line, making it the heading. Returns the id of the scene that the line now begins. */
export function splitScene(doc: Y.Doc, lineId: string): string {
  setLineType(doc, lineId, 'scene_heading')
  const { scenes } = scriptRoots(doc)
  const line = findLine(scriptRoots(doc), lineId)
  return shownScene(scenes, line?.getAttribute('scene') ?? FRONT)
}

/**
 * Shows scene `from` at the end of scene `into`. No line is copied or moved: one pointer is set, and the heading of
 * `from` becomes an action line, its words kept. Throws {@link ScriptEditError} when either is not in the script.
 */
export function mergeScene(doc: Y.Doc, into: string, from: string): void {
  const roots = scriptRoots(doc)
  const { scenes } = roots
  const target = shownScene(scenes, into)
  const source = shownScene(scenes, from)
  if (target === source || source === FRONT) return
  if (!scenes.has(source) || (target !== FRONT && !scenes.has(target)))
    throw new ScriptEditError('scene-missing', 'That scene is no longer in the script. Nothing was changed.')
  doc.transact(() => {
    const first = shownElements(roots).find(line => shownScene(scenes, line.getAttribute('scene') ?? '') === source)
    if (first?.getAttribute('type') === 'scene_heading') first.setAttribute('type', 'action')
    sceneEntry(scenes, source)?.set('mergedInto', lastOf(scenes, target))
    settle(roots, line => line === first)
  })
}

/** Moving a scene is one change of one key, however many lines it has. `after` null: to the very beginning. */
export function moveScene(doc: Y.Doc, id: string, after: string | null): void {
  const { scenes } = scriptRoots(doc)
  const scene = shownScene(scenes, id)
  const above = after === null ? null : shownScene(scenes, after)
  if (scene === above || scene === FRONT || !scenes.has(scene)) return
  const key = sceneKeyAfter(scenes, above, scene)
  doc.transact(() => sceneEntry(scenes, scene)?.set('order', key))
}
