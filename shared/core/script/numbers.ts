/**
 * The printed numbers of scenes in the order in which they are shown. A fixed number stays as it is; the others go on from the
 * number before them and never take one that is fixed elsewhere: two scenes with one number would share their shots' labels.
 * While numbers are locked, the others get a number between their neighbours': 12A behind 12, A12A between 12 and 12A.
 */
export function numberScenes(fixed: readonly (string | undefined)[], locked = false): string[] {
  const taken = new Set(fixed)
  if (locked && fixed.some(number => number !== undefined)) return fixed.map(numberBetween(fixed, taken))
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

/** Letters before a figure precede it, letters behind it follow: A12, 12, A12A, 12A, 12B, 13. */
const NUMBER = /^(?<before>[A-Z]*)(?<figure>\d+)(?<behind>[A-Z]*)$/i

function numberBetween(fixed: readonly (string | undefined)[], taken: Set<string | undefined>) {
  const places = new Map(fixed.map((number, place) => [number, place]))
  let previous: string | undefined
  return (number: string | undefined, place: number): string => {
    const isBehind = (label: string): boolean => (places.get(label) ?? -1) > place
    const found =
      number ?? free(previous, () => fixed.slice(place + 1).find(other => other !== undefined), taken, isBehind)
    taken.add(found)
    previous = found
    return found
  }
}

function free(
  previous: string | undefined,
  next: () => string | undefined,
  taken: ReadonlySet<string | undefined>,
  isBehind: (label: string) => boolean,
): string {
  let behind = previous === undefined ? undefined : following(previous)
  // one that a scene took elsewhere in the film is passed over; before one further down there is no room behind
  while (behind !== undefined && taken.has(behind) && !isBehind(behind)) behind = following(behind)
  if (behind !== undefined && !taken.has(behind)) return behind
  let before = `A${next() ?? previous ?? ''}`
  while (taken.has(before)) before = `A${before}`
  return before
}

/** The number after this one with the same figure; undefined where there is no figure to count by. */
function following(number: string): string | undefined {
  const { before = '', figure, behind = '' } = NUMBER.exec(number)?.groups ?? {}
  if (figure === undefined) return undefined
  return before === '' ? `${figure}${nextLetters(behind)}` : `${nextLetters(before)}${figure}${behind}`
}

/** A, B .. Z, AA, AB ..; without I and O, which read as 1 and 0 on a slate. */
function nextLetters(letters: string): string {
  const last = letters.at(-1)?.toUpperCase()
  if (last === undefined) return 'A'
  const head = letters.slice(0, -1)
  if (last === 'Z') return `${nextLetters(head)}A`
  const next = String.fromCharCode(last.charCodeAt(0) + 1)
  return `${head}${next === 'I' ? 'J' : next === 'O' ? 'P' : next}`
}
