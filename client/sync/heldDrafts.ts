import type { SuggestionEdit } from '../../shared/core/suggestions/suggestion.ts'

/** What only this browser had of a document that it had to open anew. Seen by nobody else. */
export interface HeldDraft {
  id: string
  documentId: string
  /** Who locked the document; null: this copy had come apart from the one on the server. */
  lockedBy: string | null
  /** When this was set aside (ISO 8601). */
  at: string
  edits: SuggestionEdit[]
  /** The words, to be copied. */
  text: string
}

export interface HeldDrafts {
  of(documentId: string): Promise<HeldDraft[]>
  add(draft: HeldDraft): Promise<void>
  remove(id: string): Promise<void>
}

const STORE = 'drafts'

/** Kept in this browser, of one account: the next person at it must not find them. */
export function browserDrafts(userId: string): HeldDrafts {
  const opened = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`aiuteur drafts ${userId}`, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const inStore = async <T>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await opened()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode)
        const request = use(transaction.objectStore(STORE))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  }
  return {
    async of(documentId) {
      const all = await inStore<HeldDraft[]>('readonly', store => store.getAll())
      return all.filter(draft => draft.documentId === documentId).sort((a, b) => (a.at < b.at ? -1 : 1))
    },
    add: async draft => void (await inStore('readwrite', store => store.put(draft))),
    remove: async id => void (await inStore('readwrite', store => store.delete(id))),
  }
}
