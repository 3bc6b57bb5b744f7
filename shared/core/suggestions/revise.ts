import type * as Y from 'yjs'
import { newId } from '../ids.ts'
import { isLineType, plain, textOfRuns } from '../script/line.ts'
import { plainText } from '../text/writeWords.ts'
import { proposeEdits } from './propose.ts'
import { isSplit, rebaseEdit } from './rebase.ts'
import { rowsOfText, textOfRows } from './rows.ts'
import { requireSuggestion } from './settle.ts'
import { statusOf } from './status.ts'
import { addSuggestions, setFields } from './store.ts'
import { type Suggestion, type SuggestionEdit, SuggestionError } from './suggestion.ts'
import { lineIndex, textOfCell, textOfLine } from './target.ts'

/** Ids for tests. */
export interface RevisionIds {
  id?: string
  clientId?: number
  createdAt?: string
}

/** The proposed words as a person edits them: new lines are separated by line breaks. Empty for deletions. */
export function proposedText(edit: SuggestionEdit): string {
  switch (edit.kind) {
    case 'line-text':
    case 'cell-text':
    case 'line-type':
      return edit.after
    case 'insert-lines':
      return edit.lines.map(line => textOfRuns(line.runs)).join('\n')
    case 'insert-rows':
      return textOfRows(edit.rows)
    case 'delete-lines':
    case 'delete-rows':
      return ''
  }
}

/**
 * A person's wording in place of a suggestion's: a new suggestion in the same group, which is returned; the old one is
 * superseded by it. Also settles a stale one, against the words as they are now. When two people edit one suggestion at
 * once both wordings stand, and the first that is accepted makes the other stale. Throws a {@link SuggestionError}.
 */
export function reviseSuggestion(
  doc: Y.Doc,
  id: string,
  after: string,
  by: { id: string; name: string },
  ids: RevisionIds = {},
  origin: unknown = null,
): Suggestion {
  const old = requireSuggestion(doc, id)
  const status = statusOf(doc, old)
  if (status === 'accepted') throw new SuggestionError('settled', 'This suggestion was accepted already.')
  if (old.supersededBy !== undefined)
    throw new SuggestionError('settled', 'Somebody edited this suggestion already; edit that version.')
  return replace(doc, old, revisedEdit(doc, old.edit, after), { ...ids, editedBy: by }, origin)
}

/** The same proposal anew, for a suggestion that was undone or rejected: a hunk can be accepted only once. */
export function renewSuggestion(doc: Y.Doc, id: string, ids: RevisionIds = {}, origin: unknown = null): Suggestion {
  const old = requireSuggestion(doc, id)
  if (statusOf(doc, old) === 'accepted') throw new SuggestionError('settled', 'This suggestion was accepted already.')
  return replace(doc, old, withNewIds(old.edit), { ...ids, editedBy: old.editedBy }, origin)
}

function replace(
  doc: Y.Doc,
  old: Suggestion,
  edit: SuggestionEdit,
  { id, clientId, createdAt, editedBy }: RevisionIds & Pick<Suggestion, 'editedBy'>,
  origin: unknown,
): Suggestion {
  const [made] = proposeEdits(doc, [edit], {
    author: old.author,
    askedBy: old.askedBy,
    instruction: old.instruction,
    rationale: old.rationale,
    model: old.model,
    jobId: old.jobId,
    group: old.group,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(id === undefined ? {} : { ids: [id] }),
    ...(clientId === undefined ? {} : { clientIds: [clientId] }),
  })
  if (!made) throw new SuggestionError('changed', 'The text already reads as proposed.')
  const revised: Suggestion = editedBy ? { ...made, editedBy } : made
  doc.transact(() => {
    addSuggestions(doc, [revised])
    setFields(doc, old.id, { supersededBy: revised.id })
  }, origin)
  return revised
}

/** What the person wants, said against the document as it is now. */
function revisedEdit(doc: Y.Doc, edit: SuggestionEdit, after: string): SuggestionEdit {
  switch (edit.kind) {
    case 'line-text': {
      const lines = lineIndex(doc)
      const before = textNow(textOfLine(lines, edit.lineId))
      if (before === edit.before) return { ...edit, after }
      // what others did to the line meanwhile stays, a split included: the rest of the words is not this line's any more
      const rebased = rebaseEdit(doc, { ...edit, after }, lines)
      if ('edit' in rebased) return rebased.edit
      if (isSplit(lines, edit))
        throw new SuggestionError(
          'changed',
          'Somebody split this line in the meantime. Nothing was changed; ask again.',
        )
      return { ...edit, before, after }
    }
    case 'cell-text':
      return { ...edit, before: textNow(textOfCell(doc, edit.shotId, edit.column)), after }
    case 'line-type': {
      const now = lineIndex(doc).get(edit.lineId)?.getAttribute('type')
      if (!isLineType(now)) throw new SuggestionError('target-gone', 'The line is no longer in the text.')
      if (!isLineType(after)) throw new SuggestionError('invalid', 'There is no such kind of line.')
      return { ...edit, before: now, after }
    }
    case 'insert-lines': {
      const texts = after.split('\n').filter(text => text.trim() !== '')
      if (texts.length === 0) throw new SuggestionError('invalid', 'Write at least one line, or reject the suggestion.')
      return {
        ...edit,
        lines: texts.map((text, i) => {
          const like = edit.lines[i] ?? edit.lines.at(-1)
          const runs = like && textOfRuns(like.runs) === text ? like.runs : plain(text)
          return { ...like, type: like?.type ?? 'action', runs, id: newId() }
        }),
      }
    }
    case 'insert-rows': {
      const rows = rowsOfText(after, edit.rows)
      if (rows.length === 0) throw new SuggestionError('invalid', 'Write at least one beat, or reject the suggestion.')
      return { ...edit, rows }
    }
    case 'delete-lines':
    case 'delete-rows':
      throw new SuggestionError('invalid', 'There are no words to edit in a deletion.')
  }
}

function textNow(text: Y.Text | null): string {
  if (!text) throw new SuggestionError('target-gone', 'The words are no longer in the document.')
  return plainText(text)
}

/** Lines and rows that were inserted once keep their ids in the document, dead or alive. */
function withNewIds(edit: SuggestionEdit): SuggestionEdit {
  if (edit.kind === 'insert-lines') return { ...edit, lines: edit.lines.map(line => ({ ...line, id: newId() })) }
  if (edit.kind === 'insert-rows') return { ...edit, rows: edit.rows.map(row => ({ ...row, id: newId() })) }
  return edit
}
