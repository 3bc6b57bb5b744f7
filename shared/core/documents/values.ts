/** Values of rows as they may be. Documents are written by any client with rights: whatever else stands there is read past. */

export const textValue = (value: unknown): string => (typeof value === 'string' ? value : '')
export const idValue = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
export const flagValue = (value: unknown): boolean => value === true
export const amountValue = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0

/** One of `choices`, else the first of them. */
export function choiceValue<C extends string>(choices: readonly [C, ...C[]], value: unknown): C {
  return choices.find(choice => choice === value) ?? choices[0]
}

/** Hashes by the reference of what they were made of. */
export function hashesIn(map: ReadonlyMap<string, unknown>): Map<string, string> {
  const out = new Map<string, string>()
  for (const [key, value] of map) if (typeof value === 'string') out.set(key, value)
  return out
}
