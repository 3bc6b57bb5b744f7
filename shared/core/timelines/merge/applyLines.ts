import * as Y from 'yjs'
import { writeRuns } from '../../history/restoreText.ts'
import { removeLines } from '../../script/edit.ts'
import { type LineDraft, lineText, makeLine, plain, readLine, textAttribute } from '../../script/line.ts'
import { writeWords } from '../../text/writeWords.ts'
import { fragmentOfScene, lineFragments } from '../../treatment/lineFragments.ts'
import type { Taken } from './applyFamily.ts'
import { LINE_FIELDS, type Lines, laterScene, lineNodes, PLACE, readLines, sceneOf, typeOf, wordsOf } from './lines.ts'
import { placeLines } from './placeLines.ts'
import { type Element, threeWay } from './threeWay.ts'

/** Attributes that lines have as strings, and how a field is one. */
const ATTRIBUTES: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  type: value => (typeof value === 'string' ? value : undefined),
  scene: value => (typeof value === 'string' ? value : undefined),
  dual: value => (value ? '1' : undefined),
  depth: value => (value ? String(value) : undefined),
  boneyard: value => (value ? '1' : undefined),
  revised: value => (typeof value === 'string' ? value : undefined),
}

/**
 * Writes what is taken of lines into `target`: words and attributes against what stands there now, new lines behind those
 * that they stand behind in theirs. Removals come last, so that what is new finds its neighbours. In the caller's transaction.
 */
export function applyLines(target: Y.Doc, base: Lines, theirs: Lines, all: readonly Taken[]): void {
  const taken = all.filter(({ family }) => family === LINE_FIELDS.name)
  if (taken.length === 0) return
  const now = readLines(target)
  const nodes = new Map<string, Y.XmlElement>()
  for (const node of lineNodes(target)) {
    const id = textAttribute(node, 'id')
    if (!nodes.has(id)) nodes.set(id, node)
  }
  const added: Taken[] = []
  const gone = new Set<Y.XmlElement>()
  for (const write of taken) {
    const node = nodes.get(write.id)
    const wanted = theirs.elements.get(write.id)
    if (write.field === PLACE) continue
    if (write.field !== null) {
      if (node) writeField(node, write, base, now, theirs)
    } else if (!wanted) {
      if (node) gone.add(node)
    } else if (node) for (const field of wanted.keys()) writeField(node, { ...write, field }, base, now, theirs)
    else added.push(write)
  }
  followSplits(nodes, base, now, theirs)
  const drafts = new Map(added.map(({ id, edit }) => [id, draftOf(theirs.elements.get(id), edit)]))
  for (const { id, field } of taken) {
    const node = field === PLACE ? nodes.get(id) : undefined
    if (!node) continue
    // a line never moves: it is made anew where it is to stand
    drafts.set(id, readLine(node))
    nodes.delete(id)
    gone.add(node)
  }
  for (const { id, scene, after, before } of placeLines(new Set(drafts.keys()), nodes, base, now, theirs)) {
    const node = makeLine(id, scene, drafts.get(id) ?? draftOf(theirs.elements.get(id), undefined))
    const fragment = fragmentOfScene(target, scene)
    if (!fragment) continue
    const above = after === null ? undefined : nodes.get(after)
    const below = before === null ? undefined : nodes.get(before)
    if (above) fragment.insertAfter(above, [node])
    else if (below) fragment.insertAfter(below.prevSibling as Y.XmlElement | null, [node])
    else fragment.insert(fragment.length, [node])
    nodes.set(id, node)
  }
  if (gone.size > 0) for (const script of lineFragments(target)) removeLines({ script }, gone)
}

function draftOf(element: Element | undefined, edit: string | undefined): LineDraft {
  const value = <T>(name: string): T | undefined => element?.get(name) as T | undefined
  return {
    type: typeOf(element),
    runs: edit === undefined ? wordsOf(element) : plain(edit),
    dual: value('dual'),
    depth: value('depth'),
    boneyard: value('boneyard'),
    revised: value('revised'),
  }
}

function writeField(node: Y.XmlElement, write: Taken, base: Lines, now: Lines, theirs: Lines): void {
  const { id, edit } = write
  const field = write.field ?? ''
  const value = (lines: Lines) => lines.elements.get(id)?.get(field)
  const outcome = threeWay(LINE_FIELDS.isText(field), value(base), value(now), value(theirs))
  const edited = edit !== undefined && LINE_FIELDS.isText(field)
  if (outcome.status === 'nothing' && !edited) return
  if (field === 'scene' && outcome.status === 'conflict' && laterScene(id, base, now, theirs) === 'mine') return
  if (outcome.status !== 'nothing') writeValue(node, field, outcome.theirs)
  const text = lineText(node)
  // after theirs, whose emphasis the words keep that are in both
  if (edited && text) writeWords(text, edit)
}

function writeValue(node: Y.XmlElement, field: string, value: unknown): void {
  const attribute = ATTRIBUTES[field]
  if (attribute) {
    const wanted = attribute(value)
    const is: unknown = node.getAttribute(field)
    if (wanted === undefined) {
      if (is !== undefined) node.removeAttribute(field)
    } else if (is !== wanted) node.setAttribute(field, wanted)
    return
  }
  let text = lineText(node)
  if (!text) {
    text = new Y.XmlText()
    node.insert(0, [text])
  }
  writeRuns(text, wordsOf(new Map([[field, value]])))
}

/** Lines that only our side has go along with the line above them into the part of a scene that was split. */
function followSplits(nodes: ReadonlyMap<string, Y.XmlElement>, base: Lines, now: Lines, theirs: Lines): void {
  for (const [scene, ids] of now.scenes) {
    let carried: string | null = null
    for (const id of ids) {
      const node = nodes.get(id)
      if (!node) continue
      if (base.elements.has(id) || theirs.elements.has(id)) {
        const at = textAttribute(node, 'scene')
        carried = at === scene ? null : at
      } else if (carried !== null && sceneOf(now, id) === scene) node.setAttribute('scene', carried)
    }
  }
}
