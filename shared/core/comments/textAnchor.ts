import * as Y from 'yjs'
import { isLineElement, lineText } from '../script/line.ts'
import { clipped } from '../text/storable.ts'
import { plainText } from '../text/writeWords.ts'
import { lineFragments } from '../treatment/lineFragments.ts'
import { LONGEST_QUOTE } from './limits.ts'
import type { Place, TextAnchor } from './thread.ts'

/** Characters of the line that are kept on each side of the words. */
const CONTEXT = 40
/** So many characters of words and of what stands beside them must be the same for words to be found again. */
const EVIDENCE = 12
/** Lines beside the place of a line into which its words may have come: it was split behind it, or joined to the one before. */
const NEAR = { before: 1, behind: 3 }

/** Words of a line, UTF-16 offsets into its text. */
export interface LineRange {
  element: Y.XmlElement
  text: Y.XmlText
  from: number
  to: number
}

/** Holds on to the words `from`..`to` of a line. Null when there are none, or the line is not in a document. */
export function anchorText(element: Y.XmlElement, from: number, to: number): TextAnchor | null {
  const text = lineText(element)
  const { _item: item } = element
  if (!text || !item || from >= to) return null
  const whole = wordsIn(text)
  const all = whole.slice(from, to)
  if (all === '') return null
  const words = clipped(all, LONGEST_QUOTE)
  return {
    kind: 'text',
    line: String(element.getAttribute('id') ?? ''),
    element: { client: item.id.client, clock: item.id.clock },
    start: placeOf(text, from, 0),
    end: placeOf(text, to, -1), // held by the last character: what is typed behind it is not commented on
    words,
    before: ending(whole.slice(0, from)),
    after: clipped(whole.slice(to), CONTEXT),
    unique: words === all && occursOnce(element, words),
  }
}

function placeOf(text: Y.XmlText, index: number, assoc: number): Place {
  const { type, item } = Y.createRelativePositionFromTypeIndex(text, index, assoc)
  const plain = (id: Y.ID | null) => id && { client: id.client, clock: id.clock }
  return { type: plain(type), item: plain(item), assoc }
}

const wordsIn = (text: Y.XmlText | null): string => (text ? plainText(text) : '')
const ending = (text: string): string => text.slice(-CONTEXT).replace(/^[\uDC00-\uDFFF]/, '')

/** In the script, or the variant, that the line is in. */
function occursOnce({ parent }: Y.XmlElement, words: string): boolean {
  let found = 0
  if (!(parent instanceof Y.XmlFragment)) return false
  for (let node = parent.firstChild; node; node = node.nextSibling as typeof node) {
    if (!isLineElement(node)) continue
    found += occurrences(wordsIn(lineText(node)), words).length
    if (found > 1) return false
  }
  return found === 1
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at)
  return found
}

/**
 * Where the words of an anchor are now; null when they are gone. Words that a split or a join wrote anew in the line beside are
 * found by what they say and what stands around them: Yjs cannot move text. Never words that were there before.
 */
export function findText(doc: Y.Doc, anchor: TextAnchor): LineRange | null {
  const fragments = lineFragments(doc) // first of all: until somebody asks for the roots, lines have another parent
  return heldRange(doc, fragments, anchor) ?? foundAgain(doc, fragments, anchor)
}

function heldRange(doc: Y.Doc, fragments: readonly Y.XmlFragment[], { start, end }: TextAnchor): LineRange | null {
  const from = positionOf(doc, start)
  const to = positionOf(doc, end)
  if (!from || !to || from.text !== to.text || from.index >= to.index) return null
  const { text } = from
  const element = text.parent
  return isLiveLine(fragments, element) ? { element, text, from: from.index, to: to.index } : null
}

function positionOf(doc: Y.Doc, place: Place): { text: Y.XmlText; index: number } | null {
  const { type, item } = place
  for (const id of [type, item]) if (id && id.clock >= Y.getState(doc.store, id.client)) return null
  const absolute = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(place), doc)
  return absolute && absolute.type instanceof Y.XmlText ? { text: absolute.type, index: absolute.index } : null
}

const isLiveLine = (fragments: readonly Y.XmlFragment[], node: unknown): node is Y.XmlElement =>
  node instanceof Y.XmlElement &&
  isLineElement(node) &&
  node._item?.deleted === false &&
  fragments.some(fragment => fragment === node.parent)

function foundAgain(doc: Y.Doc, fragments: readonly Y.XmlFragment[], anchor: TextAnchor): LineRange | null {
  const { words, unique } = anchor
  if (!unique || words === '') return null
  const found: LineRange[] = []
  for (const element of linesNear(doc, fragments, anchor)) {
    const text = lineText(element)
    const whole = wordsIn(text)
    for (const from of occurrences(whole, words))
      if (text && fits(whole, from, anchor)) found.push({ element, text, from, to: from + words.length })
  }
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Is on both sides what was there, as far as the line goes, and is it enough to tell these words from others like them? */
function fits(whole: string, from: number, { words, before, after }: TextAnchor): boolean {
  const left = whole.slice(0, from)
  const right = whole.slice(from + words.length)
  const [l, r] = [Math.min(left.length, before.length), Math.min(right.length, after.length)]
  const isSame =
    left.slice(left.length - l) === before.slice(before.length - l) && right.slice(0, r) === after.slice(0, r)
  return isSame && l + words.length + r >= EVIDENCE
}

/** The line itself, or the one before the place where it was, and those beside it in the fragment. */
function linesNear(doc: Y.Doc, fragments: readonly Y.XmlFragment[], { element: id }: TextAnchor): Y.XmlElement[] {
  if (id.clock >= Y.getState(doc.store, id.client)) return []
  const struct = Y.getItem(doc.store, id)
  let home: Y.Item | null = struct instanceof Y.Item ? struct : null
  const fragment = fragments.find(one => one === home?.parent)
  if (!home || !fragment) return []
  const lineOf = ({ deleted, content }: Y.Item): Y.XmlElement | null =>
    !deleted && content instanceof Y.ContentType && isLineElement(content.type) ? content.type : null
  while (home && !lineOf(home)) home = home.left
  const lines: Y.XmlElement[] = []
  let steps = NEAR.before
  for (let item = home?.left ?? null; item && steps > 0; item = item.left) {
    const line = lineOf(item)
    if (!line) continue
    lines.push(line)
    steps--
  }
  steps = NEAR.behind + (home ? 1 : 0)
  for (let item: Y.Item | null = home ?? fragment._start; item && steps > 0; item = item.right) {
    const line = lineOf(item)
    if (!line) continue
    lines.push(line)
    steps--
  }
  return lines
}
