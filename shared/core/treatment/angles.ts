/** How each of the three variants of a treatment is to differ: said to agents, and changed by whoever asks. */
export const ANGLES = [
  'Told in the order of events. It ends well for the protagonist, at a price.',
  'It opens close to the end and goes back. It ends badly for the protagonist, who understands why.',
  'Two strands alternate and meet. It ends otherwise than the protagonist wanted, and better or worse than that.',
] as const satisfies readonly string[]

/** Characters of an angle. */
export const LONGEST_ANGLE = 300

/** The angle of a variant (from 0): what a person said, or the usual one. `own`: is it a person's? */
export function angleOf(angles: readonly string[] | undefined, variant: number): { words: string; own: boolean } {
  const usual = ANGLES[variant] ?? ANGLES[0]
  const said = angles?.[variant]?.trim() ?? ''
  return said === '' || said === usual ? { words: usual, own: false } : { words: said, own: true }
}
