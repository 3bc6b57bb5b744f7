import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { textOfRuns } from '../../../shared/core/script/line.ts'
import { type LineRecord, runsOf } from './lines.ts'
import { diffText } from './textDiff.ts'

/** Where one UTF-16 unit of the line is in the Y document; null: it is in the editor only, because its line was deleted. */
type Unit = Y.ID | null

/** One stretch of a line's text as Yjs and Quill write it. */
export type Delta = Y.YEvent<Y.XmlText>['delta']

/**
 * A line in which somebody composes (IME, dead keys) while a colleague changes it. Redrawing it would break the composition
 * off, so the editor keeps showing it as it was; what is typed in it goes into the document all the same, found by the
 * identity of the characters around it, and the colleague's changes are shown when the composition has ended.
 */
export class HeldLine {
  readonly record: LineRecord
  readonly #text: Y.XmlText
  readonly #client: number
  /** Own characters from this clock on belong to the composition. */
  readonly #composedFrom: number
  #units: Unit[]

  private constructor(record: LineRecord, text: Y.XmlText, units: Unit[], client: number, composedFrom: number) {
    this.record = record
    this.#text = text
    this.#units = units
    this.#client = client
    this.#composedFrom = composedFrom
  }

  /**
   * Holds a line as it was before `transaction`, whose observers are being called. Null when the editor shows something
   * else than that (`length` units): then the change is shown at once.
   */
  static hold(record: LineRecord, transaction: Y.Transaction, length: number, composedFrom: number): HeldLine | null {
    const { text } = record
    if (!text) return null
    const units: Unit[] = []
    eachUnit(text, (id, live) => {
      const wasThere = id.clock < (transaction.beforeState.get(id.client) ?? 0)
      if (wasThere && (live || Y.isDeleted(transaction.deleteSet, id))) units.push(id)
    })
    if (units.length !== length) return null
    return new HeldLine(record, text, units, transaction.doc.clientID, composedFrom)
  }

  /** A colleague deleted the line. */
  get isGone(): boolean {
    return isGone(this.record)
  }

  /** Writes what was typed in the held line. To be called in a Y transaction. */
  write(was: Node, now: Node, caret: number | null): void {
    const [before, after] = [was.textContent, now.textContent]
    const { prefix, suffix } = diffText(before, after, caret)
    const runs = runsOf(now.cut(prefix, after.length - suffix))
    const removed = this.#units.slice(prefix, before.length - suffix)
    const written = this.isGone ? [...textOfRuns(runs)].flatMap(sign => [...Array(sign.length).fill(null)]) : null
    if (written === null) this.#remove(removed)
    this.#units.splice(prefix, removed.length, ...(written ?? this.#insert(prefix, runs)))
  }

  /** The place in the Y text of a place in the line as shown. */
  toIndex(offset: number): number {
    const left = this.#units[offset - 1]
    if (!left) return 0
    const places = this.#places()
    const place = places.get(keyOf(left))
    return place === undefined ? 0 : place.index + (place.live ? 1 : 0)
  }

  /** The place in the line as shown of a place in the Y text. */
  toOffset(index: number): number {
    const places = this.#places()
    const offset = this.#units.findIndex(unit => unit && (places.get(keyOf(unit))?.index ?? 0) >= index)
    return offset < 0 ? this.#units.length : offset
  }

  /** What brings the line as shown to the text as it is. */
  get delta(): Delta {
    const now: { key: string; sign: string }[] = []
    eachUnit(this.#text, (id, live, sign) => {
      if (live) now.push({ key: keyOf(id), sign })
    })
    const left = new Set(now.map(({ key }) => key))
    const delta: Delta = []
    let at = 0
    // Yjs writes behind deleted characters, so only those that live are in the same order here and there
    for (const unit of this.#units) {
      if (!unit || !left.has(keyOf(unit))) {
        delta.push({ delete: 1 })
        continue
      }
      for (; at < now.length && now[at]?.key !== keyOf(unit); at++) delta.push({ insert: now[at]?.sign ?? '' })
      delta.push({ retain: 1 })
      at++
    }
    for (const { sign } of now.slice(at)) delta.push({ insert: sign })
    return joined(delta)
  }

  /** Of a deleted line: what was composed in it, which nobody meant to delete, and what leaves only that of the line as shown. */
  rescue(shown: Node): { text: string; delta: Delta } {
    const isOwn = (unit: Unit) => unit === null || (unit.client === this.#client && unit.clock >= this.#composedFrom)
    const text = [...this.#units.keys()].filter(i => isOwn(this.#units[i] ?? null)).map(i => shown.textContent[i] ?? '')
    return {
      text: text.join(''),
      delta: joined(this.#units.map(unit => (isOwn(unit) ? { retain: 1 } : { delete: 1 }))),
    }
  }

  #remove(units: readonly Unit[]): void {
    const places = this.#places()
    const indexes = units.flatMap(unit => {
      const place = unit && places.get(keyOf(unit))
      return place?.live ? [place.index] : []
    })
    // neighbours together: half of a surrogate pair must not be deleted by itself
    for (let end = indexes.length; end > 0; ) {
      let start = end - 1
      while (start > 0 && indexes[start - 1] === (indexes[start] ?? 0) - 1) start--
      this.#text.delete(indexes[start] ?? 0, end - start)
      end = start
    }
  }

  #insert(offset: number, runs: ReturnType<typeof runsOf>): Unit[] {
    const store = this.#text.doc?.store
    const from = store ? Y.getState(store, this.#client) : 0
    let at = this.toIndex(offset)
    for (const run of runs) {
      this.#text.insert(at, run.text, Object.fromEntries(run.marks.map(mark => [mark, true])))
      at += run.text.length
    }
    const units: Unit[] = []
    eachUnit(this.#text, id => {
      if (id.client === this.#client && id.clock >= from) units.push(id)
    })
    return units
  }

  #places(): Map<string, { index: number; live: boolean }> {
    const places = new Map<string, { index: number; live: boolean }>()
    let index = 0
    eachUnit(this.#text, (id, live) => {
      places.set(keyOf(id), { index, live })
      if (live) index++
    })
    return places
  }
}

export const isGone = ({ element }: LineRecord): boolean => element?._item?.deleted === true

const keyOf = ({ client, clock }: Y.ID): string => `${client} ${clock}`

/** The characters of a text and the deleted ones between them, unit by unit. */
function eachUnit(text: Y.XmlText, visit: (id: Y.ID, live: boolean, sign: string) => void): void {
  for (let item = text._start; item; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const { client, clock } = item.id
    for (let i = 0; i < item.length; i++) visit(Y.createID(client, clock + i), !item.deleted, item.content.str[i] ?? '')
  }
}

/** Neighbours of one kind as one. */
function joined(delta: Delta): Delta {
  const out: Delta = []
  for (const op of delta) {
    const last = out.at(-1)
    if (last?.retain !== undefined && op.retain !== undefined) last.retain += op.retain
    else if (last?.delete !== undefined && op.delete !== undefined) last.delete += op.delete
    else if (typeof last?.insert === 'string' && typeof op.insert === 'string') last.insert += op.insert
    else out.push({ ...op })
  }
  return out
}
