import type { Connection, Document } from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyAwarenessUpdate } from 'y-protocols/awareness'
import type { Attribution } from './attribution.ts'
import type { Member } from './contract.ts'
import { Refusal } from './refusal.ts'

/**
 * Milliseconds between two presence broadcasts of a document: for few people, and at most; each person adds one. Documents never
 * wait for presence.
 */
const WINDOW = { least: 66, most: 100 }
/**
 * What one frame may hold: a client speaks for itself with one entry, and of peers that timed out. `clients` is how many
 * a connection may speak for in its life: readers, too, are heard by everybody, and every one of these is stored.
 */
const MOST = { entries: 256, stateBytes: 16 * 1024, clients: 8 }

/** One client's state as it will be broadcast; null when it left. */
export interface PresenceEntry {
  clientId: number
  clock: number
  state: Record<string, unknown> | null
}

/**
 * Presence on its way in: the latest entry of each client, applied to the document's awareness in one turn per window, so
 * that Hocuspocus sends one frame for all of it. What a client says about itself is kept, except who it is: `user` is set
 * from the session. What it says about others' clients is dropped.
 */
export class PresenceInbox {
  readonly #document: Document
  readonly #attribution: Attribution | null
  /** The clients that a connection has spoken for so far. */
  readonly #spokeFor = new WeakMap<Connection, Set<number>>()
  #pending = new Map<Connection, Map<number, PresenceEntry>>()
  #timer: NodeJS.Timeout | null = null
  #last = 0

  constructor(document: Document, attribution: Attribution | null) {
    this.#document = document
    this.#attribution = attribution
  }

  /** Throws a {@link Refusal} when `update` is not an awareness update. */
  put(connection: Connection, member: Member, update: Uint8Array): void {
    const entries = this.#pending.get(connection) ?? new Map<number, PresenceEntry>()
    const own = this.#document.connections.get(connection)?.clients
    const spokeFor = this.#spokeFor.get(connection) ?? new Set(own)
    this.#spokeFor.set(connection, spokeFor)
    let gone = false
    for (const entry of readPresence(update)) {
      if (!spokeFor.has(entry.clientId)) {
        // nobody takes away the presence of others, nor that of clients that were never here
        if (!entry.state) continue
        if (spokeFor.size >= MOST.clients) throw new Refusal('badFrame', 'More clients than one connection has.')
        if (!this.owns(entry.clientId, member)) continue
        spokeFor.add(entry.clientId)
      }
      if (entry.state) {
        entry.state.user = member.user
        // a client that comes back after a null state is "updated" to y-protocols, and Hocuspocus would forget whose it is
        own?.add(entry.clientId)
      } else gone = true
      const known = entries.get(entry.clientId)
      if (!known || known.clock <= entry.clock) entries.set(entry.clientId, entry)
    }
    if (entries.size === 0) return
    this.#pending.set(connection, entries)
    // a removal goes through at once, for the socket may close before the window does
    if (gone) this.#apply()
    else this.#timer ??= setTimeout(() => this.#apply(), Math.max(1, this.#window - (performance.now() - this.#last)))
  }

  /** May what `member` says about this client be broadcast? If so, the client id is theirs from now on. */
  owns(clientId: number, member: Member): boolean {
    if (!this.#attribution) return true
    if (!this.#attribution.isFreeOrOwn(clientId, member.author)) return false
    this.#attribution.claim([clientId], member.author).catch(() => {}) // its first update will ask again
    return true
  }

  destroy(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#pending.clear()
  }

  #apply(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#last = performance.now()
    const pending = this.#pending
    this.#pending = new Map()
    const all: PresenceEntry[] = []
    for (const [connection, entries] of pending) {
      const own = this.#document.connections.get(connection)?.clients
      if (!own) continue // whoever left meanwhile would stay as a ghost
      for (const entry of entries.values()) {
        all.push(entry)
        if (!entry.state) own.delete(entry.clientId)
      }
    }
    // in one: Hocuspocus lists everybody for each update. Whose clients they are was said when they came
    if (all.length > 0) applyAwarenessUpdate(this.#document.awareness, writePresence(all), null)
  }

  get #window(): number {
    return Math.min(WINDOW.most, WINDOW.least + this.#document.connections.size)
  }
}

/**
 * The same rules for presence that arrived before its document was open: Hocuspocus has decoded that into `states`, with an
 * awareness of its own, whose empty state under a random client id stands among them and would be seen as a ghost.
 */
export function admitPresence(
  inbox: PresenceInbox,
  member: Member,
  states: Map<number, Record<string, unknown>>,
): void {
  let left: number = MOST.clients
  for (const [clientId, state] of states)
    if (Object.keys(state).length === 0) states.delete(clientId)
    else if (left-- <= 0 || JSON.stringify(state).length > MOST.stateBytes || !inbox.owns(clientId, member))
      states.delete(clientId)
    else state.user = member.user
}

/** Throws a {@link Refusal} unless the bytes are an awareness update with object states of a sane size. */
export function readPresence(update: Uint8Array): PresenceEntry[] {
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    if (count > MOST.entries) throw new Error(`${count} entries`)
    const entries: PresenceEntry[] = []
    for (let i = 0; i < count; i++) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarString(decoder)
      if (json.length > MOST.stateBytes) throw new Error(`a state of ${json.length} bytes`)
      const state: unknown = JSON.parse(json)
      if (typeof state !== 'object' || Array.isArray(state)) throw new Error('a state that is no object')
      entries.push({ clientId, clock, state: state === null ? null : { ...state } })
    }
    return entries
  } catch (cause) {
    const refusal = new Refusal('badFrame', 'This is not an awareness update.')
    refusal.cause = cause
    throw refusal
  }
}

export function writePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  }
  return encoding.toUint8Array(encoder)
}
