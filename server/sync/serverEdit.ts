import { isTransactionOrigin } from '@hocuspocus/server'
import type { Author } from '../../shared/core/documents/author.ts'
import type { SyncContext } from './contract.ts'

/** The origin of a transaction that the server makes in an author's name, in the shape that Hocuspocus expects. */
export class ServerEdit {
  readonly source = 'local'
  readonly author: Author

  constructor(author: Author) {
    this.author = author
  }
}

/** In whose name a transaction was made; null for what was read from the store. */
export function authorOf(origin: unknown): Author | null {
  if (origin instanceof ServerEdit) return origin.author
  if (!isTransactionOrigin(origin) || origin.source !== 'connection') return null
  const context: SyncContext = origin.connection.context
  return context.member?.author ?? null
}
