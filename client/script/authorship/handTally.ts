import type { LineRecord } from '../binding/lines.ts'
import { type Hand, keyOf } from './hand.ts'

/** In whose hands the lines of a script are, kept up line by line: the whole script is counted once only. */
export class HandTally {
  readonly #ofLine = new Map<LineRecord, readonly Hand[]>()
  readonly #lines = new Map<string, { hand: Hand; count: number }>()

  set(line: LineRecord, hands: readonly Hand[]): void {
    this.delete(line)
    if (hands.length === 0) return
    const different = [...new Map(hands.map(hand => [keyOf(hand), hand])).values()]
    this.#ofLine.set(line, different)
    for (const hand of different) {
      const entry = this.#lines.get(keyOf(hand))
      this.#lines.set(keyOf(hand), { hand, count: (entry?.count ?? 0) + 1 })
    }
  }

  delete(line: LineRecord): void {
    for (const hand of this.#ofLine.get(line) ?? []) {
      const entry = this.#lines.get(keyOf(hand))
      if (entry && entry.count > 1) entry.count--
      else this.#lines.delete(keyOf(hand))
    }
    this.#ofLine.delete(line)
  }

  clear(): void {
    this.#ofLine.clear()
    this.#lines.clear()
  }

  /** Everybody who wrote something that is still there, once. */
  hands(): Hand[] {
    return [...this.#lines.values()].map(({ hand }) => hand)
  }
}
