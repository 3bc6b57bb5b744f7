import * as Y from 'yjs'
import { diffWords, type WordEdit } from './wordDiff.ts'

/** Stands for something embedded in a text; our texts have none, but a foreign client may write one. */
const EMBED = '￼'

/** The characters of a text; offsets in it are offsets in the Y.Text. */
export function plainText(text: Y.Text): string {
  let out = ''
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    out += item.content instanceof Y.ContentString ? item.content.str : EMBED.repeat(item.length)
  }
  return out
}

/**
 * Makes `text` read `after` by the smallest edits of whole words, so that untouched words keep their identity (carets,
 * suggestions, a colleague's typing beside them). New words take the emphasis of those that they replace.
 * Returns the edits, in offsets of the text before. Works on a Y.Text or Y.XmlText that is in a document.
 */
export function writeWords(text: Y.Text, after: string): WordEdit[] {
  const before = plainText(text)
  const edits = diffWords(before, after)
  if (edits.length === 0) return edits
  writeEdits(text, edits)
  return edits
}

/** Makes edits that rise and do not overlap, in offsets of the text as it is. New words take the emphasis of those that they replace. */
export function writeEdits(text: Y.Text, edits: readonly WordEdit[]): void {
  const before = plainText(text)
  const write = () => {
    for (const edit of edits.toReversed()) writeEdit(text, before, edit)
  }
  if (text.doc) text.doc.transact(write)
  else write()
}

/**
 * A replacement is inserted behind the first character of the words that go, not before or behind all of them: what a
 * colleague types at the same moment directly before or after these words then stays on its side of the new ones.
 */
function writeEdit(text: Y.Text, before: string, { from, to, insert }: WordEdit): void {
  if (insert === '') {
    text.delete(from, to - from)
    return
  }
  if (from === to) {
    insertBetween(text, from, insert, before.length)
    return
  }
  const first = (before.codePointAt(from) ?? 0) > 0xffff ? 2 : 1
  text.insert(from + first, insert)
  text.delete(from + first + insert.length, to - from - first)
  text.delete(from, first)
}

/** New words between two neighbours take the emphasis that both have; at either end, the only neighbour's. */
function insertBetween(text: Y.Text, offset: number, insert: string, length: number): void {
  const left = offset > 0 ? emphasisAt(text, offset - 1) : null
  const right = offset < length ? emphasisAt(text, offset) : null
  const inherited = left ?? {}
  const wanted =
    left && right
      ? Object.fromEntries(Object.entries(left).filter(([name, value]) => right[name] === value))
      : (left ?? right ?? {})
  if (Object.keys(wanted).length === Object.keys(inherited).length) text.insert(offset, insert)
  else text.insert(offset, insert, wanted)
}

function emphasisAt(text: Y.Text, offset: number): Record<string, unknown> {
  const marks: Record<string, unknown> = {}
  let at = 0
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      if (item.content.value === null) delete marks[item.content.key]
      else marks[item.content.key] = item.content.value
    } else if (item.countable) {
      at += item.length
      if (offset < at) break
    }
  }
  return marks
}
