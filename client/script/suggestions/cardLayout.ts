/** A card that wants to stand beside its line. Pixels from the top of the margin. */
export interface WantedCard {
  id: string
  top: number
  height: number
}

/**
 * Where the cards stand: beside their lines as far as they can, never over each other, in the given order. The active card
 * stands exactly beside its line while there is room; those before it move up, those behind it down.
 */
export function layoutCards(cards: readonly WantedCard[], gap: number, activeId: string | null): Map<string, number> {
  const tops = cards.map(card => card.top)
  const active = cards.findIndex(card => card.id === activeId)
  const heightOf = (i: number) => cards[i]?.height ?? 0
  const topOf = (i: number) => tops[i] ?? 0
  // above the active card: upwards from it
  for (let i = active - 1; i >= 0; i--) tops[i] = Math.min(topOf(i), topOf(i + 1) - gap - heightOf(i))
  // what went over the edge comes down again, and the rest is pushed down
  let floor = 0
  for (const i of cards.keys()) {
    tops[i] = Math.max(topOf(i), floor)
    floor = topOf(i) + heightOf(i) + gap
  }
  return new Map(cards.map((card, i) => [card.id, topOf(i)]))
}
