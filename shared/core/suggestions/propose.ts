import type * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { newId } from '../ids.ts'
import { Fork } from './fork.ts'
import { rebaseEdit } from './rebase.ts'
import { type Suggestion, type SuggestionEdit, SuggestionError } from './suggestion.ts'
import { lineIndex } from './target.ts'

/** Who proposes, for whom, and why. */
export interface ProposalMeta {
  author: Author
  askedBy?: { id: string; name: string } | null
  instruction?: string
  rationale?: string
  /** The reasons of the single edits, by their place in the list; the others have `rationale`. */
  rationales?: readonly (string | undefined)[]
  model?: string
  jobId?: string | null
  /** ISO 8601; now when left out. */
  createdAt?: string
  /** Made up when left out: the hunks of one call belong together. */
  group?: string
  /** For tests: ids of the suggestions and client ids of their forks, by the place of the edit. */
  ids?: readonly string[]
  clientIds?: readonly number[]
}

/**
 * Hunks for edits of a document, one each, that nobody has stored yet; the document is not written to. Edits that change
 * nothing are left out. Edits made for an older text are merged with the text as it is now; throws a
 * {@link SuggestionError} 'changed' when that cannot be done, 'target-gone' when there is no such line or cell.
 */
export function proposeEdits(doc: Y.Doc, edits: readonly SuggestionEdit[], meta: ProposalMeta): Suggestion[] {
  const fork = new Fork(doc)
  const lines = lineIndex(doc)
  const group = meta.group ?? newId()
  const createdAt = meta.createdAt ?? new Date().toISOString()
  return edits.flatMap((edit, place) => {
    if (changesNothing(edit)) return []
    const rebased = rebaseEdit(doc, edit, lines)
    if ('stale' in rebased) throw new SuggestionError('changed', rebased.stale)
    const id = meta.ids?.[place] ?? newId()
    return [
      {
        id,
        group,
        ...fork.make(id, rebased.edit, meta.author, meta.clientIds?.[place]),
        earlier: [],
        author: meta.author,
        askedBy: meta.askedBy ?? null,
        instruction: meta.instruction ?? '',
        rationale: meta.rationales?.[place] ?? meta.rationale ?? '',
        model: meta.model ?? '',
        jobId: meta.jobId ?? null,
        createdAt,
      },
    ]
  })
}

function changesNothing(edit: SuggestionEdit): boolean {
  if (edit.kind === 'insert-lines' || edit.kind === 'delete-lines') return edit.lines.length === 0
  if (edit.kind === 'insert-rows' || edit.kind === 'delete-rows') return edit.rows.length === 0
  return edit.before === edit.after
}
