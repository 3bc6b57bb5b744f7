import * as Y from 'yjs'
import { beatRow } from '../beats/beats.ts'
import type { Author } from '../documents/author.ts'
import { newClientId } from '../ids.ts'
import { lineText, makeLine } from '../script/line.ts'
import { diffWords } from '../text/wordDiff.ts'
import { plainText, writeWords } from '../text/writeWords.ts'
import { fragmentOfScene } from '../treatment/lineFragments.ts'
import { acceptedOf } from './marker.ts'
import { placedRows, writeRows } from './rows.ts'
import { type Place, type SuggestionEdit, SuggestionError } from './suggestion.ts'
import { elementOf, idOfCharacter, idOfElement, lineIndex, textOfCell, textOfLine } from './target.ts'

/** One edit as bytes. */
export interface Hunk {
  edit: SuggestionEdit
  update: Uint8Array
  places: Place[]
}

/**
 * Makes hunks against one state of a document, which is never written to: the edits are made on a copy, each under its own
 * client id. One copy serves all edits whose targets have nothing in common; a new one is made for the others.
 */
export class Fork {
  readonly #base: Uint8Array
  #copy: Copy | null = null
  readonly #touched = new Set<string>()

  constructor(doc: Y.Doc) {
    this.#base = Y.encodeStateAsUpdate(doc)
  }

  /**
   * Throws a {@link SuggestionError} 'target-gone' when the document does not have the target. `id` and `author` are the
   * suggestion's, `clientId` is for tests.
   */
  make(id: string, edit: SuggestionEdit, author: Author, clientId: number = newClientId()): Hunk {
    const targets = targetsOf(edit)
    if (targets.some(target => this.#touched.has(target))) this.#copy = null
    const { doc, lines } = this.#copy ?? this.#renew()
    for (const target of targets) this.#touched.add(target)
    doc.clientID = clientId
    const { edit: completed, places, write } = prepare(doc, lines, edit, author)
    const updates: Uint8Array[] = []
    const capture = (bytes: Uint8Array) => updates.push(bytes)
    doc.on('update', capture)
    doc.transact(() => {
      write()
      acceptedOf(doc).set(id, true)
    })
    doc.off('update', capture)
    return { edit: completed, update: Y.mergeUpdates(updates), places }
  }

  #renew(): Copy {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, this.#base)
    this.#touched.clear()
    this.#copy = { doc, lines: lineIndex(doc) }
    return this.#copy
  }
}

interface Copy {
  doc: Y.Doc
  lines: Map<string, Y.XmlElement>
}

/** What an edit reads and writes; edits that share none of these can be made on one copy. */
function targetsOf(edit: SuggestionEdit): string[] {
  switch (edit.kind) {
    case 'line-text':
    case 'line-type':
      return [`line ${edit.lineId}`]
    case 'cell-text':
      return [`cell ${edit.shotId} ${edit.column}`]
    case 'insert-lines':
      return ['lines']
    case 'delete-lines':
      return ['lines', ...edit.lines.map(line => `line ${line.id}`)]
    case 'insert-rows':
    case 'delete-rows':
      // the place of new rows is found among the rows of the sheet as it is, not as another hunk would make it
      return ['rows']
  }
}

interface Prepared {
  /** With what the document adds: the scene and the text of the line that new lines follow. */
  edit: SuggestionEdit
  places: Place[]
  write: () => void
}

function prepare(doc: Y.Doc, lines: Map<string, Y.XmlElement>, edit: SuggestionEdit, author: Author): Prepared {
  switch (edit.kind) {
    case 'line-text':
      return prepareText(edit, textOfLine(lines, edit.lineId), edit.after)
    case 'cell-text':
      return prepareText(edit, textOfCell(doc, edit.shotId, edit.column), edit.after)
    case 'line-type': {
      const element = lines.get(edit.lineId) ?? gone('The line is no longer in the text.')
      return { edit, places: [], write: () => element.setAttribute('type', edit.after) }
    }
    case 'insert-rows': {
      const rows = placedRows(doc, edit)
      return { edit: { ...edit, rows }, places: [], write: () => writeRows(doc, rows, author) }
    }
    case 'delete-rows': {
      const rows = edit.rows.map(({ id }) => beatRow(doc, id) ?? gone('A beat is no longer on the sheet.'))
      return {
        edit,
        places: [],
        write: () => {
          for (const row of rows) row.set('deleted', true)
        },
      }
    }
    case 'insert-lines':
      return prepareLines(doc, lines, edit)
    case 'delete-lines': {
      const elements = edit.lines.map(line => lines.get(line.id) ?? gone('A line is no longer in the text.'))
      return {
        edit,
        places: [],
        write: () => {
          for (const element of elements) {
            const fragment = fragmentOf(element)
            fragment?.delete(fragment.toArray().indexOf(element), 1)
          }
        },
      }
    }
  }
}

function prepareText(edit: SuggestionEdit, text: Y.Text | null, after: string): Prepared {
  if (!text) return gone('The words are no longer in the document.')
  const places = diffWords(plainText(text), after).map(change => ({
    left: idOfCharacter(text, change.from - 1),
    right: idOfCharacter(text, change.to),
  }))
  return { edit, places, write: () => writeWords(text, after) }
}

function prepareLines(
  doc: Y.Doc,
  lines: Map<string, Y.XmlElement>,
  edit: Extract<SuggestionEdit, { kind: 'insert-lines' }>,
): Prepared {
  let left: Y.XmlElement | null
  let fragment: Y.XmlFragment | null
  let scene = edit.scene
  let afterText: string | undefined
  if (edit.after !== null) {
    left = lines.get(edit.after) ?? gone('The line that the new lines follow is no longer in the text.')
    fragment = fragmentOf(left)
    scene = left.getAttribute('scene') ?? edit.scene
    const text = lineText(left)
    afterText = text ? plainText(text) : ''
  } else {
    fragment = fragmentOfScene(doc, scene)
    const there = [...lines.values()].filter(line => line.parent === fragment)
    const first = there.find(line => line.getAttribute('scene') === scene)
    left = first ? neighbour(first, 'left') : (there.at(-1) ?? null)
  }
  const into = fragment ?? gone('The variant that the new lines belong to is not in this treatment.')
  const right = left ? neighbour(left, 'right') : firstElement(into)
  return {
    edit: { ...edit, scene, ...(afterText === undefined ? {} : { afterText }) },
    places: [{ left: idOfElement(left), right: idOfElement(right) }],
    write: () =>
      into.insertAfter(
        left,
        edit.lines.map(line => makeLine(line.id, scene, line)),
      ),
  }
}

/** What a line stands in. */
const fragmentOf = (line: Y.XmlElement): Y.XmlFragment | null =>
  line.parent instanceof Y.XmlFragment ? line.parent : null

/** The next live line of the fragment on one side. */
function neighbour(element: Y.XmlElement, side: 'left' | 'right'): Y.XmlElement | null {
  for (let item = element._item?.[side] ?? null; item; item = item[side]) {
    const found = elementOf(item)
    if (found) return found
  }
  return null
}

function firstElement(fragment: Y.XmlFragment): Y.XmlElement | null {
  for (let item = fragment._start; item; item = item.right) {
    const found = elementOf(item)
    if (found) return found
  }
  return null
}

function gone(message: string): never {
  throw new SuggestionError('target-gone', message)
}
