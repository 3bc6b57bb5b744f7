/** FNV-1a: the same content always chooses the same. */
export function seedOf(text: string): number {
  let hash = 2166136261
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0
  return hash
}

/** One of the options, by content; `step` moves on to the next one when the same content asks again. */
export function choose<T>(options: readonly [T, ...T[]], content: string, step = 0): T {
  return options[(seedOf(content) + step) % options.length] ?? options[0]
}
