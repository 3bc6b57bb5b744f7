import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import type { LogRow, OthersRows } from './othersRows.ts'

/** Milliseconds between two looks. */
const EVERY = 1_000

/**
 * Reads once a second what other servers committed in the documents that are open here: what Redis lost, and everything while it is
 * away. One question for all documents.
 */
export function followLogs({ sql, log }: { sql: Sql; log: Log }, opened: () => Map<string, OthersRows>): () => void {
  let isLooking = false
  const look = async () => {
    const open = opened()
    if (open.size === 0) return
    const low = [...open.values()].map(({ low }) => low)
    const known = [...open.values()].flatMap(({ known }) => [...known])
    const rows = await sql<(LogRow & { id: string })[]>`
      select u.document_id as id, u.seq, case when u.seq = any(${known}::bigint[]) then null else u.payload end as payload
      from unnest(${[...open.keys()]}::text[], ${low}::bigint[]) as o (id, low)
      join document_updates u on u.document_id = o.id and u.seq > o.low order by u.seq`
    const byDocument = Map.groupBy(rows, ({ id }) => id)
    for (const [documentId, others] of open)
      try {
        if (others.isBehind) await others.catchUp()
        else others.take(byDocument.get(documentId) ?? [])
      } catch (error) {
        // one that cannot be read holds up none of the others
        log.error({ err: error, documentId }, 'what other servers wrote is not in a document yet')
      }
  }
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch(error => log.warn({ err: error }, 'could not read what other servers wrote'))
      .finally(() => {
        isLooking = false
      })
  }, EVERY)
  return () => clearInterval(timer)
}
