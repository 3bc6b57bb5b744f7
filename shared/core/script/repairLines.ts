import * as Y from 'yjs'
import { isId } from '../ids.ts'
import { isLineElement, lineText } from './line.ts'

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

/** The lines of a fragment, once what is no line is out of it. */
export function linesAlone(fragment: Y.XmlFragment, fixed: Repair[]): Y.XmlElement[] {
  const nodes = fragment.toArray() as unknown[]
  for (let i = nodes.length - 1; i >= 0; i--)
    if (!isLineElement(nodes[i])) {
      fragment.delete(i, 1)
      fixed.push('stray node')
    }
  return nodes.filter(isLineElement)
}

/** Every line has an id of its own; `seen` are those of lines before it. The later of two is named after the item that it is. */
export function repairId(line: Y.XmlElement, seen: Set<string>, fixed: Repair[]): void {
  const id: unknown = line.getAttribute('id')
  const item = line._item?.id
  if ((!isId(id) || seen.has(id)) && item) {
    const fresh = `${isId(id) ? id.slice(0, 100) : 'line'}~${item.client.toString(36)}.${item.clock.toString(36)}`
    line.setAttribute('id', fresh)
    seen.add(fresh)
    fixed.push('line id')
  } else if (isId(id)) seen.add(id)
}

/** Exactly one text: further ones are appended to the first. */
export function repairText(line: Y.XmlElement, fixed: Repair[]): void {
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
