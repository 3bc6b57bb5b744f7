import { newId } from '../ids.ts'

/**
 * Caret colours for whoever draws without our style sheet; white text on them reads at 4.5:1. Our own screens have the
 * same places of the palette in dark and light: --person-0 to --person-9.
 */
export const PERSON_COLOURS = [
  '#2264df',
  '#825b07',
  '#057561',
  '#c72e58',
  '#72027d',
  '#004b0e',
  '#842a3b',
  '#5e5387',
  '#ab3fb2',
  '#1431ad',
] as const

/** A person's place in the palette: the same on every screen, because it follows from the id. FNV-1a, 32 bits. */
export function colourIndexOf(id: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return (hash >>> 0) % PERSON_COLOURS.length
}

/** The colour of a person or agent on the wire, as #rrggbb. */
export const colourOf = (id: string): string => PERSON_COLOURS[colourIndexOf(id)] ?? PERSON_COLOURS[0]

/**
 * A new account id with the place of the palette that `accounts` existing ones leave free: the first ten people of a studio
 * look different to each other, and a colour still follows from the id alone.
 */
export function newPersonId(accounts: number): string {
  for (;;) {
    const id = newId()
    if (colourIndexOf(id) === accounts % PERSON_COLOURS.length) return id
  }
}
