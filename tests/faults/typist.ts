import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { Documents } from '../../client/sync/documents.ts'
import type { Random } from '../fuzz/binding/random.ts'
import type { Ground, Person } from './ground.ts'
import type { FaultServer } from './servers.ts'

/** Somebody who types, with the client that belongs to the server, and what that client's header says. */
export interface Typist {
  doc: Y.Doc
  /** Everything there was is here. */
  synced(): boolean
  /** Edits for which the header does not say Saved. */
  unsaved(): number
  /** The most own edits that the header ever called saved. Each edit is a letter, so one clock. */
  promised(): number
  setOnline(online: boolean): void
  /** What the header says about an ending; null while all is well, and with stock, which has no words for it. */
  message(): string | null
  stop(): void
}

export const RETRY = { first: 20, most: 200 }

/** Milliseconds; polls, because clients say so in their own ways. Rejects with a sentence. */
export async function waitFor(what: string, check: () => boolean, patience = 45_000): Promise<void> {
  const end = performance.now() + patience
  while (!check()) {
    if (performance.now() > end) throw new Error(`Waited ${patience} ms in vain: ${what}.`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

export const typedBy = ({ doc }: Pick<Typist, 'doc'>): number => Y.getState(doc.store, doc.clientID)

/** Types letters at places that the seed chooses. */
export function type({ doc }: Pick<Typist, 'doc'>, letters: number, random: Random): void {
  const text = doc.getText('t')
  for (let i = 0; i < letters; i++) text.insert(random.below(text.length + 1), 'x')
}

/** A socket that is closed before it is open says so to nobody. */
export class ClientSocket extends WebSocket {
  constructor(url: string | URL) {
    super(url)
    this.on('error', () => {})
  }
}

interface TypistOptions {
  token?: () => Promise<string>
  Socket?: new (url: string | URL) => WebSocket
}

/** Resolves when everything there is has come. */
export async function openTypist(
  ground: Ground,
  { contender, address }: Pick<FaultServer, 'contender' | 'address'>,
  documentId: string,
  person: Person,
  { token = async () => ground.token(person), Socket = ClientSocket }: TypistOptions = {},
): Promise<Typist> {
  const typist = startTypist({ contender, address }, documentId, person, { token, Socket })
  await waitFor(`${person.name} comes in`, typist.synced)
  return typist
}

/** Does not wait: whoever is refused never comes in. */
export function startTypist(
  { contender, address }: Pick<FaultServer, 'contender' | 'address'>,
  documentId: string,
  person: Person,
  options: Required<TypistOptions>,
): Typist {
  return contender === 'stock' ? stockTypist(address, documentId, options) : ours(address, documentId, person, options)
}

function ours(address: string, documentId: string, person: Person, { token, Socket }: Required<TypistOptions>): Typist {
  const documents = new Documents({
    url: address,
    WebSocket: Socket as unknown as typeof globalThis.WebSocket,
    token,
    upload: async () => 'later',
    readState: async () => null,
    drafts: () => ({ of: async () => [], add: async () => {}, remove: async () => {} }),
    retry: RETRY,
  })
  const open = documents.open(documentId, person)
  let promised = 0
  const look = () => {
    promised = Math.max(promised, typedBy(open) - open.getState().unsaved)
  }
  open.subscribe(look)
  return {
    doc: open.doc,
    synced: () => open.getState().state === 'saved',
    unsaved: () => open.getState().unsaved,
    promised: () => promised,
    setOnline: online => documents.setOnline(online),
    message: () => open.getState().message,
    stop: () => documents.destroy(),
  }
}

/** Its header as its users build it: of the provider's own count. */
function stockTypist(address: string, documentId: string, { token, Socket }: Required<TypistOptions>): Typist {
  const doc = new Y.Doc({ gc: false })
  const socket = new HocuspocusProviderWebsocket({
    url: address,
    WebSocketPolyfill: Socket,
    delay: RETRY.first,
    minDelay: RETRY.first,
    maxDelay: RETRY.most,
  })
  const provider = new HocuspocusProvider({ websocketProvider: socket, name: documentId, document: doc, token })
  let promised = 0
  provider.on('unsyncedChanges', () => {
    promised = Math.max(promised, typedBy({ doc }) - provider.unsyncedChanges)
  })
  provider.attach()
  return {
    doc,
    synced: () => provider.isSynced && provider.unsyncedChanges === 0,
    unsaved: () => provider.unsyncedChanges,
    promised: () => promised,
    setOnline(online) {
      if (online) void socket.connect()
      else socket.disconnect()
    },
    message: () => null,
    stop() {
      provider.destroy()
      socket.destroy()
    },
  }
}
