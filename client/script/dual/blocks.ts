import type { Node } from '@tiptap/pm/model'

/** Two speeches that stand beside each other, as places of lines: from..right on the left, right..to on the right. */
export interface DualBlock {
  from: number
  right: number
  to: number
}

const isSpoken = ({ attrs: { type } }: Node): boolean =>
  type === 'dialogue' || type === 'parenthetical' || type === 'lyrics'

/**
 * The dual dialogue of an editor's document, as it is printed. Where a note or a section stands between the speeches, which no
 * paper shows, they stay one below the other.
 */
export function dualBlocks(doc: Node): DualBlock[] {
  const blocks: DualBlock[] = []
  for (let at = 1; at < doc.childCount; at++) {
    const { type, dual } = doc.child(at).attrs
    if (dual !== '1' || type !== 'character') continue
    let from = at - 1
    while (from > 0 && isSpoken(doc.child(from))) from--
    // a speech that stands on the right already is nobody's left
    if (doc.child(from).attrs.type !== 'character' || from < (blocks.at(-1)?.to ?? 0)) continue
    let to = at + 1
    while (to < doc.childCount && isSpoken(doc.child(to))) to++
    blocks.push({ from, right: at, to })
    at = to - 1
  }
  return blocks
}
