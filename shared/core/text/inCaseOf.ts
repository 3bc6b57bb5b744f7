/** `to` in the letters of `from`: capitals stay capitals, a capital at the start stays one. */
export function inCaseOf(from: string, to: string): string {
  if (from.length > 1 && from === from.toUpperCase() && from !== from.toLowerCase()) return to.toUpperCase()
  return /^\p{Lu}/u.test(from) ? to.replace(/^\p{Ll}/u, letter => letter.toUpperCase()) : to
}
