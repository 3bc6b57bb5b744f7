import type * as Y from 'yjs'
import { findLine, insertLines } from '../../../shared/core/script/edit.ts'
import { isLineType, plain } from '../../../shared/core/script/line.ts'
import { HeldLine, isGone } from './heldLine.ts'
import { attributeOf, type LineRecord } from './lines.ts'
import type { Mirror } from './mirror.ts'
import { elementAbove } from './proseMirrorToY.ts'
import { type Changes, noChanges } from './yToProseMirror.ts'

/** What waits for the end of a composition (IME, dead keys) in its line: redrawing the line would break it off. */
export class Composition {
  held: HeldLine | null = null
  readonly #mirror: Mirror
  /** Lines whose attributes changed. */
  readonly #later = new Set<LineRecord>()
  #startClock = 0

  constructor(mirror: Mirror) {
    this.#mirror = mirror
  }

  /** A composition begins: own characters from this clock on are its. */
  started(clock: number): void {
    this.#startClock = clock
  }

  get isWaiting(): boolean {
    return this.held !== null || this.#later.size > 0
  }

  /** Takes out of what a colleague changed what must not be shown in the composed line yet. */
  hold(changes: Changes, transaction: Y.Transaction, composed: LineRecord): void {
    const { syncedDoc } = this.#mirror
    if (!this.held && (changes.texts.get(composed) || isGone(composed)))
      this.held = HeldLine.hold(composed, transaction, syncedDoc.child(composed.index).content.size, this.#startClock)
    if (this.held) changes.texts.delete(composed)
  }

  /** Attributes of the composed line wait as well. */
  defer(changes: Changes, composed: LineRecord): void {
    if (changes.attributes.delete(composed)) this.#later.add(composed)
  }

  /** Own typing took the held line away. */
  forgetGone(): void {
    if (this.held && !this.#mirror.lines.isShown(this.held.record)) this.held = null
  }

  /**
   * What is to be shown now that the composition is over. Of a line that a colleague deleted meanwhile, the composed words stay,
   * in a new line at its place, which `write` puts into the document.
   */
  release(write: (act: () => void) => void): Changes {
    const { held } = this
    const { lines } = this.#mirror
    const changes = noChanges()
    changes.attributes = new Set([...this.#later].filter(record => lines.isShown(record) && !isGone(record)))
    this.#later.clear()
    this.held = null
    if (!held || !lines.isShown(held.record)) return changes
    if (!held.isGone) changes.texts.set(held.record, held)
    else {
      changes.order = changes.scenes = true
      this.#rescue(held, changes, write)
    }
    return changes
  }

  #rescue(held: HeldLine, changes: Changes, write: (act: () => void) => void): void {
    const { doc, lines, roots, syncedDoc } = this.#mirror
    const shown = syncedDoc.child(held.record.index)
    const { text, delta } = held.rescue(shown)
    if (text === '') return
    const type = attributeOf(shown, 'type')
    const above = elementAbove(lines.records, held.record.index)?.getAttribute('id') ?? null
    let id: string | undefined
    write(() => {
      ;[id] = insertLines(doc, above, [{ type: isLineType(type) ? type : 'action', runs: plain(text) }])
    })
    const element = id === undefined ? null : findLine(roots, id)
    if (!element) return
    const record = lines.recordOf(element)
    lines.replace(lines.records.with(held.record.index, record))
    changes.texts.set(record, { delta })
    changes.attributes.add(record)
  }
}
