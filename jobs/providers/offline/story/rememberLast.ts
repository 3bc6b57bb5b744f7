/**
 * The same function, which remembers its last answer: three treatments of one novel are written one after the other and read it
 * once. What it gives is shared and must not be changed. `keyOf`: what the answer depends on; texts are compared as they are.
 */
export function rememberLast<Arguments extends readonly unknown[], Answer>(
  read: (...of: Arguments) => Answer,
  keyOf: (...of: Arguments) => readonly string[],
): (...of: Arguments) => Answer {
  let last: { key: readonly string[]; answer: Answer } | null = null
  return (...of) => {
    const key = keyOf(...of)
    if (last?.key.length !== key.length || !last.key.every((part, at) => part === key[at]))
      last = { key, answer: read(...of) }
    return last.answer
  }
}
