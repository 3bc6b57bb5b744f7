import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { removeLines } from '../../../shared/core/script/edit.ts'
import { MARKS, makeLine, OPTIONAL_ATTRIBUTES, REQUIRED_ATTRIBUTES } from '../../../shared/core/script/line.ts'
import { settleScenes } from '../../../shared/core/script/settle.ts'
import { isGone } from './heldLine.ts'
import { attributeOf, draftOf, type LineRecord, runsOf } from './lines.ts'
import type { Mirror } from './mirror.ts'
import { Reviser } from './revise.ts'
import { diffText } from './textDiff.ts'
import { alignLines, startOf, type Window } from './window.ts'

/**
 * Writes what differs between the mirror's document and `after` inside `window`: lines are told by id, texts by what
 * stayed at both ends. To be called in one Y transaction. Returns whether scenes were settled, so that lines may have
 * another scene than the editor thinks.
 */
export function writeChanges(mirror: Mirror, after: Node, window: Window, caret: number | null): boolean {
  const { lines, roots, syncedDoc: before } = mirror
  const old = lines.records
  const ids: (string | null)[] = []
  for (let i = window.from; i < window.newTo; i++) ids.push(attributeOf(after.child(i), 'id'))
  const places = alignLines(before, window, ids)
  const kept = new Set(places)
  const reviser = new Reviser(mirror.doc)
  const gone = new Set<Y.XmlElement>()
  for (let i = window.from; i < window.oldTo; i++) {
    const element = old[i]?.element
    if (!kept.has(i) && element) gone.add(element)
  }
  let headingsMayDiffer = gone.size > 0
  const fresh: LineRecord[] = []
  let above = elementAbove(old, window.from)
  let position = startOf(after, window.from)
  places.forEach((place, k) => {
    const node = after.child(window.from + k)
    const record = old[place]
    if (record?.element) {
      const was = before.child(place)
      if (attributeOf(was, 'type') !== attributeOf(node, 'type')) headingsMayDiffer = true
      const caretInLine = caret === null ? null : caret - position - 1
      const isHeld = mirror.held?.record === record
      if (!was.content.eq(node.content))
        if (isHeld) mirror.held?.write(was, node, caretInLine)
        else writeText(record, was, node, caretInLine)
      if (!isHeld || !isGone(record)) {
        writeAttributes(record.element, was, node)
        reviser.changed(record.element, was, node)
        above = record.element
      }
      fresh.push(record)
    } else {
      const element = makeLine(ids[k] ?? '', attributeOf(node, 'scene') ?? '', {
        ...draftOf(node),
        ...reviser.ofNew(node),
      })
      roots.script.insertAfter(above, [element])
      above = element
      fresh.push(lines.recordOf(element))
      headingsMayDiffer = true
    }
    position += node.nodeSize
  })
  if (gone.size > 0) removeLines(roots, gone)
  if (window.newTo === window.from)
    reviser.closed(
      Array.from({ length: window.oldTo - window.from }, (_, i) => before.child(window.from + i)),
      old[window.oldTo]?.element ?? above,
    )
  mirror.syncedDoc = after
  if (!headingsMayDiffer) return false
  lines.replace([...old.slice(0, window.from), ...fresh, ...old.slice(window.oldTo)])
  const shown: Y.XmlElement[] = []
  let [from, to] = [window.from, window.newTo]
  lines.records.forEach((record, i) => {
    if (record.element && !isGone(record)) shown.push(record.element)
    else {
      if (i < window.from) from--
      if (i < window.newTo) to--
    }
  })
  return settleScenes(roots, shown, Math.max(0, from), Math.max(0, to))
}

/** The nearest line above place `index` that is in the document. */
export function elementAbove(records: readonly LineRecord[], index: number): Y.XmlElement | null {
  for (let i = index - 1; i >= 0; i--) {
    const record = records[i]
    if (record?.element && !isGone(record)) return record.element
  }
  return null
}

function writeAttributes(element: Y.XmlElement, was: Node, now: Node): void {
  for (const name of REQUIRED_ATTRIBUTES) {
    const value = attributeOf(now, name)
    if (value !== null && value !== attributeOf(was, name)) element.setAttribute(name, value)
  }
  for (const name of OPTIONAL_ATTRIBUTES) {
    const value = attributeOf(now, name)
    if (value === attributeOf(was, name)) continue
    if (value === null) element.removeAttribute(name)
    else element.setAttribute(name, value)
  }
}

function writeText(record: LineRecord, was: Node, now: Node, caret: number | null): void {
  if (!record.element) return
  let { text } = record
  if (!text) {
    text = new Y.XmlText()
    record.element.insert(0, [text])
    record.text = text
  }
  const before = was.textContent
  const after = now.textContent
  const { prefix, suffix } = diffText(before, after, caret)
  const removed = before.length - prefix - suffix
  if (removed > 0) text.delete(prefix, removed)
  let at = prefix
  if (after.length - suffix > prefix)
    for (const run of runsOf(now.cut(prefix, after.length - suffix))) {
      // marks are given even when there are none: Yjs would otherwise continue those of the character before
      text.insert(at, run.text, Object.fromEntries(run.marks.map(mark => [mark, true])))
      at += run.text.length
    }
  writeMarks(text, was.cut(0, prefix), now.cut(0, prefix), 0)
  writeMarks(text, was.cut(before.length - suffix), now.cut(after.length - suffix), after.length - suffix)
}

/** Emphasis that changed on text that stayed. `was` and `now` have the same characters, from `base` in the line. */
function writeMarks(text: Y.XmlText, was: Node, now: Node, base: number): void {
  if (was.content.eq(now.content)) return
  for (const mark of MARKS) {
    const old = stretches(was, mark)
    const fresh = stretches(now, mark)
    let at = 0
    let i = 0
    let j = 0
    for (;;) {
      const a = old[i]
      const b = fresh[j]
      if (!a || !b) break
      const to = Math.min(a.to, b.to)
      if (a.on !== b.on) text.format(base + at, to - at, { [mark]: b.on ? true : null })
      at = to
      if (a.to === to) i++
      if (b.to === to) j++
    }
  }
}

function stretches(node: Node, mark: string): { to: number; on: boolean }[] {
  const out: { to: number; on: boolean }[] = []
  node.forEach((child, offset) => {
    out.push({ to: offset + child.nodeSize, on: child.marks.some(m => m.type.name === mark) })
  })
  return out
}
