import type { Author } from '../core/documents/author.ts'
import type { Query } from './database.ts'

/** As settlings keep who wrote. */
export type StoredAuthor = { user: string } | { agent: string }

/** Null for the server's own repairs. */
export const storedAuthor = (author: Author): StoredAuthor | null =>
  author.kind === 'person' ? { user: author.id } : author.agent === 'server' ? null : { agent: author.agent }

/**
 * A document that settled is being projected: says so, and returns who wrote in it since the last time. Before it is read, so
 * that what settles meanwhile waits, and is projected again.
 */
export async function takeSettled(tx: Query, documentId: string): Promise<StoredAuthor[]> {
  const [settled] = await tx<{ authors: StoredAuthor[] }[]>`
    with old as (select authors from document_settled where document_id = ${documentId} for update)
    update document_settled s set authors = '[]', projected = true from old
    where s.document_id = ${documentId} returning old.authors`
  return [...new Map((settled?.authors ?? []).map(author => [JSON.stringify(author), author])).values()]
}
