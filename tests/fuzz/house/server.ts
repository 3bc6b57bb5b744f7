import type { Connection, Document } from '@hocuspocus/server'
import { vi } from 'vitest'
import * as Y from 'yjs'
import { isAhead } from '../../../server/sync/ahead.ts'
import { Attribution, forksOf, readAttribution, SERVER_AUTHOR } from '../../../server/sync/attribution.ts'
import { checkSync, STEP } from '../../../server/sync/checkSync.ts'
import { DocumentLog } from '../../../server/sync/documentLog.ts'
import { Gate } from '../../../server/sync/gate.ts'
import { Refusal } from '../../../server/sync/refusal.ts'
import type { Room } from '../../../server/sync/room.ts'
import { authorOf, ServerEdit } from '../../../server/sync/serverEdit.ts'
import type { Author } from '../../../shared/core/documents/author.ts'
import { repairScript } from '../../../shared/core/script/repair.ts'
import { refreshSuggestions } from '../../../shared/core/suggestions/refresh.ts'
import { packUpdates, unpackUpdates } from '../../../shared/node/updates.ts'
import { type ClientRow, clientsTable } from './clientsTable.ts'
import type { Ledger } from './ledger.ts'
import type { Link, Up } from './link.ts'

/** What outlives the process: rows of updates and whose the client ids are. */
export class Store {
  readonly rows: Buffer[] = []
  readonly clients: ClientRow[] = []
  /** What the rows say, kept up to date: what a worker would load. */
  readonly doc = new Y.Doc()

  insert(row: Buffer): void {
    this.rows.push(row)
    for (const update of unpackUpdates(row)) Y.applyUpdate(this.doc, update)
  }
}

/**
 * One document as open in a server without sockets and without a database: the checks, the attribution, the log and the
 * chores are those of the real one; what goes over the wire and into the store is in the hands of the schedule.
 */
export class HouseRoom {
  readonly name: string
  readonly document: Document
  readonly store: Store
  readonly #ledger: Ledger
  readonly #log: DocumentLog
  readonly #attribution: Attribution
  readonly #gate = new Gate()
  readonly #serverClient: number
  readonly #links = new Map<Connection, Link>()
  #batch: { row: Buffer; resolve: () => void; reject: (error: Error) => void } | null = null

  private constructor(name: string, store: Store, attribution: Attribution, ledger: Ledger, serverClient: number) {
    this.name = name
    this.store = store
    this.#ledger = ledger
    this.#attribution = attribution
    this.#serverClient = serverClient
    const doc = new Y.Doc()
    for (const row of store.rows) for (const update of unpackUpdates(row)) Y.applyUpdate(doc, update, 'load')
    this.document = Object.assign(doc, { connections: new Map() }) as unknown as Document
    this.#log = new DocumentLog(
      batch =>
        new Promise(
          (resolve, reject) =>
            (this.#batch = { row: packUpdates(batch), resolve: () => resolve(this.store.rows.length), reject }),
        ),
    )
    this.#watchSuggestions()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.#log.append(update)
      const source = origin !== null && typeof origin === 'object' && 'connection' in origin ? origin.connection : null
      for (const [connection, link] of this.#links)
        if (connection !== source) link.down.push({ kind: 'update', update })
    })
  }

  /** As a process that starts: everything that is durable, and nothing else. */
  static async open(name: string, store: Store, ledger: Ledger, serverClient: number): Promise<HouseRoom> {
    const sql = clientsTable(store.clients)
    const attribution = new Attribution(sql, name, await readAttribution(sql, name))
    return new HouseRoom(name, store, attribution, ledger, serverClient)
  }

  /** The next message of a client arrives. Throws a {@link Refusal} when the server turns it away. */
  async take(link: Link, message: Up): Promise<void> {
    const { connection, member } = link
    if (message.kind === 'hello') {
      this.#links.set(connection, link)
      this.document.connections.set(connection, { clients: new Set([link.doc.clientID]) })
      link.down.push({ kind: 'missing', update: Y.encodeStateAsUpdate(this.document, message.vector) })
      link.down.push({ kind: 'ask', vector: Y.encodeStateVector(this.document) })
      return
    }
    const payload = message.update.slice()
    const type = message.kind === 'handshake' ? STEP.two : STEP.update
    const verdict = await checkSync({ type, payload, document: this.document, connection }, member, this.#room)
    if (connection.readOnly) {
      if (type === STEP.two && isAhead(this.#room, payload, member.author)) link.down.push({ kind: 'ahead' })
      return
    }
    Y.applyUpdate(this.document, payload, { source: 'connection', connection })
    const outcome = verdict()
    if (outcome === 'refused' || outcome === 'locked') throw new Refusal('badFrame', `The update was ${outcome}.`)
    if (outcome === 'early') link.early++
    else this.#acknowledge(link)
  }

  get #room(): Room {
    return {
      document: this.document,
      record: { kind: this.name },
      attribution: this.#attribution,
      log: this.#log,
      gate: this.#gate,
      areElsewhere: async () => [],
    } as unknown as Room
  }

  #acknowledge(link: Link): void {
    const { session } = link
    const count = 1 + link.early
    link.early = 0
    const write = () => {
      for (let i = 0; i < count; i++) if (link.session === session) link.down.push({ kind: 'ack' })
    }
    this.#log.ack({ write }, new Uint8Array())
  }

  forget({ connection }: Link): void {
    this.#links.delete(connection)
    this.document.connections.delete(connection)
  }

  /** What a worker made: applied in its author's name, as often as it is delivered. */
  async apply(bytes: Uint8Array, author: Author, clients: readonly number[]): Promise<void> {
    await this.#attribution.claim(clients, author)
    this.#ledger.watch(this.name, this.document, 'an answer of the writer', {}, () =>
      Y.applyUpdate(this.document, bytes, new ServerEdit(author)),
    )
  }

  /** Typing paused: what the server keeps right in documents. */
  async chores(newFork: () => number): Promise<void> {
    await this.#attribution.claim([this.#serverClient], SERVER_AUTHOR)
    this.document.clientID = this.#serverClient
    const origin = new ServerEdit(SERVER_AUTHOR)
    if (this.name === 'script')
      this.#ledger.watch(this.name, this.document, 'the repair', {}, () => repairScript(this.document, origin))
    if (this.document.getMap('suggestions').size > 0)
      this.#ledger.watch(this.name, this.document, 'the merging of suggestions', { takes: 'doubles' }, () =>
        refreshSuggestions(this.document, origin, newFork),
      )
  }

  /** The database takes the next batch, or fails: before it wrote, or after it did and could not say so. */
  async commit(outcome: 'done' | 'failed' | 'unknown' = 'done'): Promise<void> {
    vi.advanceTimersByTime(10_000)
    const batch = this.#batch
    if (!batch) return
    this.#batch = null
    if (outcome !== 'failed') this.store.insert(batch.row)
    if (outcome === 'done') batch.resolve()
    else batch.reject(new Error('the database went away'))
    await turns()
  }

  get isDurable(): boolean {
    return this.#log.backlogBytes === 0
  }

  #watchSuggestions(): void {
    const suggestions = this.document.getMap('suggestions')
    this.#attribution.recallForks(forksOf(suggestions))
    suggestions.observeDeep((events, transaction) => {
      const author = authorOf(transaction.origin)
      if (!author) return
      const keys = new Set<string>()
      for (const event of events)
        if (event.target !== suggestions) keys.add(String(event.path[0]))
        else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) keys.add(String(key))
      void this.#attribution.registerForks(forksOf(suggestions, keys), author)
    })
  }
}

/** Lets what waits for settled promises go on. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 8; i++) await null
}
