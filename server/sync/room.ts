import type { Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { LockableRoot } from '../../shared/core/api/locks.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import type { DocumentShape } from '../../shared/core/documents/shapes.ts'
import { newClientId } from '../../shared/core/ids.ts'
import type { Sql } from '../../shared/node/database.ts'
import { type DocumentRecord, loadInto } from '../../shared/node/documents.ts'
import type { Log } from '../../shared/node/log.ts'
import { packUpdates } from '../../shared/node/updates.ts'
import { AutomaticVersions } from '../versions/automatic.ts'
import { Attribution, forksOf, readAttribution, SERVER_AUTHOR } from './attribution.ts'
import { type Chore, Chores } from './chores.ts'
import { compact, rowsToFold } from './compaction.ts'
import type { OpenRoomDoc, SyncDependencies } from './contract.ts'
import { type AckSink, DocumentLog } from './documentLog.ts'
import { FirstState } from './firstState.ts'
import { Gate, type TouchedRoots } from './gate.ts'
import { readLocks } from './locks.ts'
import type { SyncMeters } from './meters.ts'
import { isFromLog, KEPT_SECONDS, OthersRows } from './othersRows.ts'
import { PresenceInbox } from './presenceInbox.ts'
import { authorOf, ServerEdit } from './serverEdit.ts'
import { Settling } from './settle.ts'
import { settledMessage } from './settledMessage.ts'
import { moveStrays } from './strays.ts'

export interface RoomDependencies {
  sql: Sql
  log: Log
  onSettled: SyncDependencies['onSettled']
  chores: readonly Chore[]
  shapes: Readonly<Record<DocumentKind, DocumentShape>>
  meters: SyncMeters
  /** The stored document was deleted while its room was open. */
  onGone: (documentId: string) => void
  /** It was locked by another server while something was on its way into its log: see {@link DocumentLog}. */
  onFenced: (room: Room) => void
  /** Null: this is the only server. */
  others: OtherServers | null
}

/** What a room asks of those who know of other servers. */
export interface OtherServers {
  /** This row is committed. */
  committed: (documentId: string, seq: number, payload: Uint8Array) => void
  /** Which of these clients are connected to other servers and have sent all that they had? */
  areElsewhere: (documentId: string, clientIds: number[]) => Promise<number[]>
  /** Runs `act` while no other server runs anything under this name. */
  alone: (name: string, act: () => Promise<void>) => Promise<void>
}

/** What belongs to one stored document for as long as it is open. */
export class Room {
  readonly document: Document
  readonly record: DocumentRecord
  readonly log: DocumentLog
  readonly attribution: Attribution
  readonly inbox: PresenceInbox
  readonly firstState: FirstState
  /** Null: this is the only server. */
  readonly othersRows: OthersRows | null
  readonly gate = new Gate()
  readonly #settling: Settling
  readonly #chores: Chores
  /** Null: no versions are kept of comments. */
  readonly #versions: AutomaticVersions | null
  readonly #logger: Log
  readonly #sql: Sql
  /** Author -> the client id under which the server edits in the author's name. */
  readonly #serverClients = new Map<string, number>()
  /** The waiting structs and deletions that were last logged. */
  #pendingStructs: Uint8Array | null = null
  #pendingDeletes: Uint8Array | null = null
  /** Rows of the log that are not folded, and bytes of the snapshot before them. */
  #rows = 0
  #snapshotBytes = 0
  #compacting = false
  readonly #others: OtherServers | null
  /** Locked roots of which everything that is on its way into the log knew; '' is the whole document. */
  #knownLocks: string[] = []
  #lockTurn: Promise<unknown> = Promise.resolve()

  /** `seq`: of the last row of the log that was loaded. */
  constructor(of: RoomDependencies, document: Document, record: DocumentRecord, attribution: Attribution, seq: number) {
    this.document = document
    this.record = record
    this.attribution = attribution
    this.#sql = of.sql
    this.#others = of.others
    this.#logger = of.log.child({ documentId: record.id })
    const write = async (batch: readonly Uint8Array[]) => {
      const [row] = await of.sql<{ seq: number }[]>`
        select append_updates(${record.id}, ${packUpdates(batch)}, ${this.#knownLocks}::text[]) as seq`
      if (!row) throw new Error('A row of the log has no number.')
      return row.seq
    }
    this.log = new DocumentLog(write, {
      onError: (error, failures) => {
        of.meters.notCommitted()
        this.#logger.error({ err: error, failures }, 'updates are not saved yet')
      },
      onBatch: of.meters.committed,
      onReleased: of.meters.acknowledged,
      onCommit: () => {
        this.#rows++
        this.#compactWhenLong()
      },
      onStored: (batch, seq) => {
        this.othersRows?.own(seq)
        this.#others?.committed(record.id, seq, packUpdates(batch))
      },
      onGone: () => of.onGone(record.id),
      onFenced: () => of.onFenced(this),
    })
    this.inbox = new PresenceInbox(document, attribution)
    this.firstState = new FirstState(document)
    const rows = {
      sql: of.sql,
      documentId: record.id,
      document,
      attribution,
      onError: (error: unknown) => this.#logger.warn({ err: error }, 'could not read what other servers wrote'),
    }
    this.othersRows = of.others && new OthersRows(rows, seq)
    this.#settling = new Settling({
      sql: of.sql,
      onSettled: of.onSettled,
      document: record,
      doc: document,
      durable: () => this.drained(),
      onContent: hash => document.broadcastStateless(JSON.stringify(settledMessage(record.kind, document, hash))),
      onError: error => this.#logger.error({ err: error }, 'the settled content was not recorded yet'),
    })
    this.#chores = new Chores({
      doc: document,
      kind: record.kind,
      list: of.chores,
      mayRun: roots => !this.gate.blocks(roots),
      alone: async round => {
        const { others } = of
        if (!others) return round()
        await others.alone(`chores of ${record.id}`, async () => {
          await this.catchUp()
          await round()
          await this.drained()
        })
      },
      // before the repairs, which would throw away what stands in the wrong place
      first: async () => {
        if (!this.gate.isOpen) return // they may be anywhere; they wait for the unlocking
        await moveStrays({ sql: of.sql, documentId: record.id, doc: document, shape: of.shapes[record.kind] }, write =>
          this.#as(SERVER_AUTHOR, write),
        )
      },
      asServer: (write, roots) => this.#as(SERVER_AUTHOR, write, roots),
      onError: (error, chore) => this.#logger.error({ err: error, chore }, 'a chore failed'),
    })
    this.#versions =
      record.kind === 'comments'
        ? null
        : new AutomaticVersions({
            sql: of.sql,
            document: record,
            doc: document,
            durable: () => this.drained(),
            caughtUp: () => this.catchUp(),
            onError: error => this.#logger.error({ err: error }, 'an automatic version was not kept yet'),
          })
  }

  /**
   * Loads the document and starts to log it. Rejects when the store does not give all of it: a load error never becomes
   * an empty document.
   */
  static async open(of: RoomDependencies, document: Document, record: DocumentRecord): Promise<Room> {
    const { rows, seq, snapshotBytes } = await loadInto(of.sql, record.id, document)
    const attribution = new Attribution(of.sql, record.id, await readAttribution(of.sql, record.id))
    const room = new Room(of, document, record, attribution, seq)
    for (const lock of await readLocks(of.sql, record.id)) room.gate.hold(lock)
    room.knowLocks()
    room.#watchSuggestions()
    await room.#versions?.opened()
    // synchronous and before any acknowledgement exists: the order of the log is the order of application
    document.on('update', (update: Uint8Array, origin: unknown) => {
      if (isFromLog(origin)) {
        room.#settling.touchElsewhere()
        room.#chores.touchElsewhere()
        return
      }
      room.log.append(update)
      // after it was sent to everybody
      queueMicrotask(() => {
        const author = authorOf(origin)
        room.#settling.touch(author)
        room.#chores.touch(origin)
        room.#versions?.touch(author)
      })
    })
    // a process may have ended between an update and what follows from it
    room.#settling.touch(null)
    room.#chores.touch(null)
    room.#rows = rows
    room.#snapshotBytes = snapshotBytes
    room.#compactWhenLong()
    return room
  }

  /** Resolves when everything that is committed is in the document. Where there is one server, it is. */
  async catchUp(): Promise<void> {
    if (!this.log.isFenced) await this.othersRows?.catchUp()
  }

  /** Which of these clients are connected to other servers and have sent all that they had? */
  async areElsewhere(clientIds: number[]): Promise<number[]> {
    return this.#others?.areElsewhere(this.record.id, clientIds) ?? []
  }

  /** Changes of its locks, one after the other. */
  inLockTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#lockTurn.then(act)
    this.#lockTurn = turn.catch(() => undefined)
    return turn
  }

  /** Nothing that is on its way into the log was written before the gate closed where it is closed now, nor in `root`. */
  knowLocks(root?: LockableRoot | null): void {
    const roots = this.gate.locks.map(lock => lock.root)
    this.#knownLocks = [...roots, ...(root === undefined ? [] : [root])].map(one => one ?? '')
  }

  /** Sends an acknowledgement, or so many that are alike, as soon as all that it covers is durable, updates that wait for others included. */
  acknowledge(to: AckSink, frame: Uint8Array, times = 1): void {
    this.#logPending()
    this.log.ack(to, frame, times)
  }

  drained(): Promise<void> {
    this.#logPending()
    return this.log.drained()
  }

  /** Runs `fn` in one transaction under a client id that is registered as `author`'s. */
  async edit<T>(author: Author, fn: (doc: OpenRoomDoc) => T): Promise<T> {
    return this.#as(author, origin => this.document.transact(() => fn(this.document), origin))
  }

  /** Runs `write`, which makes its own transactions with the origin it is given, in these roots. */
  async #as<T>(author: Author, write: (origin: ServerEdit) => T, roots: TouchedRoots = null): Promise<T> {
    const key = author.kind === 'person' ? `person ${author.id}` : `agent ${author.agent} ${author.jobId}`
    const clientId = this.#serverClients.get(key) ?? newClientId()
    this.#serverClients.set(key, clientId)
    await this.attribution.claim([clientId], author)
    this.gate.check(roots)
    this.document.clientID = clientId
    return write(new ServerEdit(author))
  }

  /** Everything that must be true before the room may be forgotten. */
  async settleAndDrain(): Promise<void> {
    if (this.log.isFenced) return
    await this.#chores.flush()
    await this.#settling.flush()
    await this.#versions?.flush()
    await this.drained()
  }

  /** Writing is possible there again: what waited for it is done now. */
  openGate(root: LockableRoot | null): void {
    this.gate.open(root)
    this.#chores.touch(null)
  }

  end(): void {
    this.#settling.end()
    this.#chores.end()
    this.#versions?.end()
    this.inbox.destroy()
  }

  /** An update with missing dependencies fires no event yet is acknowledged: what is parked goes to the log as well. */
  #logPending(): void {
    const { pendingStructs, pendingDs } = this.document.store
    // Yjs merges what comes into the same pending object: its bytes tell whether there is more, its identity does not
    const structs = pendingStructs?.update ?? null
    if (structs !== this.#pendingStructs) {
      this.#pendingStructs = structs
      if (structs) this.log.append(Y.convertUpdateFormatV2ToV1(structs))
    }
    if (pendingDs !== this.#pendingDeletes) {
      this.#pendingDeletes = pendingDs
      if (pendingDs) this.log.append(Y.convertUpdateFormatV2ToV1(pendingDs))
    }
  }

  #watchSuggestions(): void {
    const suggestions = this.document.getMap('suggestions')
    this.attribution.recallForks(forksOf(suggestions))
    suggestions.observeDeep((events, transaction) => {
      const author = authorOf(transaction.origin)
      if (!author && !isFromLog(transaction.origin)) return
      const keys = new Set<string>()
      for (const event of events)
        if (event.target !== suggestions) keys.add(String(event.path[0]))
        else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) keys.add(String(key))
      const forks = forksOf(suggestions, keys)
      const known = author ? this.attribution.registerForks(forks, author) : this.attribution.learnForks(forks)
      known.catch(error => this.#logger.error({ err: error }, 'the client ids of a suggestion were not stored yet'))
    })
  }

  #compactWhenLong(): void {
    if (this.#compacting || this.#rows < rowsToFold(this.#snapshotBytes)) return
    this.#compacting = true
    const before = this.#rows
    compact(this.#sql, this.record.id, this.#others ? KEPT_SECONDS : 0)
      .then(({ bytes }) => {
        this.#snapshotBytes = bytes
        this.#rows -= before
      })
      .catch(error => {
        this.#logger.warn({ err: error }, 'compaction failed; the log stays as it is')
        this.#rows = 0 // not at once again
      })
      .finally(() => {
        this.#compacting = false
      })
  }
}
