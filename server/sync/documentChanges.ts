import { z } from 'zod'
import { CHANNEL, type Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import { readNotification } from '../notification.ts'

/** What every server must know of documents that it may have open: whose locks changed, or which timeline is gone. */
const documentChange = z.union([z.object({ locksOf: z.string() }), z.object({ goneTimeline: z.string() })])
export type DocumentChange = z.infer<typeof documentChange>

/**
 * Hears of changes that were made on whichever server. `missed` is called when it begins to hear, at first and after the connection
 * was lost: anything may have changed before. Returns how to stop.
 */
export function hearDocumentChanges(
  { sql, log }: { sql: Sql; log: Log },
  { changed, missed }: { changed: (change: DocumentChange) => void; missed: () => void },
): () => Promise<void> {
  const listening = sql.listen(
    CHANNEL.documentChange,
    text => {
      const change = readNotification(documentChange, text)
      if (change) changed(change)
      else log.error({ text }, 'a change of a document that nobody understands')
    },
    missed,
  )
  listening.catch(error => log.error({ err: error }, 'not listening for changes of documents'))
  return () => listening.then(({ unlisten }) => unlisten()).catch(() => {})
}
