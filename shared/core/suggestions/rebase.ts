import type * as Y from 'yjs'
import { lineText } from '../script/line.ts'
import { diff3 } from '../text/diff3.ts'
import { plainText } from '../text/writeWords.ts'
import { rebaseDeletedRows, rebaseNewRows } from './rows.ts'
import type { SuggestionEdit } from './suggestion.ts'
import { elementOf, hiddenRow, lineIndex, textOfCell, textOfLine } from './target.ts'

/** The same proposal for the document as it is now, or a sentence for people that says why there is none. */
export type Rebased = { edit: SuggestionEdit } | { stale: string }

const CHANGED = 'These words were rewritten in the meantime, so the proposal no longer fits. Nothing was changed.'
const ALREADY = 'The text already reads as proposed.'
const LINE_GONE = 'The line was deleted in the meantime. Nothing was changed.'

/** `lines` may be given when many edits are rebased in one pass. */
export function rebaseEdit(doc: Y.Doc, edit: SuggestionEdit, lines = lineIndex(doc)): Rebased {
  switch (edit.kind) {
    case 'line-text':
      return rebaseLine(lines, edit)
    case 'cell-text': {
      const text = textOfCell(doc, edit.shotId, edit.column)
      if (!text) return { stale: 'The words are no longer in the document.' }
      const hidden = hiddenRow(text)
      return hidden === null ? rebaseText(edit, plainText(text)) : { stale: hidden }
    }
    case 'line-type': {
      const now = lines.get(edit.lineId)?.getAttribute('type')
      if (now === undefined) return { stale: LINE_GONE }
      if (now === edit.after) return { stale: 'The line already has this type.' }
      return now === edit.before ? { edit } : { stale: 'Somebody gave the line another type in the meantime.' }
    }
    case 'insert-rows':
      return rebaseNewRows(doc, edit)
    case 'delete-rows':
      return rebaseDeletedRows(doc, edit)
    case 'insert-lines':
      return rebaseInsert(lines, edit)
    case 'delete-lines': {
      const left = edit.lines.filter(line => lines.has(line.id))
      if (left.length === 0) return { stale: 'The lines are already deleted.' }
      const edited = left.some(line => plainOf(textOfLine(lines, line.id)) !== line.before)
      return edited
        ? { stale: 'Somebody edited these lines in the meantime. They were kept.' }
        : { edit: { ...edit, lines: left } }
    }
  }
}

const plainOf = (text: Y.Text | null): string => (text ? plainText(text) : '')

type TextEdit = Extract<SuggestionEdit, { kind: 'line-text' | 'cell-text' }>

function rebaseText(edit: TextEdit, now: string): Rebased {
  const merged = diff3(edit.before, now, edit.after)
  if (!merged.clean) return { stale: now === edit.after ? ALREADY : CHANGED }
  return merged.text === now ? { stale: ALREADY } : { edit: { ...edit, before: now, after: merged.text } }
}

type LineText = Extract<SuggestionEdit, { kind: 'line-text' }>

function rebaseLine(lines: Map<string, Y.XmlElement>, edit: LineText): Rebased {
  const element = lines.get(edit.lineId)
  const text = element ? lineText(element) : null
  if (!element || !text) return { stale: LINE_GONE }
  const now = plainText(text)
  // somebody pressed Enter before the words: they are in the next line now
  if (now !== edit.before && edit.before.startsWith(now) && edit.after.startsWith(now)) {
    const rest = restOfSplit(element, edit.before.slice(now.length))
    if (rest) {
      const cut = now.length + rest.blanks
      if (edit.after.startsWith(edit.before.slice(0, cut)))
        return rebaseText({ ...edit, lineId: rest.id, before: rest.text, after: edit.after.slice(cut) }, rest.text)
    }
  }
  return rebaseText(edit, now)
}

/**
 * Does the end of the words that an edit was made for stand in the next line now? Others may have gone on typing on both
 * sides of the break.
 */
export function isSplit(lines: Map<string, Y.XmlElement>, { lineId, before }: LineText): boolean {
  const element = lines.get(lineId)
  if (!element) return false
  const now = plainOf(lineText(element))
  let same = 0
  while (same < now.length && now[same] === before[same]) same++
  const rest = before.slice(same).trim()
  const next = nextInScene(element)
  const text = next ? plainOf(lineText(next)).trim() : ''
  return /[\p{L}\p{N}]/u.test(rest) && (text.startsWith(rest) || text.endsWith(rest))
}

/** The next line of the scene when it reads exactly `rest` (blanks at the break may have gone). */
function restOfSplit(element: Y.XmlElement, rest: string): { id: string; text: string; blanks: number } | null {
  const next = nextInScene(element)
  const text = next ? plainOf(lineText(next)) : ''
  const id = next?.getAttribute('id')
  if (id === undefined || text === '') return null
  const blanks = rest.length - rest.trimStart().length
  if (text === rest) return { id, text, blanks: 0 }
  return text === rest.slice(blanks) ? { id, text, blanks } : null
}

/** The line of the same scene that follows in the fragment. */
function nextInScene(element: Y.XmlElement): Y.XmlElement | null {
  const scene = element.getAttribute('scene')
  for (let item = element._item?.right ?? null; item; item = item.right) {
    const next = elementOf(item)
    if (next?.getAttribute('scene') === scene) return next
  }
  return null
}

type InsertLines = Extract<SuggestionEdit, { kind: 'insert-lines' }>

function rebaseInsert(lines: Map<string, Y.XmlElement>, edit: InsertLines): Rebased {
  if (edit.lines.some(line => lines.has(line.id))) return { stale: 'These lines are already in the text.' }
  if (edit.after === null) return { edit }
  let element = lines.get(edit.after)
  if (!element) return { stale: 'The line that these would follow was deleted in the meantime.' }
  // somebody split that line: the new lines belong behind its end
  const before = edit.afterText ?? ''
  const now = plainOf(lineText(element))
  if (now.length < before.length && before.startsWith(now)) {
    const rest = restOfSplit(element, before.slice(now.length))
    element = (rest && lines.get(rest.id)) ?? element
  }
  const scene = element.getAttribute('scene') ?? edit.scene
  const after = element.getAttribute('id') ?? edit.after
  return { edit: { ...edit, after, scene, afterText: plainOf(lineText(element)) } }
}
