import type * as Y from 'yjs'

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** Makes `target` say `text` by one replacement between what both begin and end with. Surrogate pairs stay whole: half of one diverges. */
export function writeText(target: Y.Text, text: string): void {
  const old = target.toString()
  let start = 0
  while (start < old.length && start < text.length && old[start] === text[start]) start++
  if (start > 0 && isHigh(old.charCodeAt(start - 1))) start--
  let end = 0
  const most = Math.min(old.length, text.length) - start
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++
  if (end > 0 && isLow(old.charCodeAt(old.length - end))) end--
  if (old.length - end > start) target.delete(start, old.length - end - start)
  if (text.length - end > start) target.insert(start, text.slice(start, text.length - end))
}
