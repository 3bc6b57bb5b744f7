import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** Milliseconds after which a browser that does not answer is left alone. */
const PATIENCE = 3000
const SYNCED = 'synced'

/** A document's copy in this browser: there at once, and there without a network. */
export interface LocalCopy {
  /** Has this copy ever held all that the server had? Before that it may be a fragment, and is not for editing. */
  wasSynced: boolean
  /** The origin of its transactions. */
  origin: unknown
  markSynced(): void
  close(): void
  /** Closes it and removes it from this browser. */
  clear(): Promise<void>
}

/** Loads the copy into `doc`. Null in a browser without IndexedDB, or one that will not open it (private windows). */
export async function openLocalCopy(userId: string, documentId: string, doc: Y.Doc): Promise<LocalCopy | null> {
  if (typeof indexedDB === 'undefined') return null
  // a copy belongs to one account: the next person at this browser must not open, or send, somebody else's
  const persistence = new IndexeddbPersistence(`aiuteur ${userId} ${documentId}`, doc)
  let timer: number | undefined
  const patience = new Promise<'late'>(resolve => {
    timer = window.setTimeout(() => resolve('late'), PATIENCE)
  })
  const opened = await Promise.race([persistence.whenSynced, patience]).catch(() => 'late' as const)
  window.clearTimeout(timer)
  if (opened === 'late') {
    void persistence.destroy().catch(() => {})
    return null
  }
  let marked = (await persistence.get(SYNCED).catch(() => undefined)) === 1
  return {
    wasSynced: marked,
    origin: persistence,
    markSynced() {
      if (marked) return
      marked = true
      persistence.set(SYNCED, 1).catch(() => {})
    },
    close() {
      void persistence.destroy().catch(() => {})
    },
    async clear() {
      await persistence.clearData()
    },
  }
}
