/**
 * The printed numbers of scenes in the order in which they are shown. A fixed number stays as it is; the others go on from the
 * number before them and never take one that is fixed elsewhere: two scenes with one number would share their shots' labels.
 */
export function numberScenes(fixed: readonly (string | undefined)[]): string[] {
  const taken = new Set(fixed)
  let last = 0
  return fixed.map(number => {
    if (number !== undefined) {
      last = Number(/^\d{1,6}/.exec(number)?.[0] ?? last)
      return number
    }
    do last++
    while (taken.has(String(last)))
    taken.add(String(last))
    return String(last)
  })
}
