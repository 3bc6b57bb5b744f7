import * as Y from 'yjs'
import { EDITOR_VERSION } from '../editorVersion.ts'
import { describeItem, describeType, type SharedType } from './describe.ts'
import type { DocumentShape, Shape } from './shapes.ts'

/** Content that a document's shape does not know. */
export interface Stray {
  /** Root type, then keys and places. */
  path: string[]
  /** The Yjs id of its first item. */
  clientId: number
  clock: number
  /** All of it as JSON text. */
  content: string
}
interface Found extends Stray {
  items: Y.Item[]
}

/**
 * Everything in `doc` that `shape` does not know, in an order that follows from the content alone. A document that a newer
 * version made has none: what this one does not know is not strange there.
 */
export function findStrays(doc: Y.Doc, shape: DocumentShape): Stray[] {
  return find(doc, shape).map(({ items: _, ...stray }) => stray)
}

/**
 * Takes strays out again that {@link findStrays} found, and nothing beside them. One that changed since stays: what was
 * kept of it is not all of it. Returns how many were taken out.
 */
export function removeStrays(doc: Y.Doc, shape: DocumentShape, strays: readonly Stray[], origin: unknown): number {
  const kept = new Map(strays.map(stray => [`${stray.clientId} ${stray.clock}`, stray.content]))
  let removed = 0
  doc.transact(transaction => {
    for (const { clientId, clock, content, items } of find(doc, shape)) {
      if (kept.get(`${clientId} ${clock}`) !== content) continue
      for (const item of items) item.delete(transaction)
      removed++
    }
  }, origin)
  return removed
}

function find(doc: Y.Doc, shape: DocumentShape): Found[] {
  const version = doc.getMap('meta').get('schema')
  if (typeof version === 'number' && version > EDITOR_VERSION) return []
  const out: Found[] = []
  for (const [name, root] of doc.share) {
    const known = shape[name]
    if (known) walk([name], root, known, out)
    else addStray(out, [name], [...root._map.values(), ...itemsOf(root)], () => describeType(root))
  }
  return out.sort(
    (a, b) => compare(a.path.join('\n'), b.path.join('\n')) || a.clientId - b.clientId || a.clock - b.clock,
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function addStray(out: Found[], path: string[], items: readonly Y.Item[], describe: () => unknown): void {
  const live = items.filter(item => !item.deleted).sort((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock)
  const [first] = live
  if (!first) return
  out.push({
    path,
    clientId: first.id.client,
    clock: first.id.clock,
    content: JSON.stringify(describe()),
    items: live,
  })
}

const addItem = (out: Found[], path: string[], item: Y.Item): void =>
  addStray(out, path, [item], () => describeItem(item))

/** The live items of a type's list. */
function itemsOf(type: SharedType): Y.Item[] {
  const items: Y.Item[] = []
  for (let item = type._start; item; item = item.right) if (!item.deleted) items.push(item)
  return items
}

const typeIn = (item: Y.Item): SharedType | null => (item.content instanceof Y.ContentType ? item.content.type : null)

function walk(path: string[], type: SharedType, shape: Shape, out: Found[]): void {
  switch (shape.kind) {
    case 'map':
      for (const [key, item] of type._map)
        if (!item.deleted) check([...path, key], item, shape.fields?.[key] ?? shape.entries, out)
      for (const item of itemsOf(type)) addItem(out, [...path, '[]'], item)
      return
    case 'text':
      addFields(path, type, out)
      for (const item of itemsOf(type)) if (!isPlainText(item)) addItem(out, [...path, '[]'], item)
      return
    case 'lines':
      addFields(path, type, out)
      for (const item of itemsOf(type)) {
        const element = typeIn(item)
        if (element instanceof Y.XmlElement && element.nodeName === shape.name) walkLine(path, element, shape, out)
        else addItem(out, [...path, '[]'], item)
      }
      return
    case 'any':
    case 'value':
  }
}

/** Is there what may be there? Readers tell the rest. */
function check(path: string[], item: Y.Item, shape: Shape | undefined, out: Found[]): void {
  const type = typeIn(item)
  const fits =
    shape !== undefined &&
    (shape.kind === 'any' ||
      (shape.kind === 'value' && type === null) ||
      (shape.kind === 'text' && (type === null || type.constructor === Y.Text)) ||
      (shape.kind === 'map' && type?.constructor === Y.Map) ||
      (shape.kind === 'lines' && type?.constructor === Y.XmlFragment))
  if (!fits) addItem(out, path, item)
  else if (type) walk(path, type, shape, out)
}

function addFields(path: string[], type: SharedType, out: Found[]): void {
  for (const [key, item] of type._map) if (!item.deleted) addItem(out, [...path, `@${key}`], item)
}

function walkLine(
  root: string[],
  line: Y.XmlElement,
  { attributes, marks }: Extract<Shape, { kind: 'lines' }>,
  out: Found[],
): void {
  const path = [...root, String(line.getAttribute('id') ?? '')]
  for (const [key, item] of line._map)
    if (!item.deleted && (typeIn(item) || !attributes.includes(key))) addItem(out, [...path, `@${key}`], item)
  for (const item of itemsOf(line)) {
    const text = typeIn(item)
    if (!(text instanceof Y.XmlText)) {
      addItem(out, [...path, '[]'], item)
      continue
    }
    addFields(path, text, out)
    walkMarked(path, text, marks, out)
  }
}

/** A mark is two items, where it begins and where it ends. What stands between them stays. */
function walkMarked(path: string[], text: Y.XmlText, marks: readonly string[], out: Found[]): void {
  const open = new Map<string, { items: Y.Item[]; value: unknown; text: string }>()
  const close = (key: string) => {
    const mark = open.get(key)
    open.delete(key)
    if (mark) addStray(out, [...path, `^${key}`], mark.items, () => ({ mark: key, value: mark.value, text: mark.text }))
  }
  for (const item of itemsOf(text)) {
    const { content } = item
    if (content instanceof Y.ContentString) for (const mark of open.values()) mark.text += content.str
    else if (!(content instanceof Y.ContentFormat)) addItem(out, [...path, '[]'], item)
    else if (!marks.includes(content.key)) {
      if (content.value === null && open.has(content.key)) {
        open.get(content.key)?.items.push(item)
        close(content.key)
      } else {
        close(content.key)
        open.set(content.key, { items: [item], value: content.value, text: '' })
      }
    }
  }
  for (const key of [...open.keys()]) close(key)
}

const isPlainText = (item: Y.Item): boolean =>
  item.content instanceof Y.ContentString || item.content instanceof Y.ContentFormat
