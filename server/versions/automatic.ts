import type * as Y from 'yjs'
import type { Author } from '../../shared/core/documents/author.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { DocumentRecord } from '../../shared/node/documents.ts'
import { type Captured, captureDocument, createAutomaticVersion } from '../../shared/node/versions.ts'
import { sweepStates } from '../../shared/node/versionThinning.ts'

/** Milliseconds of editing after which a version is made, how long it then waits for a pause, and for a failed store. */
const EVERY = { edited: 10 * 60_000, pause: 2_000, most: 15_000, retry: 60_000 }

export interface AutomaticOptions {
  sql: Sql
  document: DocumentRecord
  doc: Y.Doc
  /** Resolves when everything in `doc` is committed: a version never has what the document may lose. */
  durable: () => Promise<void>
  /** Resolves when everything that other servers committed is in `doc`. */
  caughtUp: () => Promise<void>
  onError: (error: unknown) => void
  every?: typeof EVERY
}

/**
 * Keeps automatic versions of one open document: what it said when it was opened, unless that is known; every ten minutes
 * of editing, at a pause; and when the last person leaves.
 */
export class AutomaticVersions {
  readonly #options: AutomaticOptions
  readonly #every: typeof EVERY
  #authors = new Map<string, Author>()
  #dirtySince: number | null = null
  #touched = 0
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> = Promise.resolve()
  #ended = false

  constructor(options: AutomaticOptions) {
    this.#options = options
    this.#every = options.every ?? EVERY
  }

  /**
   * Before anybody edits: a document that changed after its latest version (an import, a process that was killed) is
   * captured as it is. Stored in the background. Never rejects.
   */
  async opened(): Promise<void> {
    const { sql, document, onError } = this.#options
    try {
      const [row] = await sql<{ changed: boolean; seq: number }[]>`
        select log.seq, latest.seq is null or log.seq > latest.seq or latest.created_at <
          (select max(created_at) from document_snapshots where document_id = ${document.id}) as changed
        from (select coalesce(max(seq), 0) as seq from document_updates where document_id = ${document.id}) log
        left join (select seq, created_at from versions where document_id = ${document.id}
          order by created_at desc, id desc limit 1) latest on true`
      if (!row?.changed) return
      await this.#options.caughtUp()
      const captured = this.#capture(row.seq)
      this.#running = this.#store(captured, []).catch(onError)
    } catch (error) {
      onError(error)
    }
  }

  /** The document changed. `author` null: nobody knows, or it was the load. */
  touch(author: Author | null): void {
    if (this.#ended) return
    if (author) this.#authors.set(author.kind === 'person' ? author.id : `agent ${author.agent}`, author)
    this.#touched = performance.now()
    if (this.#dirtySince !== null) return
    this.#dirtySince = this.#touched
    this.#schedule(this.#every.edited)
  }

  /** Makes the version that is due. Resolves also when that failed: the next opening looks again. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#dirtySince === null) return this.#running
    this.#running = this.#running.then(() => this.#make())
    return this.#running
  }

  end(): void {
    this.#ended = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #schedule(milliseconds: number): void {
    if (this.#ended) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#due(), milliseconds)
    this.#timer.unref()
  }

  /** In the middle of a sentence it waits a little. */
  #due(): void {
    const now = performance.now()
    const { edited, pause, most } = this.#every
    const quiet = now - this.#touched
    const late = now - (this.#dirtySince ?? now) >= edited + most
    if (quiet < pause && !late) this.#schedule(pause - quiet)
    else void this.flush()
  }

  async #make(): Promise<void> {
    if (this.#dirtySince === null) return
    const { sql, document, onError } = this.#options
    const authors = this.#authors
    this.#authors = new Map()
    try {
      const [log] = await sql<{ seq: number }[]>`
        select coalesce(max(seq), 0) as seq from document_updates where document_id = ${document.id}`
      await this.#options.caughtUp()
      this.#dirtySince = null
      await this.#store(this.#capture(log?.seq ?? 0), [...authors.values()])
    } catch (error) {
      onError(error)
      for (const [key, author] of authors) this.#authors.set(key, author)
      this.#dirtySince ??= performance.now()
      this.#schedule(this.#every.retry)
    }
  }

  /** `seq` must have been read before: what was committed then is in the document now. */
  #capture(seq: number): Captured {
    const { document, doc } = this.#options
    return { ...captureDocument(document.kind, doc), seq }
  }

  async #store(captured: Captured, authors: readonly Author[]): Promise<void> {
    const { sql, document, durable } = this.#options
    await durable()
    const made = await sql.begin(tx => createAutomaticVersion(tx, document, captured, authors))
    if (made !== null) await sweepStates(sql)
  }
}
