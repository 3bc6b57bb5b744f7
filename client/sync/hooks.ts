import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useMe } from '../api/hooks.ts'
import { openDocument, tabDocuments } from './documents.ts'
import type { DocumentState, OpenDocument } from './openDocument.ts'
import { type Person, peopleStore } from './people.ts'
import type { SaveSummary } from './saveState.ts'

export type { OpenDocument, Person }

export interface UsedDocument extends DocumentState {
  /** Null for the moment in which it is being opened. */
  document: OpenDocument | null
  /** Why the server will not have us, in a sentence; null while all is well or will be tried again. */
  problem: string | null
}

const UNOPENED: DocumentState = {
  state: 'connecting',
  unsaved: 0,
  message: null,
  ready: false,
  readOnly: false,
  lock: null,
  locks: [],
  editable: false,
}
const never = (): (() => void) => () => {}
const unopened = (): DocumentState => UNOPENED
const NOBODY: readonly Person[] = []
const nobody = (): readonly Person[] => NOBODY

function useOpenDocument(documentId: string | null): OpenDocument | null {
  const { id, name } = useMe()
  const [open, setOpen] = useState<OpenDocument | null>(null)
  useEffect(() => {
    if (documentId === null) return
    const opened = openDocument(documentId, { id, name })
    setOpen(opened)
    const stop = tabDocuments().onReplaced((old, next) => setOpen(now => (now === old ? next : now)))
    return () => {
      stop()
      setOpen(null)
      opened.release()
    }
  }, [documentId, id, name])
  return open?.documentId === documentId ? open : null
}

/** Opens a document for as long as the component is there; null opens nothing. */
export function useDocument(documentId: string | null): UsedDocument {
  const document = useOpenDocument(documentId)
  const state = useSyncExternalStore(document?.subscribe ?? never, document?.getState ?? unopened)
  return useMemo(() => {
    const ended = state.state === 'refused' || state.state === 'update-required'
    return { ...state, document, problem: ended ? state.message : null }
  }, [state, document])
}

/** Everybody who has the document open, oneself first. */
export function usePeople(documentId: string | null): readonly Person[] {
  const document = useOpenDocument(documentId)
  const store = useMemo(() => (document ? peopleStore(document.awareness) : null), [document])
  return useSyncExternalStore(store?.subscribe ?? never, store?.get ?? nobody)
}

/** What the header says: the worst state of all open documents, and how many changes only this browser has. */
export function useSaveState(): SaveSummary {
  const documents = tabDocuments()
  return useSyncExternalStore(documents.subscribe, documents.getSummary)
}
