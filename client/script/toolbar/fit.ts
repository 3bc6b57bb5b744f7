/** A tool in a row that may be too narrow for all of them. */
export interface Tool {
  /** In px, with what keeps it from the next one. */
  width: number
  /** Stays, whatever the room. */
  stays: boolean
  /** Leaves before those that do not. */
  leavesFirst: boolean
}

/**
 * Which tools leave the row so that the rest fits into `room` px: those that leave first, then the others, each from the end.
 * `more` is the width of the button that leads to those that left.
 */
export function leaving(tools: readonly Tool[], room: number, more: number): ReadonlySet<number> {
  const left = new Set<number>()
  let width = tools.reduce((sum, tool) => sum + tool.width, 0)
  if (width <= room) return left
  width += more
  const order = tools
    .flatMap((tool, i) => (tool.stays ? [] : [{ ...tool, i }]))
    .sort((a, b) => Number(b.leavesFirst) - Number(a.leavesFirst) || b.i - a.i)
  for (const { i, width: freed } of order) {
    if (width <= room) break
    left.add(i)
    width -= freed
  }
  return left
}
