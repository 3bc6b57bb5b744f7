import * as Y from 'yjs'
import type { Author } from '../../shared/core/documents/author.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { Refusal } from './refusal.ts'
import { scanUpdate, type UpdateScan } from './updateScan.ts'

/** The server's own edits: repairs and refreshed suggestions. */
export const SERVER_AUTHOR: Author = { kind: 'agent', agent: 'server', name: 'Server', jobId: null }

/** Whom a client id belongs to. Both null: an account that has since been deleted. */
export interface Owner {
  userId: string | null
  agent: string | null
  jobId: string | null
  /** Was a suggestion made under it? Nobody types under such an id. */
  fork: boolean
}

const ownerOf = (author: Author): Owner =>
  author.kind === 'person'
    ? { userId: author.id, agent: null, jobId: null, fork: false }
    : { userId: null, agent: author.agent, jobId: author.jobId, fork: false }

const same = (a: Owner, b: Owner): boolean => a.userId === b.userId && a.agent === b.agent && a.jobId === b.jobId

/** Who wrote what: the owner of every client id of a document. */
export async function readAttribution(sql: Query, documentId: string): Promise<Map<number, Owner>> {
  const rows = await sql<(Owner & { client: number })[]>`
    select client_id as client, user_id as "userId", agent, job_id as "jobId", fork
    from document_clients where document_id = ${documentId}`
  return new Map(rows.map(({ client, ...owner }) => [client, owner]))
}

/** Milliseconds between attempts to store a claim while the store is away, and how many there are. */
const RETRY = { first: 100, most: 5000, attempts: 8 }

/**
 * Client ids of one open document and whose they are. An id belongs to whoever sent the first frame that carries it; the
 * row is stored before the first update under that id is applied.
 */
export class Attribution {
  readonly #sql: Sql
  readonly #documentId: string
  readonly #owners: Map<number, Owner>
  /**
   * Ids that suggestions were made under, each with the clock after its last: whoever accepts one sends an update that
   * carries it, and nobody may write more under it.
   */
  readonly #forks = new Map<number, number>()
  /** Claims on their way to the store, by client id. */
  readonly #storing = new Map<number, Promise<void>>()

  constructor(sql: Sql, documentId: string, owners: Map<number, Owner>) {
    this.#sql = sql
    this.#documentId = documentId
    this.#owners = owners
  }

  /** May `author` extend this client id up to this clock? True for an id that nobody has. */
  mayExtend(clientId: number, to: number, author: Author): boolean {
    return this.isFreeOrOwn(clientId, author) || to <= (this.#forks.get(clientId) ?? 0)
  }

  /** Was a suggestion made under this id that the document does not hold (any more)? A process may have died before it did. */
  isOrphanedFork(clientId: number): boolean {
    return this.#owners.get(clientId)?.fork === true && !this.#forks.has(clientId)
  }

  /** Does this client id belong to `author`, or to nobody yet? */
  isFreeOrOwn(clientId: number, author: Author): boolean {
    const owner = this.#owners.get(clientId)
    return owner === undefined || same(owner, ownerOf(author))
  }

  /** Is this client id stored as `author`'s own, so that nothing has to be waited for? */
  isStored(clientId: number, author: Author): boolean {
    const owner = this.#owners.get(clientId)
    return owner !== undefined && !owner.fork && !this.#storing.has(clientId) && same(owner, ownerOf(author))
  }

  /** The client ids of `author`: under some of them nothing may have been written, presence claims them, too. */
  clientsOf(author: Author): number[] {
    const own = ownerOf(author)
    return [...this.#owners].flatMap(([id, owner]) => (same(owner, own) ? [id] : []))
  }

  /**
   * Gives the ids that nobody has to `author`. Resolves when all of these ids are stored as somebody's: those of others, whose
   * claims may wait for a store that is away, hold nobody up. Rejects with a {@link Refusal} that asks the client to come
   * again when the store stays away.
   */
  claim(clientIds: Iterable<number>, author: Author): Promise<void> {
    return this.#claim(clientIds, ownerOf(author))
  }

  async #claim(clientIds: Iterable<number>, owner: Owner): Promise<void> {
    const ids = [...clientIds]
    const free = ids.filter(id => !this.#owners.has(id))
    if (free.length > 0) {
      const stored = this.#store(free, owner).finally(() => {
        for (const id of free) this.#storing.delete(id)
      })
      for (const id of free) {
        this.#owners.set(id, owner)
        this.#storing.set(id, stored)
      }
    }
    await Promise.all(ids.map(id => this.#storing.get(id)))
  }

  /**
   * Registers the forks of suggestions that have just appeared, as made by `author`. What the server merges with newer
   * words stays its author's.
   */
  async registerForks(suggestions: Iterable<StoredFork>, author: Author): Promise<void> {
    const stored: Promise<void>[] = []
    for (const { update, earlier } of suggestions)
      for (const [id, { to }] of forksIn(update)) {
        const owner = this.#owners.get(id)
        if (owner?.fork === false) continue // somebody's own id is no fork
        const known = this.#forks.get(id) ?? 0
        // bytes that say more of somebody else's fork than its suggestion did open no door
        if (known > 0 && to > known && author !== SERVER_AUTHOR && owner && !same(owner, ownerOf(author))) continue
        this.#forks.set(id, Math.max(to, known))
        const first = author === SERVER_AUTHOR ? earlier.map(e => this.#owners.get(e)).find(Boolean) : undefined
        stored.push(this.#claim([id], { ...(first ?? ownerOf(author)), fork: true }))
      }
    await Promise.all(stored)
  }

  /** Client ids of which another server told: whose they are is stored by now. */
  async learn(clientIds: Iterable<number>): Promise<void> {
    const unknown = [...clientIds].filter(id => !this.#owners.has(id))
    if (unknown.length === 0) return
    const rows = await this.#sql<(Owner & { client: number })[]>`
      select client_id as client, user_id as "userId", agent, job_id as "jobId", fork
      from document_clients where document_id = ${this.#documentId} and client_id = any(${unknown}::bigint[])`
    for (const { client, ...owner } of rows) if (!this.#storing.has(client)) this.#owners.set(client, owner)
  }

  /** Suggestions that were made on another server. */
  async learnForks(suggestions: readonly StoredFork[]): Promise<void> {
    await this.learn(suggestions.flatMap(({ update }) => [...forksIn(update).keys()]))
    this.recallForks(suggestions)
  }

  /**
   * After loading: the forks of the suggestions that the document holds. What was not stored as one is not: a suggestion can
   * hold any bytes, those of somebody's own id, too.
   */
  recallForks(suggestions: Iterable<StoredFork>): void {
    for (const { update } of suggestions)
      for (const [id, { to }] of forksIn(update))
        if (this.#owners.get(id)?.fork) this.#forks.set(id, Math.max(to, this.#forks.get(id) ?? 0))
  }

  async #store(ids: readonly number[], owner: Owner): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        const rows = ids.map(id => ({
          document_id: this.#documentId,
          client_id: id,
          user_id: owner.userId,
          agent: owner.agent,
          job_id: owner.jobId,
          fork: owner.fork,
        }))
        const inserted = await this.#sql`
          insert into document_clients ${this.#sql(rows)} on conflict do nothing returning client_id`
        // another process was faster with some of them: theirs stands
        if (inserted.length < ids.length)
          for (const [id, stored] of await readAttribution(this.#sql, this.#documentId)) this.#owners.set(id, stored)
        return
      } catch (cause) {
        if (attempt === RETRY.attempts) {
          for (const id of ids) this.#owners.delete(id)
          const refusal = new Refusal('restarting', 'The database does not answer; nothing was applied. Try again.')
          refusal.cause = cause
          throw refusal
        }
        await new Promise(resolve => setTimeout(resolve, Math.min(RETRY.most, RETRY.first * 2 ** (attempt - 1))))
      }
  }
}

/** What of a suggestion says whose a client id is. */
export interface StoredFork {
  update: Uint8Array
  /** Client ids of the wordings that this one took the place of. */
  earlier: number[]
}

function forksIn(update: Uint8Array): UpdateScan['clients'] {
  try {
    return scanUpdate(update).clients
  } catch {
    return new Map() // a suggestion that holds no update can be accepted by nobody; it opens no door
  }
}

/** The forks of the suggestions of a document, or of those in `keys`. */
export function forksOf(suggestions: Y.Map<unknown>, keys: Iterable<string> = suggestions.keys()): StoredFork[] {
  return [...keys].flatMap(key => {
    const entry = suggestions.get(key)
    if (!(entry instanceof Y.Map)) return []
    const update = entry.get('update')
    const earlier = entry.get('earlier')
    if (!(update instanceof Uint8Array)) return []
    return [{ update, earlier: Array.isArray(earlier) ? earlier.filter(id => typeof id === 'number') : [] }]
  })
}
