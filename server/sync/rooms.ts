import { type Connection, type Document, Hocuspocus } from '@hocuspocus/server'
import type { DocumentLock, LockableRoot } from '../../shared/core/api/locks.ts'
import type { ServerMessage } from '../../shared/core/api/serverMessages.ts'
import { isDraftsName } from '../../shared/core/documents/kinds.ts'
import { findDocument } from '../../shared/node/documents.ts'
import { isAhead } from './ahead.ts'
import { admit, authoriseMember, authorOfIdentity, baseDocument, identified, mayWrite } from './authentication.ts'
import { awaitHandshake, checkSync, isHereItself, STEP } from './checkSync.ts'
import type { SyncContext, SyncDependencies } from './contract.ts'
import type { AckSink } from './documentLog.ts'
import { forgetDraftOf } from './drafts.ts'
import { scopeFrame } from './frame.ts'
import type { HeldSocket } from './heldSocket.ts'
import { adaptFlushDelay, FLUSH } from './lanes.ts'
import { LockError, type LockRequest, readLocks, releaseLock, storeLock } from './locks.ts'
import type { OthersRows } from './othersRows.ts'
import type { Patience } from './patience.ts'
import { admitPresence, PresenceInbox } from './presenceInbox.ts'
import { accountOf } from './rates.ts'
import { Refusal, turnedAway } from './refusal.ts'
import { Relay } from './relay.ts'
import { Room, type RoomDependencies } from './room.ts'
import { ShortWay } from './shortWay.ts'

/**
 * What may wait while it is asked who somebody is: an honest tab that comes back sends what was typed offline for all of
 * its documents at once. The rates of strangers are the stricter limit.
 */
const UNKNOWN_YET = {
  maxPendingDocuments: 500,
  maxUnauthenticatedQueueMessages: 5_000,
  maxUnauthenticatedQueueSize: 8 * 1024 * 1024,
} as const

type RoomsDependencies = Omit<RoomDependencies, 'onFenced' | 'others'> &
  Pick<SyncDependencies, 'identify' | 'authorise'> & {
    others: SyncDependencies['others'] | null
    patience: Patience
    /** Another server says something about itself. */
    onTold: (server: string, said: string) => void
  }

/** A drafts document: no log, no attribution, gone when the last connection leaves. */
interface DraftsRoom {
  document: Document
  inbox: PresenceInbox
}

/**
 * The open documents: Hocuspocus with its hooks. Only those of authentication, loading, sync and unloading may reject; a
 * rejection of any other ends the process.
 */
export class Rooms {
  readonly hocuspocus: Hocuspocus<SyncContext>
  readonly #of: Omit<RoomsDependencies, 'others'> & RoomDependencies
  /** Null: this is the only server. */
  readonly relay: Relay | null
  readonly #stored = new Map<string, Room>()
  readonly #drafts = new Map<string, DraftsRoom>()
  /** Raised with every re-authorisation: who was let in before it and connected after it is asked again. */
  epoch = 0
  /** Sockets that were let into a document that is not loaded yet. */
  readonly #waiting = new Map<string, Set<HeldSocket>>()

  constructor(of: RoomsDependencies) {
    const { others } = of
    const relay = others
      ? new Relay({
          url: others.redisUrl,
          log: of.log,
          find: name => (this.#stored.get(name) ?? this.#drafts.get(name))?.document,
          all: () => this.hocuspocus.documents.values(),
          areHere: (documentId, clientIds) => {
            const document = this.#stored.get(documentId)?.document
            return document ? clientIds.filter(id => isHereItself(document, id, null)) : []
          },
          onCommitted: (documentId, seq, payload) => this.#stored.get(documentId)?.othersRows?.hear(seq, payload),
          onTold: of.onTold,
        })
      : null
    this.relay = relay
    this.#of = {
      ...of,
      onFenced: room => this.#fence(room),
      others:
        others && relay
          ? {
              committed: (...row) => relay.committed(...row),
              areElsewhere: (...clients) => relay.areElsewhere(...clients),
              alone: others.alone,
            }
          : null,
    }
    this.hocuspocus = new Hocuspocus<SyncContext>({
      quiet: true,
      extensions: relay ? [relay] : [],
      ...FLUSH,
      ...UNKNOWN_YET,
      onAuthenticate: async ({ token, documentName, connectionConfig, context }) => {
        const { epoch } = this
        const member = await this.#admit(token, documentName, context)
        connectionConfig.readOnly = !mayWrite(member, documentName)
        return { member, epoch }
      },
      onLoadDocument: ({ document, documentName }) => this.#load(document, documentName),
      afterLoadDocument: async ({ document }) => {
        document.onUpdate(() => {}) // nothing here uses onChange and onStoreDocument; spare each update their work
        adaptFlushDelay(document)
        // what was committed between the loading and the first that Redis tells of
        const room = this.#stored.get(document.name)
        if (room) await this.#catchUp(room)
      },
      connected: async ({ connection, documentName, context: { socket, member, epoch } }) => {
        const inbox = this.#inbox(documentName)
        if (!socket || !member || !inbox) return
        const address = connection.messageAddress
        const room = this.#stored.get(documentName)
        const shortWay = room && room.record.kind !== 'comments' ? new ShortWay(socket, connection, member, room) : null
        const firstState = room?.firstState ?? null
        socket.open.set(address, { connection, member, inbox, shortWay, firstState })
        if (socket.takeAsked(address)) firstState?.answer(connection)
        if (room?.log.isFenced) return socket.refuse('restarting')
        const gate = room?.gate
        if (gate?.isClosed) close(connection)
        if (gate && !gate.isOpen) tellLocks(connection, gate.locks)
        connection.onClose(() => socket.forget(address))
        if (epoch !== this.epoch) await this.reauthorise(socket, address)
      },
      beforeSync: async ({ type, payload, document, connection, context: { member, socket } }) => {
        try {
          if (!member) throw new Refusal('signInNeeded', 'Nobody is known on this connection.')
          const room = this.#stored.get(document.name) ?? null
          const isComments = room?.record.kind === 'comments'
          // of comments only one's own is taken of a handshake: the check takes the rest out
          const brought = type === STEP.two && isComments ? payload.slice() : payload
          const isApplied = await checkSync({ type, payload, document, connection }, member, room)
          socket?.expect(connection.messageAddress, isApplied)
          // while a lock makes readers of everybody, what is only with them becomes a draft
          if (type === STEP.two && room && (connection.readOnly || isComments) && !room.gate.isClosed)
            if (isAhead(room, brought, member.author)) tell(connection, { type: 'ahead' })
        } catch (error) {
          // the library would leave the socket open and say 1000
          if (!(error instanceof Refusal)) {
            socket?.refuse('restarting')
            throw error
          }
          socket?.close(error.code, error.reason)
          throw turnedAway(error)
        }
      },
      beforeHandleAwareness: async ({ states, documentName, context }) => {
        const inbox = this.#inbox(documentName)
        if (inbox && context?.member) admitPresence(inbox, context.member, states)
        else states.clear()
      },
      onDisconnect: async ({ document, context }) => {
        if (isDraftsName(document.name)) forgetDraftOf(document, context)
      },
      beforeUnloadDocument: async ({ documentName }) => this.#stored.get(documentName)?.settleAndDrain(),
      afterUnloadDocument: async ({ documentName }) => this.#forget(documentName),
    })
  }

  get size(): number {
    return this.#stored.size
  }

  /** The room of a stored document that is open. */
  find(documentId: string): Room | undefined {
    return this.#stored.get(documentId)
  }

  all(): Room[] {
    return [...this.#stored.values()]
  }

  /** What other servers write in the stored documents that are open, by document. */
  othersRows(): Map<string, OthersRows> {
    return new Map([...this.#stored].flatMap(([id, { othersRows }]) => (othersRows ? [[id, othersRows] as const] : [])))
  }

  /** Resolves when every document has been unloaded after its last connection closed, or after so many milliseconds. */
  async emptied(patience: number): Promise<void> {
    const until = performance.now() + patience
    while (this.hocuspocus.documents.size > 0 && performance.now() < until)
      await new Promise(resolve => setTimeout(resolve, 5))
  }

  /** Gives an acknowledgement to the log of its document. Drafts, and documents that were drained, hold none. */
  acknowledge(documentName: string, to: AckSink, frame: Uint8Array): void {
    const room = this.#stored.get(documentName)
    if (room) room.acknowledge(to, frame)
    else to.write(frame, 1)
  }

  /** Asks again what the member behind an open document may do, and lets the socket know. Never rejects. */
  async reauthorise(socket: HeldSocket, address: string): Promise<void> {
    const open = socket.open.get(address)
    if (!open) return
    const { connection, member } = open
    const name = connection.document.name
    try {
      const now = await authoriseMember(this.#of.authorise, member.identity, name)
      if (!now) return socket.refuse('accessRevoked')
      const readOnly = !mayWrite(now, name) || this.#stored.get(baseDocument(name))?.gate.isClosed === true
      if (connection.readOnly === readOnly) return
      // flipping it alone would tell nobody: the client learns its new scope as it learned the first
      connection.readOnly = readOnly
      awaitHandshake(connection)
      connection.send(scopeFrame(address, readOnly))
    } catch (error) {
      if (error instanceof Refusal) socket.close(error.code, error.reason)
      else socket.refuse('restarting')
    }
  }

  /**
   * Lets nobody write in a document, or in a root of it, from now on: first the gate closes, then what was taken becomes
   * durable, then the lock is stored and everybody hears of it. Rejects with a {@link LockError} when it is locked already.
   */
  lock(documentId: string, by: { id: string; name: string }, request: LockRequest): Promise<DocumentLock> {
    return this.with(documentId, room => room.inLockTurn(() => this.#lockNow(room, by, request)))
  }

  async #lockNow(room: Room, by: { id: string; name: string }, request: LockRequest): Promise<DocumentLock> {
    const { root } = request
    const connections = () => room.document.getConnections() as Connection<SyncContext>[]
    room.gate.close(root)
    if (root === null) for (const connection of connections()) connection.readOnly = true
    try {
      // what was checked before the gate closed is applied within this turn
      await new Promise(resolve => setImmediate(resolve))
      await room.drained()
      room.knowLocks(root)
      const lock = await storeLock(this.#of.sql, room.record.id, by, request)
      room.gate.hold(lock)
      for (const connection of connections()) {
        if (room.gate.isClosed) close(connection)
        tellLocks(connection, room.gate.locks)
      }
      // what other servers took before it
      await this.#catchUp(room)
      return lock
    } catch (error) {
      await this.#letWrite(room, root)
      // another server was faster
      if (error instanceof LockError && error.code === 'already-locked') await this.#adoptLocks(room)
      throw error
    }
  }

  /** Ends the lock of a document, or of a root of it. False: there was none. */
  unlock(documentId: string, by: { id: string }, root: LockableRoot | null): Promise<boolean> {
    return this.with(documentId, room =>
      room.inLockTurn(async () => {
        if (!(await releaseLock(this.#of.sql, documentId, by, root))) return false
        await this.#letWrite(room, root)
        return true
      }),
    )
  }

  /** Another server may have locked the document, or let it go. Never rejects. */
  async locksChanged(documentId: string): Promise<void> {
    const room = this.#stored.get(documentId)
    await room
      ?.inLockTurn(() => this.#adoptLocks(room))
      .catch(error => this.#of.log.error({ err: error, documentId }, 'the locks of a document could not be read'))
  }

  /** Makes the gate what is stored. */
  async #adoptLocks(room: Room): Promise<void> {
    const stored = await readLocks(this.#of.sql, room.record.id)
    const here = room.gate.locks
    const isIn = (list: DocumentLock[], lock: DocumentLock) =>
      list.some(({ root, at }) => root === lock.root && at === lock.at)
    const added = stored.filter(lock => !isIn(here, lock))
    const removed = here.filter(lock => !stored.some(({ root }) => root === lock.root))
    if (added.length === 0 && removed.length === 0) return
    for (const { root } of removed) await this.#letWrite(room, root)
    for (const lock of added) room.gate.hold(lock)
    if (added.length > 0) {
      for (const connection of room.document.getConnections() as Connection<SyncContext>[]) {
        if (room.gate.isClosed) close(connection)
        tellLocks(connection, room.gate.locks)
      }
      // what was written before it was heard of may be on its way, and is refused
      await room.drained()
      await this.#catchUp(room)
    }
    room.knowLocks()
  }

  /** Never rejects: what could not be read now is read a second later. */
  async #catchUp(room: Room): Promise<void> {
    await room.catchUp().catch(error => this.#of.log.warn({ err: error }, 'could not read what other servers wrote'))
  }

  /** What was written here must not be stored: everybody comes again, and the document is read anew. */
  #fence(room: Room): void {
    this.#of.log.warn({ documentId: room.record.id }, 'another server locked a document while it was written in here')
    room.end()
    for (const connection of room.document.getConnections() as Connection<SyncContext>[])
      connection.context.socket?.refuse('restarting')
  }

  async #letWrite(room: Room, root: LockableRoot | null): Promise<void> {
    room.openGate(root)
    room.knowLocks()
    const again: Promise<void>[] = []
    for (const connection of room.document.getConnections() as Connection<SyncContext>[]) {
      const { socket } = connection.context
      tellLocks(connection, room.gate.locks)
      if (socket && root === null) again.push(this.reauthorise(socket, connection.messageAddress))
    }
    await Promise.all(again)
  }

  /** Opens the document (or joins it), runs `use`, and resolves when all that was edited is durable. */
  async with<T>(documentId: string, use: (room: Room) => Promise<T>): Promise<T> {
    const direct = await this.hocuspocus.openDirectConnection(documentId, {})
    try {
      const room = this.#stored.get(documentId)
      if (!room) throw new Refusal('documentGone', `Document ${documentId} is not one that is stored.`)
      if (room.log.isFenced) throw new Refusal('restarting', 'The document is just being read anew. Try again.')
      const result = await use(room)
      await room.drained()
      return result
    } finally {
      await direct.disconnect()
    }
  }

  async #admit(token: string, documentName: string, { socket, cookie }: SyncContext) {
    const { patience } = this.#of
    // whoever has a token need not have a cookie, and the token counts
    const session = token === '' ? (cookie ?? null) : null
    const waiting = patience.waitingWith(session)
    if (waiting !== null) return patience.turnAway(waiting, session, socket)
    try {
      const identity = await identified(this.#of, { token, cookie: cookie ?? null })
      const author = authorOfIdentity(identity)
      if (patience.mustWait(author)) return await patience.turnAway(accountOf(author), session, socket)
      const member = await admit(this.#of, identity, documentName)
      if (socket && !this.#inbox(documentName))
        this.#waiting.set(documentName, (this.#waiting.get(documentName) ?? new Set()).add(socket))
      return member
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'restarting' && socket) closeSoon(socket)
      else if (error instanceof Refusal) this.#of.meters.refused(error.reason)
      throw error
    }
  }

  async #load(document: Document, documentName: string): Promise<void> {
    if (isDraftsName(documentName)) {
      this.#drafts.set(documentName, { document, inbox: new PresenceInbox(document, null) })
      const { relay } = this
      if (relay)
        document.on('update', (update: Uint8Array, origin: unknown) => {
          if (origin !== relay.redisTransactionOrigin) relay.drafted(documentName, update)
        })
      this.#waiting.delete(documentName)
      return
    }
    try {
      const record = await findDocument(this.#of.sql, documentName)
      if (!record) throw new Refusal('documentGone', `There is no document ${documentName}.`)
      this.#stored.set(documentName, await Room.open(this.#of, document, record))
      this.#waiting.delete(documentName)
    } catch (cause) {
      if (cause instanceof Refusal) {
        this.#waiting.delete(documentName)
        throw cause
      }
      this.#of.log.error({ err: cause, documentId: documentName }, 'a document could not be loaded')
      for (const socket of this.#waiting.get(documentName) ?? []) closeSoon(socket)
      this.#waiting.delete(documentName)
      const refusal = new Refusal('restarting', 'The document could not be loaded; it is unharmed. Try again.')
      refusal.cause = cause
      throw refusal
    }
  }

  #inbox(documentName: string): PresenceInbox | undefined {
    return (this.#stored.get(documentName) ?? this.#drafts.get(documentName))?.inbox
  }

  /** A document that was loaded again meanwhile already has its own room there. */
  #forget(documentName: string): void {
    const room = this.#stored.get(documentName)
    if (room?.document.isDestroyed) {
      room.end()
      this.#stored.delete(documentName)
    }
    const drafts = this.#drafts.get(documentName)
    if (drafts?.document.isDestroyed) {
      drafts.inbox.destroy()
      this.#drafts.delete(documentName)
    }
  }
}

const tell = (connection: Connection<SyncContext>, message: ServerMessage): void =>
  connection.sendStateless(JSON.stringify(message))

/** Readers hear of locks, too. */
const tellLocks = (connection: Connection<SyncContext>, locks: DocumentLock[]): void =>
  tell(connection, { type: 'locks', locks })

/** A writer becomes a reader. */
function close(connection: Connection<SyncContext>): void {
  connection.readOnly = true
  connection.send(scopeFrame(connection.messageAddress, true))
}

/** After the refusal that the library is about to send: a client that knows only the library retries on a lost socket. */
function closeSoon(socket: HeldSocket): void {
  setTimeout(() => socket.refuse('restarting'), 10)
}
