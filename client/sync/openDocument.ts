import { HocuspocusProvider } from '@hocuspocus/provider'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type DocumentLock, lockOn } from '../../shared/core/api/locks.ts'
import { serverMessage } from '../../shared/core/api/serverMessages.ts'
import { colourOf } from '../../shared/core/documents/colour.ts'
import { isDraftsName } from '../../shared/core/documents/kinds.ts'
import { Divergence } from './divergence.ts'
import { forgetPending } from './forgetPending.ts'
import { outstanding } from './frameTally.ts'
import { type LocalCopy, openLocalCopy } from './localCopy.ts'
import { meetAgain } from './meetAgain.ts'
import { type Ending, endingOf, type SaveSummary, saveSummary } from './saveState.ts'
import type { TabSocket } from './tabSocket.ts'

export interface SyncUser {
  id: string
  name: string
}

export interface DocumentState extends SaveSummary {
  /** Is the content all there, so that it may be shown? True from the first sync, or from a copy that was synced before. */
  ready: boolean
  /** The server lets us read only. */
  readOnly: boolean
  /** Nobody may change it now, and why. */
  lock: DocumentLock | null
  /** All locks that hold, those of single root types included. */
  locks: readonly DocumentLock[]
  /** Ready, and we may change it. */
  editable: boolean
}

/** After either of these what is open here is not what the server has, and cannot become it. */
export interface OpenDocumentEvents {
  /** The document was locked before the server had taken everything that was written here. */
  heldBack(): void
  /** We only read, and show what the server lost before it was saved. */
  ahead(): void
  /** It took in the same as the server and reads something else. */
  diverged(): void
}

/** A document as open in this tab. Shared by everybody who opened it: each calls `release` once. */
export class OpenDocument {
  readonly documentId: string
  /** Keeps deleted structs: undo would crash, or bring back the wrong words, after they were collected. */
  readonly doc = new Y.Doc({ gc: false })
  readonly awareness = new Awareness(this.doc)
  readonly release: () => void
  readonly #provider: HocuspocusProvider
  readonly #socket: TabSocket
  readonly #listeners = new Set<() => void>()
  readonly #events: OpenDocumentEvents
  readonly #divergence: Divergence
  #localCopy: LocalCopy | null = null
  #state: DocumentState
  #ending: Ending | null = null
  #readOnly = false
  #locks: readonly DocumentLock[] = []
  #heldBack = false
  #synced = false
  /** Changes that were put on no socket, or on one that was lost before it answered. */
  #unsent = 0
  /** Frames sent when the current update began: the provider is called between the two listeners for it. */
  #sentBefore = 0
  #copyOpened = false
  #destroyed = false

  constructor(
    documentId: string,
    user: SyncUser,
    socket: TabSocket,
    token: () => Promise<string>,
    release: () => void,
    events: OpenDocumentEvents,
  ) {
    this.#events = events
    this.documentId = documentId
    this.release = release
    this.#socket = socket
    const isSaved = () => this.#synced && this.#socket.connected && this.#state.unsaved === 0
    this.#divergence = new Divergence(this.doc, isSaved, () => events.diverged())
    // what we look like until the server, which decides, has heard of us
    this.awareness.setLocalStateField('user', { id: user.id, name: user.name, colour: colourOf(user.id) })
    this.doc.on('update', () => {
      this.#sentBefore = this.#sent()
    })
    this.#provider = new HocuspocusProvider({
      name: documentId,
      document: this.doc,
      awareness: this.awareness,
      websocketProvider: socket.provider,
      token,
      onAuthenticated: ({ scope }) => {
        meetAgain(this.awareness)
        const mayWriteAgain = this.#readOnly && scope !== 'readonly' && this.#synced
        this.#change(() => (this.#readOnly = scope === 'readonly'))
        if (mayWriteAgain) this.#provider.forceSync() // what was refused meanwhile is taken now
      },
      onAuthenticationFailed: ({ reason }) => {
        const ending = endingOf(reason)
        if (ending) this.end(ending)
      },
      onStateless: ({ payload }) => {
        const said = serverMessage.safeParse(JSON.parse(payload))
        if (said.data?.type === 'locks') this.#heardLocks(said.data.locks)
        if (said.data?.type === 'ahead') this.#events.ahead()
        if (said.data?.type === 'settled') this.#divergence.heard(said.data)
      },
      onSynced: () =>
        this.#change(() => {
          this.#synced = true
          this.#localCopy?.markSynced()
        }),
    })
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => this.#updated(origin))
    this.#state = this.#read()
    void this.#start(user.id)
  }

  getState = (): DocumentState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The tally of the socket changed, or the socket did. */
  counted(): void {
    this.#change(() => {
      const tally = this.#socket.tally?.of(this.documentId)
      if (tally?.handshaken && outstanding(tally) === 0 && tally.refused === 0) this.#unsent = 0
    })
  }

  /** A socket was lost: what it had not answered is only here again. */
  lost(unanswered: number): void {
    forgetPending(this.doc)
    this.#change(() => (this.#unsent += unanswered))
  }

  end(ending: Ending): void {
    if (this.#ending) return
    this.#provider.detach()
    this.#change(() => (this.#ending = ending))
  }

  /** Closes it and removes its copy from this browser: it will be read anew from the server. */
  async forget(): Promise<void> {
    await this.#localCopy?.clear().catch(() => {})
    this.#localCopy = null
    this.destroy()
  }

  destroy(): void {
    this.#destroyed = true
    this.#divergence.destroy()
    this.#provider.destroy()
    this.#localCopy?.close()
    this.doc.destroy()
    this.#listeners.clear()
  }

  /** The copy first: sent as updates instead of by the handshake, its old contents would look like somebody's new edits. */
  async #start(userId: string): Promise<void> {
    const copy = isDraftsName(this.documentId) ? null : await openLocalCopy(userId, this.documentId, this.doc)
    if (this.#destroyed) return copy?.close()
    this.#change(() => {
      this.#localCopy = copy
      this.#copyOpened = true
    })
    if (!this.#ending) this.#provider.attach()
  }

  #sent(): number {
    return this.#socket.tally?.of(this.documentId).sent ?? 0
  }

  #updated(origin: unknown): void {
    if (!this.#copyOpened || origin === this.#provider || origin === this.#localCopy?.origin) return
    // a change for which the provider put nothing on the socket is on none
    if (this.#sent() === this.#sentBefore) this.#change(() => this.#unsent++)
  }

  #heardLocks(locks: readonly DocumentLock[]): void {
    const isUnlocking = locks.length < this.#locks.length
    this.#change(() => (this.#locks = locks))
    // what a lock of a root kept out is taken now; after the lock of a whole document the server says that we may write
    if (isUnlocking && !this.#readOnly && this.#synced) this.#provider.forceSync()
  }

  /** Locked, and the server has answered everything, some of it with no: that is now in this browser only. */
  #lookForHeldBack(): void {
    const tally = this.#socket.tally?.of(this.documentId)
    const isHeldBack =
      this.#locks.length > 0 &&
      this.#synced &&
      tally?.handshaken === true &&
      outstanding(tally) === 0 &&
      tally.refused + this.#unsent > 0
    if (isHeldBack && !this.#heldBack) queueMicrotask(this.#events.heldBack)
    this.#heldBack = isHeldBack
  }

  #read(): DocumentState {
    const tally = this.#socket.tally?.of(this.documentId)
    const lock = lockOn(this.#locks, null)
    const summary = saveSummary({
      ending: this.#ending,
      readOnly: this.#readOnly,
      lock,
      connected: this.#socket.connected,
      everLost: this.#socket.everLost,
      handshaken: tally?.handshaken ?? false,
      outstanding: tally ? outstanding(tally) : 0,
      refused: tally?.refused ?? 0,
      unsent: this.#unsent,
    })
    const ready = this.#synced || this.#localCopy?.wasSynced === true
    const editable = ready && !this.#readOnly && !lock && !this.#ending
    return { ...summary, ready, readOnly: this.#readOnly, lock, locks: this.#locks, editable }
  }

  #change(change: () => void): void {
    change()
    this.#lookForHeldBack()
    const next = this.#read()
    if (isSame(next, this.#state)) return
    this.#state = next
    for (const listener of [...this.#listeners]) listener()
  }
}

const isSame = (a: DocumentState, b: DocumentState): boolean =>
  a.state === b.state &&
  a.unsaved === b.unsaved &&
  a.message === b.message &&
  a.ready === b.ready &&
  a.readOnly === b.readOnly &&
  a.lock === b.lock &&
  a.locks === b.locks &&
  a.editable === b.editable
