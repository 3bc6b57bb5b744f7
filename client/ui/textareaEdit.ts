/** Pure arithmetic of a textarea that shows a shared text: what was typed, and where a caret goes when others type. */

export interface TextEdit {
  from: number
  to: number
  insert: string
}

export type TextDelta = readonly { retain?: number; insert?: unknown; delete?: number }[]

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/**
 * The one replacement that turned `before` into `after`, with the caret now at `caret`. The caret decides which of several
 * equal characters was typed ('aa' -> 'aaa'), so that a colleague's neighbouring letters stay in place. Null: no change.
 */
export function typedEdit(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null
  // what lies behind the caret was not typed
  let tail = 0
  const most = Math.min(before.length, after.length - Math.min(caret, after.length))
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  let head = 0
  const least = Math.min(before.length, after.length) - tail
  while (head < least && before[head] === after[head]) head++
  // a deletion forwards leaves the caret before it: take what is left of the common end
  const rest = Math.min(before.length, after.length) - head
  while (tail < rest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  if (
    head > 0 &&
    isHigh(before.charCodeAt(head - 1)) &&
    (isLow(before.charCodeAt(head)) || isLow(after.charCodeAt(head)))
  )
    head--
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail)) && isHigh(before.charCodeAt(before.length - tail - 1)))
    tail--
  return { from: head, to: before.length - tail, insert: after.slice(head, after.length - tail) }
}

/** Where `index` lies after `delta`. `sticks`: to the letter before it ('left') or behind it when something is inserted there. */
export function indexAfter(index: number, delta: TextDelta, sticks: 'left' | 'right' = 'left'): number {
  let at = 0
  let out = index
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain
    else if (typeof part.insert === 'string') {
      if (at < out || (at === out && sticks === 'right')) out += part.insert.length
      at += part.insert.length
    } else if (part.delete !== undefined) {
      if (at < out) out -= Math.min(part.delete, out - at)
    }
    if (at > out) break
  }
  return out
}
