import type { Author } from '../../../shared/core/documents/author.ts'
import { textOfRuns } from '../../../shared/core/script/line.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import type { Suggestion, SuggestionEdit, SuggestionStatus } from '../../../shared/core/suggestions/suggestion.ts'
import { diffWords } from '../../../shared/core/text/wordDiff.ts'
import { editsInPhrases } from './phrases.ts'

/** What cards and screen readers say about suggestions. */

/** 'scene_heading' as 'Scene heading'. */
export const typeName = (type: LineType): string => {
  const words = type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const isAgent = (author: Author): boolean => author.kind === 'agent'

/** 'Writer (agent)', 'Writer (agent), offline' where rules answered and no model, and who changed its words. */
export function whoLabel({ author, model, editedBy }: Pick<Suggestion, 'author' | 'model' | 'editedBy'>): string {
  const name = author.kind === 'agent' ? `${author.name} (agent)${model === 'offline' ? ', offline' : ''}` : author.name
  return editedBy ? `${name}, edited by ${editedBy.name}` : name
}

/** 'Ana asked: Make it shorter'; '' when nobody did. `me` is the reader's id. */
export function askedLabel({ askedBy, instruction }: Pick<Suggestion, 'askedBy' | 'instruction'>, me: string): string {
  if (!askedBy) return instruction
  const who = askedBy.id === me ? 'You' : askedBy.name
  return instruction === '' ? `${who} asked` : `${who} asked: ${instruction}`
}

const count = (n: number, one: string, many: string): string => (n === 1 ? `${one}` : `${n} ${many}`)

function wordingLabel(before: string, after: string): string {
  if (after.trim() === '') return 'Delete the words'
  const hunks = diffWords(before, after)
  if (hunks.every(({ from, to }) => before.slice(from, to).trim() === '')) return 'New words'
  return hunks.every(({ insert }) => insert.trim() === '') ? 'Cut' : 'New wording'
}

/** The kind of the change, in a few words. */
export function kindLabel(edit: SuggestionEdit): string {
  switch (edit.kind) {
    case 'line-text':
    case 'cell-text':
      return wordingLabel(edit.before, edit.after)
    case 'line-type':
      return `Make this line: ${typeName(edit.after)}`
    case 'insert-lines':
      return count(edit.lines.length, 'New line', 'new lines')
    case 'delete-lines':
      return `Delete ${count(edit.lines.length, 'this line', 'lines')}`
    case 'insert-rows':
      return count(edit.rows.length, 'New beat', 'new beats')
    case 'delete-rows':
      return `Remove ${count(edit.rows.length, 'this beat', 'beats')}`
  }
}

/** The change in words, for those who do not see the strokes and underlines in the text. */
export function spokenChange(edit: SuggestionEdit): string {
  switch (edit.kind) {
    case 'line-text':
    case 'cell-text':
      return editsInPhrases(edit.before, diffWords(edit.before, edit.after))
        .map(({ from, to, insert }) => {
          const gone = edit.before.slice(from, to).trim()
          const added = insert.trim()
          if (gone === '') return `Insert “${added}”.`
          return added === '' ? `Delete “${gone}”.` : `Replace “${gone}” with “${added}”.`
        })
        .join(' ')
    case 'line-type':
      return `Change ${typeName(edit.before)} to ${typeName(edit.after)}.`
    case 'insert-lines':
      return `Insert ${edit.lines.map(line => `${typeName(line.type)}: “${textOfRuns(line.runs)}”`).join(', ')}.`
    case 'delete-lines':
      return `Delete ${edit.lines.map(line => `“${line.before}”`).join(', ')}.`
    case 'insert-rows':
      return `Insert ${edit.rows.map(row => `“${row.title}”: ${row.body}`).join(' ')}`
    case 'delete-rows':
      return `Remove ${edit.rows.map(row => `“${row.before.split('\n')[0]}”`).join(', ')}.`
  }
}

/** What was there and what is proposed, for a suggestion that no longer fits into the text. */
export function beforeAndAfter(edit: SuggestionEdit): { before: string; after: string } {
  switch (edit.kind) {
    case 'line-text':
    case 'cell-text':
      return { before: edit.before, after: edit.after }
    case 'line-type':
      return { before: typeName(edit.before), after: typeName(edit.after) }
    case 'insert-lines':
      return { before: '', after: edit.lines.map(line => textOfRuns(line.runs)).join('\n') }
    case 'delete-lines':
      return { before: edit.lines.map(line => line.before).join('\n'), after: '' }
    case 'insert-rows':
      return { before: '', after: edit.rows.map(row => `${row.title}\n${row.body}`).join('\n\n') }
    case 'delete-rows':
      return { before: edit.rows.map(row => row.before).join('\n\n'), after: '' }
  }
}

/** Can a person change the proposed words in the card? */
export const isEditable = ({ kind }: SuggestionEdit): boolean =>
  kind !== 'line-type' && kind !== 'delete-lines' && kind !== 'delete-rows'

export const REBASING = 'The words changed – rebasing…'

/** What is announced when a suggestion leaves the margin. */
export function settledMessage({ author }: Pick<Suggestion, 'author'>, status: SuggestionStatus): string {
  const of = `Suggestion by ${author.name}`
  switch (status) {
    case 'accepted':
      return `${of} accepted.`
    case 'undone':
      return `${of} taken out of the text again.`
    default:
      return `${of} removed.`
  }
}
