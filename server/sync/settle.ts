import type * as Y from 'yjs'
import type { Author } from '../../shared/core/documents/author.ts'
import type { Sql } from '../../shared/node/database.ts'
import { type DocumentRecord, loadDocument } from '../../shared/node/documents.ts'
import { storedAuthor } from '../../shared/node/settled.ts'
import { contentHash } from './canonicalContent.ts'
import type { SyncDependencies } from './contract.ts'
import { Pause, type PauseTimes } from './pause.ts'

/** When a document counts as settled. */
const PAUSE: PauseTimes = { quiet: 600, most: 5_000 }
/** Milliseconds until it is tried again after it could not be recorded. */
const AGAIN = 2_000

export interface SettleOptions {
  sql: Sql
  onSettled: SyncDependencies['onSettled']
  document: DocumentRecord
  doc: Y.Doc
  /** Resolves when everything in `doc` is committed: whoever is told to look must find it. */
  durable: () => Promise<void>
  /** Told at once, in the turn in which the content was read. */
  onContent: (hash: string) => void
  onError: (error: unknown) => void
}

/**
 * Notices that an open document came to rest with other content than before, and says so once: the marker and whatever
 * `onSettled` enqueues are one transaction.
 */
export class Settling {
  readonly #options: SettleOptions
  /** Who wrote since it settled. */
  #authors = new Map<string, Author>()
  readonly #pause = new Pause(PAUSE, () => void this.flush())
  #running: Promise<void> = Promise.resolve()
  #lastHash: string | null = null

  constructor(options: SettleOptions) {
    this.#options = options
  }

  /** The document changed. `author` null: nobody knows, or it was the load. */
  touch(author: Author | null): void {
    if (author) this.#authors.set(author.kind === 'person' ? author.id : `agent ${author.agent}`, author)
    this.#pause.touch()
  }

  /** The document changed on another server. */
  touchElsewhere(): void {
    this.#pause.touchElsewhere()
  }

  /** Settles now what has not yet. Resolves also when that failed: the next load looks again. */
  flush(): Promise<void> {
    if (!this.#pause.isDue) return this.#running
    this.#pause.take()
    this.#running = this.#running.then(() => this.#settle())
    return this.#running
  }

  end(): void {
    this.#pause.end()
  }

  async #settle(): Promise<void> {
    const { doc, document, durable, onContent, onError } = this.#options
    const authors = this.#authors
    this.#authors = new Map()
    try {
      const hash = contentHash(document.kind, doc)
      if (hash === this.#lastHash) return
      onContent(hash)
      await durable()
      await recordSettled(this.#options, document, hash, [...authors.values()])
      this.#lastHash = hash
    } catch (error) {
      for (const [key, author] of authors) this.#authors.set(key, author)
      onError(error)
      this.#pause.again(AGAIN)
    }
  }
}

/** True when the content is other than at the last time. */
async function recordSettled(
  { sql, onSettled }: Pick<SyncDependencies, 'sql' | 'onSettled'>,
  document: DocumentRecord,
  hash: string,
  authors: readonly Author[],
): Promise<boolean> {
  // comments are told of in this very transaction
  const isProjected = document.kind === 'comments'
  const wrote = isProjected ? [] : authors.flatMap(author => storedAuthor(author) ?? [])
  return sql.begin(async tx => {
    const changed = await tx`
      insert into document_settled as settled (document_id, hash, authors, projected)
      values (${document.id}, ${hash}, ${tx.json(wrote)}, ${isProjected})
      on conflict (document_id) do update set hash = excluded.hash, settled_at = now(),
        authors = settled.authors || excluded.authors, projected = excluded.projected
      where settled.hash <> excluded.hash returning 1`
    if (changed.length > 0) await onSettled(tx, document)
    return changed.length > 0
  })
}

/**
 * Settles documents that a process left between their last update and the pause after it. Loads only those with updates
 * newer than their marker. Resolves with how many had changed; one that fails is logged and left for the next start.
 */
export async function settleLeftBehind(
  { sql, onSettled, log }: Pick<SyncDependencies, 'sql' | 'onSettled' | 'log'>,
  isStopping: () => boolean,
): Promise<number> {
  const left = await sql<DocumentRecord[]>`
    select id, project_id as "projectId", timeline_id as "timelineId", kind, scene_id as "sceneId"
    from documents where exists (
      select from document_updates u left join document_settled s using (document_id)
      where u.document_id = documents.id and u.created_at > coalesce(s.settled_at, '-infinity'))`
  let changed = 0
  for (const document of left) {
    if (isStopping()) break
    try {
      const doc = await loadDocument(sql, document.id)
      if (await recordSettled({ sql, onSettled }, document, contentHash(document.kind, doc), [])) changed++
      else await sql`update document_settled set settled_at = now() where document_id = ${document.id}`
      doc.destroy()
    } catch (error) {
      // one that cannot be read holds up none of the others
      log.error({ err: error, documentId: document.id }, 'a document left behind by an earlier run is not settled yet')
    }
  }
  return changed
}
