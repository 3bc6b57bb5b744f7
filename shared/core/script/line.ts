import * as sha256 from 'lib0/hash/sha256'
import * as Y from 'yjs'
import { LINE_TYPES, type LineType } from './lineTypes.ts'

/** What people call them. */
export const TYPE_NAMES: Record<LineType, string> = {
  scene_heading: 'Scene heading',
  action: 'Action',
  character: 'Character',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  transition: 'Transition',
  lyrics: 'Lyrics',
  centered: 'Centred',
  section: 'Section',
  synopsis: 'Synopsis',
  note: 'Note',
  page_break: 'Page break',
  shot: 'Shot',
  general: 'General',
}

export const isLineType = (value: unknown): value is LineType => LINE_TYPES.includes(value as LineType)

/** Emphasis marks; the names are also the ProseMirror marks' and the Y.XmlText attributes'. */
export const MARKS = ['bold', 'italic', 'underline'] as const
export type Mark = (typeof MARKS)[number]

/** A stretch of text with the same emphasis. */
export interface Run {
  text: string
  marks: readonly Mark[]
}

/**
 * Attributes that every line has. Kept as strings on the Y.XmlElement.
 * `scene` is the *physical* scene: where that scene was merged into another, readers follow the pointer.
 */
export const REQUIRED_ATTRIBUTES = ['id', 'type', 'scene'] as const

/**
 * Attributes that some lines have:
 * - `dual` = '1' on the cue of the right-hand speaker of dual dialogue (Fountain's ^),
 * - `depth` = '1'..'6' on a section,
 * - `boneyard` = '1' on a note that is cut text (Fountain's boneyard).
 */
export const OPTIONAL_ATTRIBUTES = ['dual', 'depth', 'boneyard'] as const
/** What the editor's own lines have. */
export const LINE_ATTRIBUTES = [...REQUIRED_ATTRIBUTES, ...OPTIONAL_ATTRIBUTES] as const
export type LineAttribute = (typeof LINE_ATTRIBUTES)[number]

/**
 * All that a line may have in a document. `revised` = id of the revision in which the line last changed: of the whole
 * paragraph, so that two people typing in it at once agree. The editor knows it from the document, not from its own lines.
 */
export const STORED_ATTRIBUTES = [...LINE_ATTRIBUTES, 'revised'] as const
type StoredAttribute = (typeof STORED_ATTRIBUTES)[number]

/** What a line is before it is in a document. Text may hold '\n' (a forced line break inside a paragraph). */
export interface LineDraft {
  type: LineType
  runs: readonly Run[]
  dual?: boolean
  depth?: number
  boneyard?: boolean
  /** Id of the revision in which it last changed. */
  revised?: string
}

/** One line as read from a document. */
export interface Line extends LineDraft {
  id: string
  /** The physical scene of the line ('' when the attribute has not arrived yet). */
  scene: string
  text: string
}

export const plain = (text: string): Run[] => (text === '' ? [] : [{ text, marks: [] }])
export const textOfRuns = (runs: readonly Run[]): string => runs.map(run => run.text).join('')

export function isLineElement(node: unknown): node is Y.XmlElement {
  return node instanceof Y.XmlElement && node.nodeName === 'line'
}

/** The line's text, or null when a concurrent undo left the element without one (the server repairs that). */
export function lineText(element: Y.XmlElement): Y.XmlText | null {
  for (let child = element.firstChild; child; child = child.nextSibling) if (child instanceof Y.XmlText) return child
  return null
}

/** The words of a text without emphasis; null when it may have some. */
export function plainText(text: Y.XmlText): string | null {
  let words = ''
  for (let item = text._start; item; item = item.right) {
    if (item.deleted) continue
    if (!(item.content instanceof Y.ContentString)) return null
    words += item.content.str
  }
  return words
}

export function readRuns(text: Y.XmlText | null): Run[] {
  if (!text) return []
  // of thousands of lines few have any emphasis, and need to be read word by word
  const words = plainText(text)
  if (words !== null) return plain(words)
  const runs: Run[] = []
  for (const delta of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[])
    if (typeof delta.insert === 'string')
      runs.push({ text: delta.insert, marks: MARKS.filter(mark => delta.attributes?.[mark]) })
  return runs
}

/** An attribute as text: a foreign client may have put anything there, until the server repairs it. */
export function textAttribute(element: Y.XmlElement, name: StoredAttribute): string {
  const value: unknown = element.getAttribute(name)
  return typeof value === 'string' ? value : ''
}

export function readLine(element: Y.XmlElement): Line {
  const runs = readRuns(lineText(element))
  const type = element.getAttribute('type')
  const depth = Number(element.getAttribute('depth'))
  const line: Line = {
    id: textAttribute(element, 'id'),
    type: isLineType(type) ? type : 'action',
    scene: textAttribute(element, 'scene'),
    runs,
    text: textOfRuns(runs),
  }
  if (element.getAttribute('dual')) line.dual = true
  if (depth >= 1) line.depth = Math.min(6, Math.round(depth))
  if (element.getAttribute('boneyard')) line.boneyard = true
  const revised = textAttribute(element, 'revised')
  if (revised !== '') line.revised = revised
  return line
}

/** A new line element, not yet in a document. Its text node is made with it: two people never make it twice. */
export function makeLine(id: string, scene: string, draft: LineDraft): Y.XmlElement {
  const element = new Y.XmlElement('line')
  const text = new Y.XmlText()
  if (draft.runs.length > 0)
    text.applyDelta(
      draft.runs.map(run => ({ insert: run.text, attributes: Object.fromEntries(run.marks.map(m => [m, true])) })),
    )
  element.insert(0, [text])
  element.setAttribute('id', id)
  element.setAttribute('type', draft.type)
  element.setAttribute('scene', scene)
  if (draft.dual) element.setAttribute('dual', '1')
  if (draft.depth) element.setAttribute('depth', String(draft.depth))
  if (draft.boneyard) element.setAttribute('boneyard', '1')
  if (draft.revised) element.setAttribute('revised', draft.revised)
  return element
}

/**
 * What a derived thing stores of a line it depends on: 16 hex digits over element id, type and NFC text.
 * Emphasis is left out: bold words change no shot.
 */
export function lineHash(line: Pick<Line, 'id' | 'type' | 'text'>): string {
  const bytes = sha256.digest(new TextEncoder().encode(`${line.id}\n${line.type}\n${line.text.normalize('NFC')}`))
  let hex = ''
  for (const byte of bytes.subarray(0, 8)) hex += byte.toString(16).padStart(2, '0')
  return hex
}
