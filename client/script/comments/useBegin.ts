import { useCallback } from 'react'
import { useComments } from '../../comments/useComments.ts'
import { useToast } from '../../ui/Toast.tsx'
import type { ScriptPart } from '../context.tsx'
import { commentLayerOf } from './layerOf.ts'

/** Begins a comment on the selected words, or says why that cannot be. Null: there is no editor yet. */
export function useBeginComment(part: ScriptPart | null, documentId: string): () => void {
  const { reason } = useComments(documentId)
  const toast = useToast()
  return useCallback(() => {
    if (!part) return
    if (reason) toast({ title: 'You cannot comment now', detail: reason })
    else if (commentLayerOf(part.binding).begin(part.editor.view)) part.showPanel('comments')
    else toast({ title: 'There are no words here', detail: 'Select the words that the comment is about.' })
  }, [reason, part, toast])
}
