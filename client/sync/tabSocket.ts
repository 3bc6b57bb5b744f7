import { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { EDITOR_VERSION } from '../../shared/core/editorVersion.ts'
import { countedWebSocket, type FrameTally } from './frameTally.ts'
import type { HeldDrafts } from './heldDrafts.ts'
import type { Upload } from './largeUpdates.ts'
import { type Ending, endingOfClose } from './saveState.ts'

/** Where and how documents are synced; the browser's own by default, another in tests. */
export interface SyncEnvironment {
  /** ws: or wss: address of the sync route. */
  url: string
  WebSocket: typeof WebSocket
  /** A token for a new connection; empty: the session cookie says who we are. Never rejects. */
  token: () => Promise<string>
  /** Sends what is too large for the socket. Never rejects. */
  upload: Upload
  /** What of a document is durable, as a V1 update; null when the server does not say now. Never rejects. */
  readState: (documentId: string) => Promise<Uint8Array | null>
  /** Where an account's unsent words go when a document is locked. */
  drafts: (userId: string) => HeldDrafts
  /** Milliseconds before the first and at most between attempts to reconnect. */
  retry: { first: number; most: number }
}

export interface TabSocketEvents {
  /** Frames of this document were sent or answered. */
  counted: (documentId: string) => void
  /** The connection opened or went. `tally` belongs to the socket that went. */
  lost: (tally: FrameTally | null) => void
  connected: () => void
  /** The server will not have an update of this document that was too large for the socket. */
  refused: (documentId: string, reason: string) => void
  /** The server closed for good. */
  ended: (ending: Ending) => void
}

/** What browsers say of a socket that nobody closed with a code. */
const NO_CLOSE_CODE = 1005

class TabProvider extends HocuspocusProviderWebsocket {
  /** Not set by an initialiser: the library's constructor connects before there is one. */
  private gone?: boolean

  /** The library's own timer connects even what was destroyed while it ran, and then for ever. */
  override async connect(): Promise<unknown> {
    return this.gone ? undefined : super.connect()
  }

  override destroy(): void {
    this.gone = true
    super.destroy()
  }

  /** Disconnects and is told so at once: without a network, nobody answers the farewell that a socket waits for. */
  leave(): void {
    this.disconnect()
    if (this.webSocket) this.emit('close', { event: new CloseEvent('close', { code: NO_CLOSE_CODE }) })
  }
}

/** The one connection of a tab, shared by all its documents. It names the editor version before the first message. */
export class TabSocket {
  readonly provider: TabProvider
  #tally: FrameTally | null = null
  #connected = false
  #everLost = false

  constructor(environment: SyncEnvironment, events: TabSocketEvents) {
    this.provider = new TabProvider({
      url: `${environment.url}?editor=${EDITOR_VERSION}`,
      WebSocketPolyfill: countedWebSocket(environment.WebSocket, {
        opened: tally => {
          this.#tally = tally
        },
        changed: events.counted,
        upload: environment.upload,
        refused: events.refused,
      }),
      delay: environment.retry.first,
      minDelay: environment.retry.first,
      maxDelay: environment.retry.most,
      onOpen: () => {
        this.#connected = true
        events.connected()
      },
      onClose: ({ event }) => {
        const tally = this.#tally
        this.#tally = null
        this.#connected = false
        this.#everLost = true
        events.lost(tally)
        const ending = endingOfClose(event.code)
        if (!ending) return
        this.provider.disconnect() // before the library's own handler, which would connect again
        events.ended(ending)
      },
    })
  }

  /** Counts of the current socket; null while there is none. */
  get tally(): FrameTally | null {
    return this.#tally
  }

  get connected(): boolean {
    return this.#connected
  }

  get everLost(): boolean {
    return this.#everLost
  }

  /** The browser has no network: do not wait for the silence to be noticed. */
  suspend(): void {
    this.provider.leave()
  }

  /** The network is back. */
  resume(): void {
    // a socket that is still closing must connect again when it has closed
    this.provider.shouldConnect = true
    void this.provider.connect()
  }

  destroy(): void {
    this.provider.destroy()
  }
}
