import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { RunAgent } from '../../../shared/core/api/schemas.ts'
import type { SuggestionEdit } from '../../../shared/core/suggestions/suggestion.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'

/** What is asked of the rewrite agent, without the document it is asked about. */
export type AskRequest = Omit<RunAgent, 'documentId' | 'sceneId'> & { instruction: string }

/** The selected words as relative positions: they stay right while colleagues type before the agent reads them. */
export function selectionRequest(
  binding: ScreenplayBinding,
  doc: Node,
  range: { from: number; to: number },
  instruction: string,
): AskRequest {
  const start = binding.toRelative(doc, range.from, 0)
  const end = binding.toRelative(doc, range.to, -1)
  if (!start || !end) throw new Error('The selected words are gone. Select the passage again; nothing was sent.')
  const json = (position: Y.RelativePosition): Record<string, unknown> => ({ ...Y.relativePositionToJSON(position) })
  return { instruction, selection: { start: json(start), end: json(end) } }
}

/** The lines that an edit is about, for asking again. */
export function linesOf(edit: SuggestionEdit): string[] {
  switch (edit.kind) {
    case 'line-text':
    case 'line-type':
      return [edit.lineId]
    case 'insert-lines':
      return edit.after === null ? [] : [edit.after]
    case 'delete-lines':
      return edit.lines.map(line => line.id)
    case 'cell-text':
    case 'insert-rows':
    case 'delete-rows':
      return []
  }
}
