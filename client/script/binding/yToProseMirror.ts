import { type Attrs, Fragment, type Node, Slice } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import * as Y from 'yjs'
import { isLineElement, LINE_ATTRIBUTES, lineText } from '../../../shared/core/script/line.ts'
import type { Delta } from './heldLine.ts'
import { LineAttributesStep } from './lineAttributes.ts'
import { attributesOf, contentOf, type LineRecord, marksOf, nodeOf } from './lines.ts'
import { type LineText, LineTextsStep } from './lineTexts.ts'
import type { Mirror } from './mirror.ts'
import { keptPairs, startOf, startsOf } from './window.ts'

/** What happened in the Y document, in terms of lines. */
export interface Changes {
  /** Lines whose text changed, with what says how (an event, read while it is told); null: read it anew. */
  texts: Map<LineRecord, { readonly delta: Delta } | null>
  attributes: Set<LineRecord>
  /** Lines came or went, or are in another order. */
  order: boolean
  /** Something about scenes changed. */
  scenes: boolean
}

export const noChanges = (): Changes => ({ texts: new Map(), attributes: new Set(), order: false, scenes: false })

export function readEvents({ lines, roots }: Mirror, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Changes {
  const changes = noChanges()
  for (const event of events) {
    const target: unknown = event.target
    if (target instanceof Y.XmlText) {
      const record = lines.find(target.parent)
      if (record) changes.texts.set(record, event as unknown as Y.YEvent<Y.XmlText>)
    } else if (isLineElement(target)) {
      const record = lines.find(target)
      if (!record) changes.order = true
      else {
        const { attributesChanged } = event as unknown as Y.YXmlEvent
        if (attributesChanged.has('scene')) changes.order = changes.scenes = true
        if (attributesChanged.size > 0) changes.attributes.add(record)
        if (event.transaction.changed.get(event.target as never)?.has(null)) {
          // a text node came or went: undo of a line, or a repair
          record.text = lineText(target)
          changes.texts.set(record, null)
        }
      }
    } else {
      changes.order = true
      if (target !== (roots.script as unknown)) changes.scenes = true
    }
  }
  return changes
}

export interface Update {
  tr: Transaction
  /** Numbers of steps after which the document is whole, in the order of the steps. */
  cuts: number[]
}

/**
 * The least steps that bring the editor from the mirror's document to the Y document. Works from the last line to the
 * first, so that earlier positions hold. `composing` is the place of the line with a live IME composition, or -1: that
 * line is never moved, the others move around it. Replaces the mirror's list of lines, not its document.
 */
export function buildUpdate(mirror: Mirror, state: EditorState, changes: Changes, composing: number): Update {
  const before = mirror.syncedDoc
  const old = mirror.lines.records
  const tr = state.tr
  const cuts: number[] = []
  const records = changes.order ? withHeld(mirror, mirror.lines.read()) : old
  if (changes.attributes.size > 0) writeAttributes(mirror, tr, changes)
  if (records === old || (records.length === old.length && records.every((record, i) => record === old[i]))) {
    const touched = [...changes.texts.keys()].filter(record => mirror.lines.isShown(record))
    if (touched.length > MANY) {
      tr.step(writeTexts(mirror, tr.doc, touched, changes))
      return { tr, cuts }
    }
    for (const record of touched.sort((a, b) => b.index - a.index))
      writeLine(mirror, tr, record, startOf(before, record.index), changes)
    return { tr, cuts }
  }
  const starts = startsOf(before)
  const kept = keptLines(old, records, composing)
  let oldEnd = old.length
  let newEnd = records.length
  for (let k = kept.length - 1; k >= -1; k--) {
    const [o, n] = kept[k] ?? [-1, -1]
    const gap = { old, records, starts, oldFrom: o + 1, oldTo: oldEnd, added: records.slice(n + 1, newEnd) }
    const line = records[n]
    const byStep = line !== undefined && changes.texts.has(line) && splitOrJoin(mirror, tr, line, o, gap)
    if (!byStep && (gap.added.length > 0 || gap.oldFrom < gap.oldTo))
      replaceLines(mirror, tr, starts[gap.oldFrom] ?? 0, starts[gap.oldTo] ?? 0, gap.added)
    if (line) writeLine(mirror, tr, line, starts[o] ?? 0, changes, byStep)
    oldEnd = o
    newEnd = n
    if (tr.steps.length > (cuts.at(-1) ?? 0)) cuts.push(tr.steps.length)
  }
  const stayed = new Set(kept.map(([, n]) => records[n]))
  const held = [state.selection.$anchor, state.selection.$head].map($position => ({
    position: $position.pos,
    record: $position.depth > 0 ? old[$position.index(0)] : undefined,
    offset: $position.parentOffset,
  }))
  mirror.lines.replace(records)
  // a caret in a line that moved (deleted and inserted, as ProseMirror sees it) stays in that line
  const moves = (record: LineRecord | undefined): record is LineRecord =>
    record !== undefined && !stayed.has(record) && mirror.lines.isShown(record)
  if (held.some(({ record }) => moves(record))) {
    const [anchor, head] = held.map(({ position, record, offset }) => {
      if (!moves(record)) return tr.doc.resolve(tr.mapping.map(position))
      const within = Math.min(offset, tr.doc.child(record.index).content.size)
      return tr.doc.resolve(startOf(tr.doc, record.index) + 1 + within)
    })
    if (anchor && head) tr.setSelection(TextSelection.between(anchor, head))
  }
  return { tr, cuts }
}

/** In more lines than so many the words are written by one step. */
const MANY = 20

function writeTexts(
  { schema }: Mirror,
  doc: Node,
  touched: readonly LineRecord[],
  { texts }: Pick<Changes, 'texts'>,
): LineTextsStep {
  const wanted = new Map<number, LineText>()
  for (const record of touched) {
    const was = doc.child(record.index).content
    const content = contentOf(schema, record)
    if (!was.eq(content)) wanted.set(record.index, { content, differs: differencesOf(texts.get(record), was, content) })
  }
  return new LineTextsStep(wanted, doc)
}

/** What a delta says, neighbours as one; or the one difference there is, where it does not lead from the one to the other. */
function differencesOf(change: { delta: Delta } | null | undefined, was: Fragment, now: Fragment): LineText['differs'] {
  const differs: [number, number, number][] = []
  let at = 0
  for (const { insert, retain = 0, delete: gone = 0 } of change?.delta ?? []) {
    const come = typeof insert === 'string' ? insert.length : 0
    const last = differs.at(-1)
    if (retain > 0) at += retain
    else if (last && last[0] + last[1] === at) {
      last[1] += gone
      last[2] += come
    } else differs.push([at, gone, come])
    at += gone
  }
  if (was.size + differs.reduce((sum, [, gone, come]) => sum + come - gone, 0) === now.size && change) return differs
  const from = was.findDiffStart(now) ?? 0
  const end = was.findDiffEnd(now) ?? { a: was.size, b: now.size }
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  return [[from, end.a + overlap - from, end.b + overlap - from]]
}

/** Of all lines at once, before anything else: no position depends on them. */
function writeAttributes({ lines, syncedDoc }: Mirror, tr: Transaction, { attributes }: Changes): void {
  lines.forgetIds()
  const wanted = new Map<number, Attrs>()
  for (const record of attributes) {
    if (!lines.isShown(record)) continue
    const now = attributesOf(record)
    const was = syncedDoc.child(record.index).attrs
    if (LINE_ATTRIBUTES.some(name => now[name] !== was[name])) wanted.set(record.index, now)
  }
  if (wanted.size > 0) tr.step(new LineAttributesStep(wanted))
}

/** A held line is shown until its composition ends, also when a colleague deleted it: behind the line that it was behind. */
function withHeld({ held, lines }: Mirror, records: LineRecord[]): LineRecord[] {
  if (!held || !lines.isShown(held.record) || records.includes(held.record)) return records
  if (records.length === 1 && records[0]?.element === null) return [held.record]
  const above = lines.records.slice(0, held.record.index).findLast(record => records.includes(record))
  return records.toSpliced(above ? records.indexOf(above) + 1 : 0, 0, held.record)
}

function keptLines(old: readonly LineRecord[], records: readonly LineRecord[], composing: number): [number, number][] {
  const kept = keptPairs(old, records)
  const line = old[composing]
  const place = line ? records.indexOf(line) : -1
  if (place < 0 || kept.some(([o]) => o === composing)) return kept
  const behind = keptPairs(old.slice(composing + 1), records.slice(place + 1))
  return [
    ...keptPairs(old.slice(0, composing), records.slice(0, place)),
    [composing, place],
    ...behind.map(([o, n]): [number, number] => [o + composing + 1, n + place + 1]),
  ]
}

/** What lies between a kept line and the next: old lines oldFrom..oldTo give way to the added ones. */
interface Gap {
  old: readonly LineRecord[]
  records: readonly LineRecord[]
  starts: readonly number[]
  oldFrom: number
  oldTo: number
  added: LineRecord[]
}

/** A colleague split or joined line `o`: the same as a step, so that carets in the tail go with the tail. */
function splitOrJoin(mirror: Mirror, tr: Transaction, line: LineRecord, o: number, gap: Gap): boolean {
  const { schema } = mirror
  const { old, starts, oldFrom, oldTo, added } = gap
  const type = schema.nodes.line
  const was = mirror.syncedDoc.child(o).content
  const now = contentOf(schema, line)
  const [tail, ...others] = added
  const start = starts[o] ?? 0
  if (type && tail && oldFrom === oldTo && old[tail.index] !== tail && was.size > now.size) {
    if (!was.eq(now.append(contentOf(schema, tail)))) return false
    if (others.length > 0) replaceLines(mirror, tr, starts[oldTo] ?? 0, starts[oldTo] ?? 0, others)
    tr.split(start + 1 + now.size, 1, [{ type, attrs: attributesOf(tail) }])
    return true
  }
  const first = old[oldFrom]
  if (oldTo <= oldFrom || !first || gap.records.includes(first)) return false
  const joined = mirror.syncedDoc.child(oldFrom).content
  if (joined.size === 0 || !now.eq(was.append(joined))) return false
  if (oldTo > oldFrom + 1 || added.length > 0)
    replaceLines(mirror, tr, starts[oldFrom + 1] ?? 0, starts[oldTo] ?? 0, added)
  tr.join(starts[oldFrom] ?? 0)
  return true
}

function replaceLines(
  { schema }: Mirror,
  tr: Transaction,
  from: number,
  to: number,
  lines: readonly LineRecord[],
): void {
  const nodes = Fragment.fromArray(lines.map(line => nodeOf(schema, line)))
  tr.step(new ReplaceStep(from, to, new Slice(nodes, 0, 0)))
}

/** The text of one line, unless a split or join step has dealt with it. */
function writeLine(
  mirror: Mirror,
  tr: Transaction,
  line: LineRecord,
  start: number,
  { texts }: Changes,
  textDone = false,
): void {
  if (textDone || !texts.has(line)) return
  writeDelta(mirror, tr, start + 1, texts.get(line) ?? null)
  const got = tr.doc.nodeAt(start)
  const want = contentOf(mirror.schema, line)
  if (got && !got.content.eq(want)) replaceDifference(tr, start + 1, got, want)
}

function writeDelta({ schema }: Mirror, tr: Transaction, at: number, change: { delta: Delta } | null): void {
  let position = at
  for (const { insert, retain, delete: removed, attributes } of change?.delta ?? []) {
    if (removed !== undefined) tr.delete(position, position + removed)
    else if (retain !== undefined) {
      for (const [name, value] of Object.entries(attributes ?? {})) {
        const mark = schema.marks[name]
        if (mark && value) tr.addMark(position, position + retain, mark.create())
        else if (mark) tr.removeMark(position, position + retain, mark)
      }
      position += retain
    } else if (typeof insert === 'string') {
      tr.insert(position, schema.text(insert, marksOf(schema, attributes)))
      position += insert.length
    }
  }
}

/** No delta, or one that Yjs's cleaning of format marks made untrue: the smallest replacement inside the line. */
function replaceDifference(tr: Transaction, at: number, got: Node, want: Fragment): void {
  const from = got.content.findDiffStart(want) ?? 0
  const end = got.content.findDiffEnd(want) ?? { a: got.content.size, b: want.size }
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  tr.replace(at + from, at + end.a + overlap, new Slice(want.cut(from, end.b + overlap), 0, 0))
}
