/** Caret colours that read on dark and light grounds (about 4.5:1 on both with white text on the flag). */
const COLOURS = [
  '#c2410c',
  '#a16207',
  '#4d7c0f',
  '#047857',
  '#0e7490',
  '#1d4ed8',
  '#6d28d9',
  '#a21caf',
  '#be123c',
  '#57534e',
] as const

/** The colour of a person or agent: the same everywhere, from its id alone. */
export function colourOf(id: string): string {
  let hash = 0
  for (const letter of id) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return COLOURS[hash % COLOURS.length] ?? COLOURS[0]
}
