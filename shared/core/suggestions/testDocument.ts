import * as Y from 'yjs'
import { lineText, makeLine, plain } from '../script/line.ts'
import type { LineType } from '../script/lineTypes.ts'
import { addScene, readLines, scriptRoots } from '../script/scenes.ts'
import { plainText } from '../text/writeWords.ts'
import { lineFragments, shownLines } from '../treatment/lineFragments.ts'
import { makeVariant, variantsRoot } from '../treatment/variants.ts'
import { trackAcceptance } from './marker.ts'
import { type ProposalMeta, proposeEdits } from './propose.ts'
import { readSuggestions } from './status.ts'
import { addSuggestions } from './store.ts'
import type { SuggestionEdit } from './suggestion.ts'

/** Documents and people for the tests of suggestions. */

export const AGENT: ProposalMeta = {
  author: { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: 'job-1' },
  askedBy: { id: 'ana', name: 'Ana' },
  instruction: 'Make it shorter',
  createdAt: '2026-01-01T00:00:00.000Z',
}

/** A script of one scene, 's1': line ids 'l1', 'l2', ... Written by client 1. */
export function scriptOf(...lines: (string | [LineType, string])[]): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  doc.transact(() => {
    addScene(scenes, 's1', { order: 'a0' })
    script.insert(
      0,
      lines.map((line, i) => {
        const [type, text] = typeof line === 'string' ? (['action', line] as const) : line
        return makeLine(`l${i + 1}`, 's1', { type, runs: plain(text) })
      }),
    )
  })
  return doc
}

/** A treatment of variants 'v1', 'v2', ... with their paragraphs: line ids 'l1', 'l2', ... through all of them. Written by client 1. */
export function treatmentOf(...variants: string[][]): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  let line = 0
  doc.transact(() => {
    for (const [i, paragraphs] of variants.entries()) {
      const lines = paragraphs.map(text => ({ type: 'general' as const, runs: plain(text) }))
      const draft = { title: '', tone: '', ending: '', chronology: '', madeBy: null, at: '', lines }
      variantsRoot(doc).set(
        `v${i + 1}`,
        makeVariant(`v${i + 1}`, `a${i}`, draft, () => `l${++line}`),
      )
    }
  })
  return doc
}

export function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
  const copy = new Y.Doc()
  copy.clientID = clientId
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Everybody gets everything. */
export function sync(...docs: Y.Doc[]): void {
  const updates = docs.map(doc => Y.encodeStateAsUpdate(doc))
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'sync')
}

export const texts = (doc: Y.Doc): string[] => readLines(doc).map(line => line.text)

export function elementAt(doc: Y.Doc, id: string): Y.XmlElement {
  const element = shownLines(doc).find(line => line.getAttribute('id') === id)
  if (!element) throw new Error(`no line ${id}`)
  return element
}

export function textAt(doc: Y.Doc, id: string): Y.XmlText {
  const text = lineText(elementAt(doc, id))
  if (!text) throw new Error(`line ${id} has no text`)
  return text
}

/** Types `words` in a line directly before `mark` (at its end when there is no such text), as the person would. */
export function type(
  doc: Y.Doc,
  id: string,
  words: string,
  mark: string | null = null,
  origin: unknown = 'typing',
): void {
  const text = textAt(doc, id)
  const at = mark === null ? text.length : plainText(text).indexOf(mark)
  if (at < 0) throw new Error(`no ${mark} in ${plainText(text)}`)
  doc.transact(() => text.insert(at, words), origin)
}

export function erase(doc: Y.Doc, id: string, words: string, origin: unknown = 'typing'): void {
  const text = textAt(doc, id)
  const at = plainText(text).indexOf(words)
  if (at < 0) throw new Error(`no ${words} in ${plainText(text)}`)
  doc.transact(() => text.delete(at, words.length), origin)
}

/** Presses Enter in a line before `mark`: what follows goes to a new line. */
export function split(doc: Y.Doc, id: string, mark: string, newLineId: string, origin: unknown = 'typing'): void {
  const element = elementAt(doc, id)
  const text = textAt(doc, id)
  const at = plainText(text).indexOf(mark)
  const rest = plainText(text).slice(at)
  doc.transact(() => {
    text.delete(at, rest.length)
    if (element.parent instanceof Y.XmlFragment)
      element.parent.insertAfter(element, [
        makeLine(newLineId, element.getAttribute('scene') ?? '', { type: 'action', runs: plain(rest) }),
      ])
  }, origin)
}

/** A person's undo manager, which tracks their typing and what they accept under the origin 'accept'. */
export function undoOf(doc: Y.Doc): Y.UndoManager {
  const undo = new Y.UndoManager(lineFragments(doc), { trackedOrigins: new Set(['typing']), captureTimeout: 0 })
  trackAcceptance(undo, 'accept')
  return undo
}

export const WALKS = {
  kind: 'line-text',
  lineId: 'l1',
  before: 'She walks home slowly',
  after: 'She runs home slowly',
} as const satisfies SuggestionEdit

/** A script with pending suggestions s1, s2, ... whose forks have the client ids 901, 902, ... */
export function proposed(doc: Y.Doc, ...edits: SuggestionEdit[]): Y.Doc {
  const list = proposeEdits(doc, edits, {
    ...AGENT,
    group: 'g1',
    ids: edits.map((_, i) => `s${i + 1}`),
    clientIds: edits.map((_, i) => 901 + i),
  })
  addSuggestions(doc, list)
  return doc
}

export const statuses = (doc: Y.Doc) => Object.fromEntries(readSuggestions(doc).map(s => [s.suggestion.id, s.status]))

/** ana is client 11, ben client 12, the server client 2. */
export function room(doc: Y.Doc) {
  return { ana: copyOf(doc, 11), ben: copyOf(doc, 12), server: copyOf(doc, 2) }
}
