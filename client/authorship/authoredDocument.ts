import { type DocumentAuthors, documentAuthors } from '../../shared/core/api/authors.ts'
import { api } from '../api/request.ts'
import type { OpenDocument } from '../sync/hooks.ts'
import type { AuthoredDocument } from './register.ts'

/** What a register of authors needs of an open document, and how it asks the server. */
export function authoredDocument(open: OpenDocument): [AuthoredDocument, ask: () => Promise<DocumentAuthors>] {
  const isSettled = () => {
    const { state, unsaved } = open.getState()
    return (state === 'saved' || state === 'read-only') && unsaved === 0
  }
  const { awareness, subscribe } = open
  const path = `/api/documents/${encodeURIComponent(open.documentId)}/authors`
  return [{ awareness, isSettled, subscribe }, () => api.get(path, documentAuthors)]
}
