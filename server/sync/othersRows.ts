import * as Y from 'yjs'
import type { Sql } from '../../shared/node/database.ts'
import { loadInto } from '../../shared/node/documents.ts'
import { unpackUpdates } from '../../shared/node/updates.ts'
import type { Attribution } from './attribution.ts'
import { leavesGap, scanUpdate } from './updateScan.ts'

/** A row of the log; without its payload, it is known already. */
export interface LogRow {
  seq: number
  payload: Uint8Array | null
}

/** The origin of what other servers committed. */
const COMMITTED = { source: 'redis' } as const
/** Seconds for which rows that were folded stay: servers that follow the log read them within a second. */
export const KEPT_SECONDS = 30
/** Milliseconds without a look at the log after which rows may be gone unread. */
const MOST_BEHIND = 15_000

/** Did another server log it, or was it read from the log? */
export const isFromLog = (origin: unknown): boolean => origin === COMMITTED || origin === 'load'

/**
 * Brings what other servers committed into one open document, by the numbers of the rows of its log. All of it is durable, so it is
 * not logged again.
 */
export class OthersRows {
  readonly #sql: Sql
  readonly #documentId: string
  readonly #document: Y.Doc
  readonly #attribution: Attribution
  readonly #onError: (error: unknown) => void
  /** The log is in the document up to this row, and these after it. */
  #low: number
  readonly #known = new Set<number>()
  #lookedAt = performance.now()

  /** `seq`: of the last row that was loaded. */
  constructor(
    of: { sql: Sql; documentId: string; document: Y.Doc; attribution: Attribution; onError: (error: unknown) => void },
    seq: number,
  ) {
    this.#sql = of.sql
    this.#documentId = of.documentId
    this.#document = of.document
    this.#attribution = of.attribution
    this.#onError = of.onError
    this.#low = seq
  }

  get low(): number {
    return this.#low
  }

  get known(): ReadonlySet<number> {
    return this.#known
  }

  /** Was the log not looked at for so long that rows of it may be folded and gone? */
  get isBehind(): boolean {
    return performance.now() - this.#lookedAt > MOST_BEHIND
  }

  /** This server committed the row itself. */
  own(seq: number): void {
    this.#known.add(seq)
  }

  /** Another server tells of a row that it committed. */
  hear(seq: number, payload: Uint8Array): void {
    if (this.#known.has(seq) || seq <= this.#low) return
    if (this.#apply(payload)) this.#known.add(seq)
    // of two servers the later was heard first: the log has both
    else this.catchUp().catch(this.#onError)
  }

  /** Takes rows beyond {@link low} that were read in one look at the log. */
  take(rows: readonly LogRow[]): void {
    this.#lookedAt = performance.now()
    for (const { seq, payload } of rows) {
      if (payload && !this.#known.has(seq) && seq > this.#low && !this.#apply(payload)) {
        this.#lookedAt = Number.NEGATIVE_INFINITY // rows before it are gone: all of it is read at the next look
        return
      }
      this.#low = Math.max(this.#low, seq)
    }
    for (const seq of this.#known) if (seq <= this.#low) this.#known.delete(seq)
  }

  /** Resolves when everything that is committed is in the document. */
  async catchUp(): Promise<void> {
    if (this.isBehind) {
      const { seq } = await loadInto(this.#sql, this.#documentId, this.#document)
      this.take([{ seq, payload: null }])
      return
    }
    const rows = await this.#sql<LogRow[]>`
      select seq, case when seq = any(${[...this.#known]}::bigint[]) then null else payload end as payload
      from document_updates where document_id = ${this.#documentId} and seq > ${this.#low} order by seq`
    this.take(rows)
  }

  /** False: an update of it follows what is not here, and is left out with those after it. */
  #apply(payload: Uint8Array): boolean {
    const clients = new Set<number>()
    let isWhole = true
    this.#document.transact(() => {
      for (const update of unpackUpdates(payload)) {
        const scan = scanUpdate(update)
        isWhole = !leavesGap(this.#document, scan)
        if (!isWhole) return
        for (const id of scan.clients.keys()) clients.add(id)
        Y.applyUpdate(this.#document, update, COMMITTED)
      }
    }, COMMITTED)
    this.#attribution.learn(clients).catch(this.#onError)
    return isWhole
  }
}
