import type * as Y from 'yjs'
import type { StrayRow } from '../../shared/core/api/strays.ts'
import type { DocumentShape } from '../../shared/core/documents/shapes.ts'
import { findStrays, removeStrays, type Stray } from '../../shared/core/documents/strays.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { ServerEdit } from './serverEdit.ts'

/** Rounds in which somebody may go on writing into what is being moved out. The next pause brings more. */
const MOST_ROUNDS = 3

/**
 * Moves what no schema knows out of a document: first it is stored, then it is taken out, if it is still the same then.
 * Rejects when the store does not answer; nothing was taken out that is not kept.
 */
export async function moveStrays(
  { sql, documentId, doc, shape }: { sql: Sql; documentId: string; doc: Y.Doc; shape: DocumentShape },
  asServer: (write: (origin: ServerEdit) => void) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const strays = findStrays(doc, shape)
    if (strays.length === 0) return
    await storeStrays(sql, documentId, strays)
    await asServer(origin => removeStrays(doc, shape, strays, origin))
  }
}

async function storeStrays(sql: Sql, documentId: string, strays: readonly Stray[]): Promise<void> {
  const rows = strays.map(({ path, clientId, clock, content }) => ({
    path,
    clientId,
    clock,
    content: storable(content),
  }))
  // jsonb of strings: arrays of arrays of text would have to be of one length
  await sql`
    insert into document_strays (document_id, client_id, clock, path, content)
    select ${documentId}, s."clientId", s.clock, array(select jsonb_array_elements_text(s.path)), s.content
    from jsonb_to_recordset(${sql.json(rows.map(row => ({ ...row, path: row.path.map(storable) })))})
      as s("clientId" bigint, clock bigint, path jsonb, content text)
    on conflict (document_id, client_id, clock) do update set content = excluded.content, path = excluded.path`
}

/** JSON text escapes NUL and half characters by itself; keys of a path are shown, and made showable. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

/** What was moved out of a document, the last first. */
export async function readStrays(sql: Sql, documentId: string): Promise<StrayRow[]> {
  const rows = await sql<(Omit<StrayRow, 'content' | 'movedAt'> & { content: string; movedAt: Date })[]>`
    select s.path, s.content, s.moved_at as "movedAt", c.user_id as "userId", c.agent
    from document_strays s left join document_clients c on c.document_id = s.document_id and c.client_id = s.client_id
    where s.document_id = ${documentId} order by s.moved_at desc, s.client_id, s.clock limit 1000`
  return rows.map(row => ({ ...row, content: JSON.parse(row.content), movedAt: row.movedAt.toISOString() }))
}
