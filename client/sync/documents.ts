import * as Y from 'yjs'
import { syncToken } from '../../shared/core/api/schemas.ts'
import { isDraftsName } from '../../shared/core/documents/kinds.ts'
import { newId } from '../../shared/core/ids.ts'
import { differenceBetween } from '../../shared/core/suggestions/between.ts'
import { api } from '../api/request.ts'
import { outstanding, type Tally } from './frameTally.ts'
import { browserDrafts, type HeldDrafts } from './heldDrafts.ts'
import { OpenDocument, type SyncUser } from './openDocument.ts'
import { endingOf, type SaveSummary, worstOf } from './saveState.ts'
import { type SyncEnvironment, TabSocket } from './tabSocket.ts'
import { readDurableState, uploadUpdate } from './upload.ts'

/** What only this browser has of the frames of a socket that is gone. */
const unanswered = (tally: Tally): number => outstanding(tally) + tally.refused

/** Milliseconds that a document stays open after the last release: moving between pages closes nothing. */
const LINGER = 3000

/** Milliseconds until it is tried again to set unsent words aside. */
const HOLD_AGAIN = 2000

/** Milliseconds in which a document is dropped once at most, should its copy in this browser not let itself be removed. */
const DROP_AGAIN = 60_000

/** Milliseconds in which a document is opened anew once at most because it reads otherwise than on the server. */
const MEND_AGAIN = 600_000

interface Entry {
  open: OpenDocument
  user: SyncUser
  uses: number
  timer: ReturnType<typeof setTimeout> | null
  /** Performance time of the last drop. */
  dropped: number
  /** Performance time at which it was last opened anew because it had come apart from the server. */
  mended: number
}

/** All documents open in a tab, on one connection. */
export class Documents {
  readonly #environment: SyncEnvironment
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<() => void>()
  readonly #replaced = new Set<(old: OpenDocument, next: OpenDocument) => void>()
  #socket: TabSocket | null = null
  #summary: SaveSummary = worstOf([])

  constructor(environment: SyncEnvironment) {
    this.#environment = environment
  }

  /** Opens a document, or shares the open one. Call `release` on it once. */
  open(documentId: string, user: SyncUser): OpenDocument {
    const key = `${user.id} ${documentId}`
    const known = this.#entries.get(key)
    // refused, and nobody looks at it any more: whoever comes back asks anew
    if (known?.uses === 0 && known.open.getState().state === 'refused') this.#remove(key, known)
    const entry = this.#entries.get(key) ?? this.#add(key, documentId, user)
    if (entry.timer) clearTimeout(entry.timer)
    entry.timer = null
    entry.uses++
    return entry.open
  }

  /** The worst state of the open documents, and all their unsaved changes. */
  getSummary = (): SaveSummary => this.#summary

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told when a document was opened anew under somebody who has it open. Returns how to stop. */
  onReplaced(listener: (old: OpenDocument, next: OpenDocument) => void): () => void {
    this.#replaced.add(listener)
    return () => this.#replaced.delete(listener)
  }

  /** What an account wrote that locks held back. */
  drafts(userId: string): HeldDrafts {
    return this.#environment.drafts(userId)
  }

  /** Follows what the browser says of its network, which is quicker than a connection that falls silent. */
  setOnline(online: boolean): void {
    if (online) this.#socket?.resume()
    else this.#socket?.suspend()
  }

  /** Closes everything, saved or not. */
  destroy(): void {
    for (const [key, entry] of this.#entries) this.#remove(key, entry)
    this.#socket?.destroy()
    this.#socket = null
  }

  #add(key: string, documentId: string, user: SyncUser): Entry {
    this.#socket ??= this.#connect()
    const open = this.#make(key, documentId, user, this.#socket)
    const entry: Entry = {
      open,
      user,
      uses: 0,
      timer: null,
      dropped: Number.NEGATIVE_INFINITY,
      mended: Number.NEGATIVE_INFINITY,
    }
    this.#entries.set(key, entry)
    this.#summarise()
    return entry
  }

  #make(key: string, documentId: string, user: SyncUser, socket: TabSocket): OpenDocument {
    const { token } = this.#environment
    const open: OpenDocument = new OpenDocument(documentId, user, socket, token, () => this.#release(key), {
      heldBack: () => void this.#holdBack(key, open),
      ahead: () => void this.#drop(key, open),
      diverged: () => void this.#mend(key, open),
    })
    open.subscribe(() => this.#summarise())
    return open
  }

  /**
   * A document was locked before everything written here had reached the server. What is only here becomes a private
   * draft, and the document is opened anew as it is on the server. Tried again for as long as it is locked.
   */
  async #holdBack(key: string, open: OpenDocument): Promise<void> {
    const entry = this.#entries.get(key)
    const [lock] = open.getState().locks
    if (!lock || entry?.open !== open || !this.#socket) return
    try {
      const state = await this.#environment.readState(open.documentId)
      if (!state) throw new Error('The server does not say what it has.')
      if (open.getState().locks.length === 0 || entry.open !== open) return
      const durable = new Y.Doc()
      Y.applyUpdate(durable, state)
      const difference = differenceBetween(durable, open.doc)
      if (difference.edits.length > 0 || difference.text !== '')
        await this.#environment.drafts(entry.user.id).add({
          id: newId(),
          documentId: open.documentId,
          lockedBy: lock.by,
          at: new Date().toISOString(),
          ...difference,
        })
    } catch {
      setTimeout(() => void this.#holdBack(key, open), HOLD_AGAIN)
      return
    }
    if (entry.open === open) await this.#openAnew(key, entry)
  }

  /** A reader shows what the server lost before it was saved, and cannot hand it back: it is opened anew without it. */
  async #drop(key: string, open: OpenDocument): Promise<void> {
    const entry = this.#entries.get(key)
    if (entry?.open !== open) return
    const wait = entry.dropped + DROP_AGAIN - performance.now()
    if (wait > 0) return void setTimeout(() => void this.#drop(key, open), wait)
    entry.dropped = performance.now()
    await this.#openAnew(key, entry)
  }

  /**
   * What is open here took in the same as the server and reads otherwise. What only it says becomes a private draft, the document
   * is opened anew, and its person reads why. Not twice at once: should it happen again, it is no accident of this copy.
   */
  async #mend(key: string, open: OpenDocument): Promise<void> {
    const entry = this.#entries.get(key)
    if (entry?.open !== open || performance.now() - entry.mended < MEND_AGAIN) return
    const state = await this.#environment.readState(open.documentId)
    if (!state || entry.open !== open || open.getState().unsaved > 0) return
    const durable = new Y.Doc()
    Y.applyUpdate(durable, state)
    const draft = { id: newId(), documentId: open.documentId, lockedBy: null, at: new Date().toISOString() }
    try {
      await this.#environment.drafts(entry.user.id).add({ ...draft, ...differenceBetween(durable, open.doc) })
    } catch {
      return // without a place for the words it stays as it is, until the next comparison
    }
    entry.mended = performance.now()
    if (entry.open === open) await this.#openAnew(key, entry)
  }

  async #openAnew(key: string, entry: Entry): Promise<void> {
    const { open } = entry
    if (this.#entries.get(key) !== entry || !this.#socket) return
    await open.forget()
    if (this.#entries.get(key) !== entry || !this.#socket) return
    this.#socket.tally?.forget(open.documentId)
    // the library takes a second opening of a document on one socket for a part of the first
    this.#socket.suspend()
    this.#socket.resume()
    entry.open = this.#make(key, open.documentId, entry.user, this.#socket)
    for (const listener of [...this.#replaced]) listener(open, entry.open)
    this.#summarise()
  }

  #release(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry || entry.uses === 0) return
    entry.uses--
    if (entry.uses > 0) return
    const leave = () => {
      // what only this tab has is not given up because somebody turned the page
      if (entry.open.getState().unsaved > 0 && entry.open.getState().state !== 'refused')
        entry.timer = setTimeout(leave, LINGER)
      else this.#remove(key, entry)
    }
    entry.timer = setTimeout(leave, LINGER)
  }

  #remove(key: string, entry: Entry): void {
    if (entry.timer) clearTimeout(entry.timer)
    this.#entries.delete(key)
    entry.open.destroy()
    this.#summarise()
  }

  #connect(): TabSocket {
    const all = () => [...this.#entries.values()].map(({ open }) => open)
    return new TabSocket(this.#environment, {
      counted: documentId => {
        for (const open of all()) if (open.documentId === documentId) open.counted()
      },
      connected: () => {
        for (const open of all()) open.counted()
      },
      lost: tally => {
        for (const open of all()) open.lost(tally ? unanswered(tally.of(open.documentId)) : 0)
      },
      refused: (documentId, reason) => {
        const ending = endingOf(reason)
        for (const open of all()) if (ending && open.documentId === documentId) open.end(ending)
      },
      ended: ending => {
        for (const open of all()) open.end(ending)
        // whoever opens another document later asks anew
        const ended = this.#socket
        this.#socket = null
        setTimeout(() => ended?.destroy())
      },
    })
  }

  #summarise(): void {
    const states = [...this.#entries.values()]
      .filter(({ open }) => !isDraftsName(open.documentId))
      .map(({ open }) => open.getState())
    const { state, unsaved, message } = worstOf(states)
    if (state === this.#summary.state && unsaved === this.#summary.unsaved && message === this.#summary.message) return
    this.#summary = { state, unsaved, message }
    for (const listener of [...this.#listeners]) listener()
  }
}

/** Milliseconds for which one token serves all documents that connect; the server takes it for longer. */
const TOKEN_AGE = 60_000

/** A token function that asks the server once for all documents. Without one the cookie says who we are. */
function tokens(): () => Promise<string> {
  let current: { token: Promise<string>; until: number } | null = null
  return () => {
    if (!current || Date.now() > current.until) {
      const token = api.post('/api/sync/token', {}, syncToken).then(
        answer => answer.token,
        () => {
          current = null
          return ''
        },
      )
      current = { token, until: Date.now() + TOKEN_AGE }
    }
    return current.token
  }
}

/** Milliseconds for the server to answer when the browser says that it has no network. */
const ANSWER_WITHIN = 2000

const serverAnswers = (): Promise<boolean> =>
  fetch('/api/health', { signal: AbortSignal.timeout(ANSWER_WITHIN), cache: 'no-store' }).then(
    answer => answer.ok,
    () => false,
  )

/** Milliseconds between two looks for the server while the browser says that it has no network. */
const LOOK_EVERY = 1000

/**
 * Gives the connection up once the browser has no network and the server does not answer either: one on this machine is there
 * without any network.
 */
async function watchNetwork(documents: Documents): Promise<void> {
  while (!navigator.onLine) {
    if (!(await serverAnswers())) {
      if (!navigator.onLine) documents.setOnline(false)
      return
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY))
  }
}

let ofTab: Documents | null = null

/** The documents of this tab. Warns before leaving while something is not saved. */
export function tabDocuments(): Documents {
  if (ofTab) return ofTab
  const documents = new Documents({
    url: `${location.origin.replace(/^http/, 'ws')}/sync`,
    WebSocket,
    token: tokens(),
    upload: uploadUpdate,
    readState: readDurableState,
    drafts: browserDrafts,
    retry: { first: 500, most: 10_000 },
  })
  window.addEventListener('beforeunload', event => {
    if (documents.getSummary().unsaved > 0) event.preventDefault()
  })
  const watch = () => void watchNetwork(documents)
  window.addEventListener('offline', watch)
  if (!navigator.onLine) watch()
  window.addEventListener('online', () => documents.setOnline(true))
  ofTab = documents
  return documents
}

/** Opens a document of the signed-in person, or shares the open one. Call `release` on it once. */
export const openDocument = (documentId: string, user: SyncUser): OpenDocument => tabDocuments().open(documentId, user)
