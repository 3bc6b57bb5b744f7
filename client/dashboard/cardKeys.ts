/** Where an element stands on the page, in pixels. */
export interface Box {
  left: number
  top: number
}

const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
} as const

export const isArrow = (key: string): key is keyof typeof ARROWS => key in ARROWS

/**
 * The card that an arrow leads to from card `from`: sideways in reading order, up and down to the nearest card of the
 * next row. Returns `from` at the edge. Works for any number of columns, because it looks at where the cards are.
 */
export function cardAt(boxes: readonly Box[], from: number, key: keyof typeof ARROWS): number {
  const here = boxes[from]
  if (!here) return from
  const { x, y } = ARROWS[key]
  if (x !== 0) return Math.min(boxes.length - 1, Math.max(0, from + x))
  const rows = boxes.map(box => box.top).filter(top => (top - here.top) * y > 1)
  if (rows.length === 0) return from
  const row = y > 0 ? Math.min(...rows) : Math.max(...rows)
  let best = from
  for (const [i, box] of boxes.entries()) {
    if (Math.abs(box.top - row) > 1) continue
    const nearest = boxes[best]
    if (best === from || (nearest && Math.abs(box.left - here.left) < Math.abs(nearest.left - here.left))) best = i
  }
  return best
}
