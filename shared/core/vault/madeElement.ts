import * as Y from 'yjs'

/** Roots in which an agent's answer makes one element of its own: a scene of the script, a variant of the treatment. */
const ROOTS: readonly unknown[] = ['scenes', 'variants']

/** The scene or variant that an update makes; null: it makes none, or several. */
export function madeElement(update: Uint8Array): string | null {
  const made = new Set<string>()
  // a new key of a root names its parent by the root's name, whatever the types say
  for (const struct of Y.decodeUpdate(update).structs)
    if (struct instanceof Y.Item && ROOTS.includes(struct.parent) && struct.parentSub !== null)
      made.add(struct.parentSub)
  const [only] = made
  return made.size === 1 && only !== undefined ? only : null
}
