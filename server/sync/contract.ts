import type { Hono } from 'hono'
import type { TransactionSql } from 'postgres'
import type { WebSocketServer } from 'ws'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Role } from '../../shared/core/access.ts'
import type { DocumentLock, LockableRoot } from '../../shared/core/api/locks.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { SHAPES } from '../../shared/core/documents/shapes.ts'
import type { Config } from '../../shared/node/config.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { DocumentRecord } from '../../shared/node/documents.ts'
import type { Log } from '../../shared/node/log.ts'
import type { Identity } from '../../shared/node/syncToken.ts'
import type { HeldSocket } from './heldSocket.ts'
import type { LockRequest } from './locks.ts'
import type { SyncMeters } from './meters.ts'
import type { RATES } from './rates.ts'

export type { Identity }

/** What the sync server asks of the rest of the server. */
export interface SyncDependencies {
  sql: Sql
  config: Pick<Config, 'url' | 'HOST' | 'PORT' | 'LOCAL_MODE'>
  log: Log
  /** Who bears this token, or, with an empty token, this Cookie header. Null: nobody we know. */
  identify(credentials: { token: string; cookie: string | null }): Promise<Identity | null>
  /** The document and the identity's role in its project. Null for a stranger and for a document that is not there. */
  authorise(identity: Identity, documentId: string): Promise<{ document: DocumentRecord; role: Role } | null>
  /** What each account may send; {@link import('./rates.ts').RATES} unless said otherwise. */
  rates?: Partial<typeof RATES>
  /** What documents may hold; {@link SHAPES} unless said otherwise. Everything else is moved out of them. */
  shapes?: typeof SHAPES
  /** What is counted; nothing unless said otherwise. */
  meters?: SyncMeters
  /** How this server hears of others that have the same database. It is the only one unless said otherwise. */
  others?: {
    redisUrl: string
    /** Runs `act` while no other server runs anything under this name. Not to be asked for from inside. */
    alone: (name: string, act: () => Promise<void>) => Promise<void>
  }
  /** Called inside the transaction that records that the canonical content of a document changed and came to rest. */
  onSettled(tx: TransactionSql, document: DocumentRecord): Promise<void>
}

/** An open document, and who is where in it. */
export type OpenRoomDoc = Y.Doc & { readonly awareness: Awareness }

export interface Sync {
  /** Adds the `/sync` route. The HTTP server must be served with {@link Sync.websocketServer}. */
  mount(app: Hono): void
  readonly websocketServer: WebSocketServer
  /** Applies a V1 update to the open room of a document, under `author`. Resolves when it is durable. */
  apply(documentId: string, bytes: Uint8Array, author: Author): Promise<void>
  /**
   * Takes a V1 update of somebody who may write, too large for a frame: with the checks of the socket. Resolves when it is
   * durable; rejects with a {@link import('./refusal.ts').Refusal} before anything was applied.
   */
  take(documentId: string, bytes: Uint8Array, author: Author): Promise<void>
  /**
   * Lets nobody write in a document, or in one root of it, from now on: no connection, no job, no chore. Resolves when
   * everything acknowledged before is durable and the lock is stored. Rejects with a
   * {@link import('./locks.ts').LockError} when it is locked. While it is, `take` and `apply` reject with one when they
   * would change what is locked, and `transact` in any case.
   */
  lock(documentId: string, by: { id: string; name: string }, request: LockRequest): Promise<DocumentLock>
  /** Ends the lock of a document, or of a root of it. False: it had none. */
  unlock(documentId: string, by: { id: string }, root: LockableRoot | null): Promise<boolean>
  /** Edits a document as `author` in one transaction. Resolves with what `fn` returned, when its edits are durable. */
  transact<T>(documentId: string, author: Author, fn: (doc: OpenRoomDoc) => T): Promise<T>
  /** Resolves when everything that the open rooms of these documents hold is durable. */
  drain(documentIds: readonly string[]): Promise<void>
  /**
   * Authorises again every open connection of an account (null: of everybody), after its role changed, it was removed, or
   * the session or key ended by which it came in.
   */
  recheck(userId: string | null): Promise<void>
  /** The people who have documents open, on whichever server. */
  present(): Present[]
  /** The stored documents that are open on this server, and what of them is not durable yet. */
  open(): { documentId: string; unsavedBytes: number }[]
  /** For /api/ready. */
  status(): { documents: number; connections: number }
  /** Closes every connection with "restarting" and resolves when everything received is durable. */
  stop(): Promise<void>
}

/** Somebody who has a document open. */
export interface Present {
  documentId: string
  person: { id: string; name: string }
}

/** Somebody let into a document. */
export interface Member {
  identity: Identity
  author: Author
  document: DocumentRecord
  role: Role
  /** What everybody else sees in awareness as `user`. */
  user: PresentUser
}

export interface PresentUser {
  id: string
  name: string
  colour: string
  agent?: true
}

/** The context of a Hocuspocus connection. Edits made by the server itself have neither socket nor member. */
export interface SyncContext {
  socket?: HeldSocket
  cookie?: string | null
  member?: Member
  /** The number of re-authorisations there had been when the member was authorised. */
  epoch?: number
}
