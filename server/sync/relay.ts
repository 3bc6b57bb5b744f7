import { Redis } from '@hocuspocus/extension-redis'
import type {
  afterLoadDocumentPayload,
  beforeBroadcastStatelessPayload,
  Document,
  onAwarenessUpdatePayload,
} from '@hocuspocus/server'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { encodeStateAsUpdate } from 'yjs'
import { isDraftsName } from '../../shared/core/documents/kinds.ts'
import type { Log } from '../../shared/node/log.ts'
import { within } from '../within.ts'
import { STEP } from './checkSync.ts'
import { FRAME, readHead } from './frame.ts'

/** Milliseconds that opening a document waits for Redis: without it, the log of the database tells what others wrote. */
const PATIENCE = 500
/** Milliseconds between attempts to reach Redis, at most, and between two times that its absence is logged. */
const MOST_BACKOFF = 2_000
const LOG_EVERY = 30_000
/** A row of a log that another server committed: [number of the row][its payload]. Not one of Hocuspocus's own messages. */
const COMMITTED = 100
/** Which of these clients are yours? [question][number of clients][each]. */
const ASKED = 101
/** Those of the question that are: [question][number of clients][each]. */
const ANSWERED = 102
/** Milliseconds that an answer of another server is waited for. */
const ANSWER_PATIENCE = 500

export interface RelayOptions {
  url: string
  log: Log
  /** A document that is open here, or about to be. */
  find: (documentName: string) => Document | undefined
  all: () => Iterable<Document>
  /** Which of these clients are connected here and have sent all that they had? */
  areHere: (documentId: string, clientIds: number[]) => number[]
  /** Another server committed this row. */
  onCommitted: (documentId: string, seq: number, payload: Uint8Array) => void
  /** Another server says something about itself. */
  onTold: (server: string, said: string) => void
}

/**
 * What servers tell each other through Redis: of stored documents the rows of the log that they have just committed, of drafts each
 * update, and of both who is there. Nothing that could still be lost enters a stored document from elsewhere, so it is logged once.
 * The library's own way asks for the difference to the whole document after each update.
 */
export class Relay extends Redis {
  readonly #options: RelayOptions
  readonly #log: Log
  /** Document -> clients whose presence changed in this turn. */
  readonly #present = new Map<Document, Set<number>>()
  /** Question -> whoever waits for an answer. */
  readonly #asked = new Map<number, (clientIds: number[]) => void>()
  #questions = 0
  #complainedAt = Number.NEGATIVE_INFINITY
  #isEnding = false

  constructor(options: RelayOptions) {
    const url = new URL(options.url)
    super({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 6379),
      options: {
        ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
        ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
        ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
        ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
        maxRetriesPerRequest: null, // subscriptions wait for Redis to be there
        retryStrategy: attempt => Math.min(MOST_BACKOFF, 50 * 2 ** Math.min(attempt, 6)),
      },
      prefix: 'aiuteur',
      disconnectDelay: 0,
      awaitInitialSyncTimeout: 0,
    })
    this.#options = options
    this.#log = options.log
    const [theirs] = this.sub.listeners('messageBuffer')
    this.sub.removeAllListeners('messageBuffer')
    this.sub.on('messageBuffer', (channel: Buffer, data: Buffer) => this.#receive(channel, data, theirs))
    this.sub.subscribe(this.#everybody).catch((error: unknown) => this.#failed(error))
    for (const connection of [this.pub, this.sub]) {
      connection.on('error', (error: unknown) => this.#failed(error))
      connection.on('ready', () => this.#back())
    }
  }

  /** Tells the other servers of a row that is committed. Whoever does not hear it reads it in the log. */
  committed(documentId: string, seq: number, payload: Uint8Array): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, documentId)
    encoding.writeVarUint(encoder, COMMITTED)
    encoding.writeVarUint(encoder, seq)
    encoding.writeUint8Array(encoder, payload)
    this.#publish(this.#channel(documentId), encoding.toUint8Array(encoder))
  }

  /** Tells the other servers of an update of a drafts document. */
  drafted(name: string, update: Uint8Array): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, name)
    encoding.writeVarUint(encoder, FRAME.sync)
    encoding.writeVarUint(encoder, STEP.update)
    encoding.writeVarUint8Array(encoder, update)
    this.#publish(this.#channel(name), encoding.toUint8Array(encoder))
  }

  /**
   * Which of these clients are connected to another server and have sent it all that they had. A server that does not answer has
   * nobody: it may be dead.
   */
  async areElsewhere(documentId: string, clientIds: number[]): Promise<number[]> {
    if (!this.#isThere) return []
    const channel = this.#channel(documentId)
    const subscribers = await this.pub.pubsub('NUMSUB', channel).catch(() => [])
    let missing = Number(subscribers[1] ?? 1) - 1
    if (missing <= 0) return []
    const question = ++this.#questions
    const here = new Set<number>()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#asked.set(question, ids => {
      for (const id of ids) here.add(id)
      if (--missing === 0) resolve()
    })
    this.#publish(channel, aboutClients(documentId, ASKED, question, clientIds))
    await within(ANSWER_PATIENCE, promise)
    this.#asked.delete(question)
    return [...here]
  }

  /** Tells the other servers something about this one. */
  tell(said: string): void {
    this.#publish(this.#everybody, Buffer.from(said))
  }

  override async afterLoadDocument(payload: afterLoadDocumentPayload): Promise<void> {
    const loaded = super.afterLoadDocument(payload).catch((error: unknown) => this.#failed(error))
    if (this.#isThere) await within(PATIENCE, loaded)
  }

  /** The library would not tell of the last who leaves, and would tell what it was told. */
  override async onAwarenessUpdate(payload: onAwarenessUpdatePayload): Promise<void> {
    const { document, added, updated, removed, transactionOrigin } = payload
    if (transactionOrigin === this.redisTransactionOrigin) return
    if (this.#present.size === 0) setImmediate(() => this.#tellPresence())
    const clients = this.#present.get(document) ?? new Set()
    for (const client of [...added, ...updated, ...removed]) clients.add(client)
    this.#present.set(document, clients)
  }

  override async beforeBroadcastStateless(payload: beforeBroadcastStatelessPayload): Promise<number> {
    if (!this.#isThere) return 0
    return super.beforeBroadcastStateless(payload).catch((error: unknown) => {
      this.#failed(error)
      return 0
    })
  }

  /** The log is written by the rooms, each update by the server that took it. */
  override async onChange(): Promise<void> {}
  override async onStoreDocument(): Promise<void> {}
  override async afterStoreDocument(): Promise<void> {}

  override async onDestroy(): Promise<void> {
    this.#isEnding = true
    await within(PATIENCE, super.onDestroy()).catch(() => {})
    for (const connection of [this.pub, this.sub]) connection.disconnect(false)
  }

  /** What is published while Redis is away would wait, and be old when it comes. */
  get #isThere(): boolean {
    return this.pub.status === 'ready'
  }

  get #everybody(): string {
    return `${this.configuration.prefix}#servers`
  }

  #channel(documentName: string): string {
    return `${this.configuration.prefix}:${documentName}`
  }

  #publish(channel: string, message: Uint8Array): void {
    if (!this.#isThere) return
    this.pub
      .publish(channel, Buffer.concat([this.messagePrefix, message]))
      .catch((error: unknown) => this.#failed(error))
  }

  #tellPresence(): void {
    for (const [document, clients] of this.#present) this.#tellPresenceOf(document, [...clients])
    this.#present.clear()
  }

  #tellPresenceOf({ name, awareness }: Document, clients: number[]): void {
    const known = clients.filter(client => awareness.meta.has(client))
    if (known.length === 0) return
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, name)
    encoding.writeVarUint(encoder, FRAME.awareness)
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, known))
    this.#publish(this.#channel(name), encoding.toUint8Array(encoder))
  }

  /** `theirs` takes what is a matter of the library alone. Never throws: it is called by the connection. */
  #receive(channel: Buffer, data: Buffer, theirs: unknown): void {
    try {
      const length = data[0] ?? 0
      const server = data.toString('utf8', 1, length + 1)
      if (server === this.configuration.identifier) return
      const message = new Uint8Array(data.buffer, data.byteOffset + length + 1, data.length - length - 1)
      if (channel.toString() === this.#everybody) this.#options.onTold(server, Buffer.from(message).toString())
      else if (!this.#take(server, message) && typeof theirs === 'function')
        Promise.resolve(theirs(channel, data)).catch(error => this.#notUnderstood(error))
    } catch (error) {
      this.#notUnderstood(error)
    }
  }

  /** False: the library knows what to do with it. */
  #take(server: string, message: Uint8Array): boolean {
    const { address, type, body } = readHead(message)
    const decoder = decoding.createDecoder(message)
    decoder.pos = body
    if (type === COMMITTED) {
      const seq = decoding.readVarUint(decoder)
      this.#options.onCommitted(address, seq, decoding.readTailAsUint8Array(decoder))
      return true
    }
    if (type === ASKED) {
      const { question, clientIds } = readAboutClients(decoder)
      const here = this.#options.areHere(address, clientIds)
      this.#publish(`${this.configuration.prefix}#reply:${server}`, aboutClients(address, ANSWERED, question, here))
      return true
    }
    if (type === ANSWERED) {
      const { question, clientIds } = readAboutClients(decoder)
      this.#asked.get(question)?.(clientIds)
      return true
    }
    if (type === FRAME.awareness) {
      // the library would ask who sent it, and lose those who left
      const document = this.#options.find(address)
      const update = decoding.readVarUint8Array(decoder)
      if (document) applyAwarenessUpdate(document.awareness, update, this.redisTransactionOrigin)
      return true
    }
    return (type === FRAME.sync || type === FRAME.syncReply) && !isDraftsName(address)
  }

  #notUnderstood(error: unknown): void {
    this.#log.error({ err: error }, 'a message of another server that nobody understands')
  }

  #failed(error: unknown): void {
    const now = performance.now()
    if (this.#isEnding || now - this.#complainedAt < LOG_EVERY) return
    this.#complainedAt = now
    this.#log.warn({ err: error }, 'Redis does not answer: what others write on other servers comes a second later')
  }

  /** Both connections are (again) there: whoever is here is told to the others, and asked for, and drafts are told anew. */
  #back(): void {
    if (!this.#isThere || this.sub.status !== 'ready') return
    if (this.#complainedAt > 0) this.#log.info('Redis answers again')
    this.#complainedAt = Number.NEGATIVE_INFINITY
    for (const document of this.#options.all()) {
      if (isDraftsName(document.name)) this.drafted(document.name, encodeStateAsUpdate(document))
      this.#tellPresenceOf(document, [...document.awareness.getStates().keys()])
      const encoder = encoding.createEncoder()
      encoding.writeVarString(encoder, document.name)
      encoding.writeVarUint(encoder, FRAME.queryAwareness)
      this.#publish(this.#channel(document.name), encoding.toUint8Array(encoder))
    }
  }
}

function aboutClients(documentId: string, type: number, question: number, clientIds: number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, documentId)
  for (const number of [type, question, clientIds.length, ...clientIds]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

function readAboutClients(decoder: decoding.Decoder): { question: number; clientIds: number[] } {
  const question = decoding.readVarUint(decoder)
  const count = decoding.readVarUint(decoder)
  return { question, clientIds: Array.from({ length: count }, () => decoding.readVarUint(decoder)) }
}
