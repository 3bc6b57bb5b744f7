/** Colours in the palette for people: --person-0 to --person-9 in tokens.css. */
export const PERSON_COLOURS = 10

/** The same person has the same colour on every screen: it follows from the id. FNV-1a, 32 bits. */
export function personIndex(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % PERSON_COLOURS
}

export const personColour = (id: string): string => `var(--person-${personIndex(id)})`

/** Up to two letters: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = [...(words[0] ?? '?')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}
