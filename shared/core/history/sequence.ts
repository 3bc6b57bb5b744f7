/** The places of the longest run of numbers that rise, in O(n log n): what can stay when a list is put in order. */
export function longestRising(values: readonly number[]): Set<number> {
  const ends: number[] = []
  const previous: number[] = []
  const valueAt = (index: number | undefined): number =>
    index === undefined ? Number.NEGATIVE_INFINITY : (values[index] ?? Number.NEGATIVE_INFINITY)
  values.forEach((value, index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (valueAt(ends[middle]) < value) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  })
  const places = new Set<number>()
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) places.add(index)
  return places
}

/**
 * Ids of two orders of things as one list: the later order, with what is only in the earlier one behind the neighbour
 * that it stood behind.
 */
export function mergedOrder(before: readonly string[], after: readonly string[]): string[] {
  const kept = new Set(after)
  const goneBehind = new Map<string | null, string[]>()
  let last: string | null = null
  for (const id of before) {
    if (kept.has(id)) last = id
    else goneBehind.set(last, [...(goneBehind.get(last) ?? []), id])
  }
  return [...(goneBehind.get(null) ?? []), ...after.flatMap(id => [id, ...(goneBehind.get(id) ?? [])])]
}

/** Which of the ids that are in both orders must have been moved: as few as possible. */
export function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, i) => [id, i]))
  const both = after.filter(id => place.has(id))
  const stayed = longestRising(both.map(id => place.get(id) ?? 0))
  return new Set(both.filter((_, i) => !stayed.has(i)))
}
