/** The least part of a list that still `fails`: takes away ever smaller pieces (Zeller's ddmin), at most `tries` times. */
export async function minimise<T>(
  all: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
  tries = 2000,
): Promise<readonly T[]> {
  let least = all
  let left = tries
  for (let size = Math.ceil(all.length / 2); size >= 1; ) {
    let shrunk = false
    for (let from = 0; from < least.length && left > 0; left--) {
      const part = [...least.slice(0, from), ...least.slice(from + size)]
      if (await fails(part)) {
        least = part
        shrunk = true
      } else from += size
    }
    if (left === 0) break
    if (!shrunk || size > least.length) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return least
}
