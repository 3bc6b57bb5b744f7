import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import type { DocumentAuthors } from '../../shared/core/api/authors.ts'
import { GONE, type Hand, IMPORTED } from './hand.ts'

/** As much of an open document as tells who is in it, and whether the server has all that is here. */
export interface AuthoredDocument {
  awareness: Awareness
  /** Is every change here with the server? Its answer about client ids is complete then. */
  isSettled: () => boolean
  /** Calls when that may have changed. */
  subscribe: (listener: () => void) => () => void
}

/** Set by the server from the session of whoever the client id belongs to. */
const present = z.object({
  user: z.object({ id: z.string(), name: z.string(), agent: z.literal(true).optional() }),
})

/** Milliseconds until a server that did not answer is asked again. */
const AGAIN = 5_000

/**
 * Whose the client ids of a document are: oneself and those who are here by their presence, at once; everybody else as the
 * server says, asked anew whenever an id shows up that nobody has told of.
 */
export class AuthorRegister {
  readonly #document: AuthoredDocument
  readonly #ask: () => Promise<DocumentAuthors>
  readonly #onLearnt: () => void
  readonly #hands = new Map<number, Hand>()
  readonly #unknown = new Set<number>()
  /** Nobody's by an answer that came while changes were under way to the server: perhaps it had not heard of them yet. */
  readonly #unsure = new Set<number>()
  #stop: (() => void) | null = null
  #asking = false

  constructor(document: AuthoredDocument, ask: () => Promise<DocumentAuthors>, onLearnt: () => void) {
    this.#document = document
    this.#ask = ask
    this.#onLearnt = onLearnt
  }

  start(): void {
    if (this.#stop) return
    const { awareness, subscribe } = this.#document
    const onPresence = () => {
      if (this.#readPresence()) this.#onLearnt()
    }
    const stopListening = subscribe(() => this.#askAboutUnsure())
    awareness.on('change', onPresence)
    this.#stop = () => {
      awareness.off('change', onPresence)
      stopListening()
    }
    this.#readPresence()
    void this.#askAboutUnknown() // what was asked when it was stopped
  }

  stop(): void {
    this.#stop?.()
    this.#stop = null
  }

  /** Null: not known yet. The server is asked, and `onLearnt` called when there is an answer. */
  handOf(client: number): Hand | null {
    const hand = this.#hands.get(client)
    if (hand) return hand
    if (!this.#unknown.has(client)) {
      this.#unknown.add(client)
      queueMicrotask(() => void this.#askAboutUnknown())
    }
    return null
  }

  /** Was anybody among them who was unknown until now? */
  #readPresence(): boolean {
    let hasAnswer = false
    for (const [client, state] of this.#document.awareness.getStates()) {
      const user = present.safeParse(state).data?.user
      if (!user || user.agent || this.#hands.has(client)) continue
      this.#hands.set(client, { kind: 'person', id: user.id, name: user.name })
      if (this.#unknown.delete(client)) hasAnswer = true
    }
    return hasAnswer
  }

  #askAboutUnsure(): void {
    if (this.#unsure.size === 0 || !this.#document.isSettled()) return
    for (const client of this.#unsure) {
      this.#hands.delete(client)
      this.#unknown.add(client)
    }
    this.#unsure.clear()
    void this.#askAboutUnknown()
  }

  async #askAboutUnknown(): Promise<void> {
    if (this.#asking || !this.#stop || this.#unknown.size === 0) return
    this.#asking = true
    const asked = [...this.#unknown]
    const isSettled = this.#document.isSettled()
    const authors = await this.#ask().catch(() => null)
    if (!authors) {
      // the words stay without a colour until the server answers; the header says that it does not
      setTimeout(() => {
        this.#asking = false
        void this.#askAboutUnknown()
      }, AGAIN)
      return
    }
    this.#asking = false
    for (const [client, author] of Object.entries(authors)) this.#hands.set(Number(client), author ?? GONE)
    for (const client of asked)
      if (!this.#hands.has(client)) {
        this.#hands.set(client, IMPORTED)
        if (!isSettled) this.#unsure.add(client)
      }
    for (const client of [...this.#unknown]) if (this.#hands.has(client)) this.#unknown.delete(client)
    this.#onLearnt()
    void this.#askAboutUnknown() // about ids that came meanwhile
  }
}
