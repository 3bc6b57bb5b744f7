import { type Hand, keyOf } from './hand.ts'

/** In whose hands the lines of a script or the rows of a table are, kept up one by one: the whole is counted once only. */
export class HandTally<Part> {
  readonly #ofPart = new Map<Part, readonly Hand[]>()
  readonly #parts = new Map<string, { hand: Hand; count: number }>()

  set(part: Part, hands: readonly Hand[]): void {
    this.delete(part)
    if (hands.length === 0) return
    const different = [...new Map(hands.map(hand => [keyOf(hand), hand])).values()]
    this.#ofPart.set(part, different)
    for (const hand of different) {
      const entry = this.#parts.get(keyOf(hand))
      this.#parts.set(keyOf(hand), { hand, count: (entry?.count ?? 0) + 1 })
    }
  }

  delete(part: Part): void {
    for (const hand of this.#ofPart.get(part) ?? []) {
      const entry = this.#parts.get(keyOf(hand))
      if (entry && entry.count > 1) entry.count--
      else this.#parts.delete(keyOf(hand))
    }
    this.#ofPart.delete(part)
  }

  clear(): void {
    this.#ofPart.clear()
    this.#parts.clear()
  }

  /** Everybody who wrote something that is still there, once. */
  hands(): Hand[] {
    return [...this.#parts.values()].map(({ hand }) => hand)
  }
}
