import * as sha256 from 'lib0/hash/sha256'
import type * as Y from 'yjs'
import type { ServerMessage } from '../../shared/core/api/serverMessages.ts'
import { canonicalContent, stateOf } from '../../shared/core/documents/content.ts'
import { EDITOR_VERSION } from '../../shared/core/editorVersion.ts'

type Settled = Extract<ServerMessage, { type: 'settled' }>

/** Milliseconds in which nothing may change before a difference counts: a deletion may still be on its way. */
const CONFIRM = 1000

/** Milliseconds between two comparisons: reading a whole script takes some. */
const EVERY = 30_000

/**
 * Compares what this tab has of a document with what the server says that it has. Two copies that took in the same writing and
 * read differently have come apart, by a fault of the library or of ours: no later update mends that.
 */
export class Divergence {
  readonly #doc: Y.Doc
  /** Everything that was written here is with the server. */
  readonly #isSaved: () => boolean
  readonly #found: () => void
  readonly #every: number
  #timer: ReturnType<typeof setTimeout> | null = null
  #compared = Number.NEGATIVE_INFINITY
  readonly #changed = (): void => this.#stop()

  constructor(doc: Y.Doc, isSaved: () => boolean, found: () => void, every = EVERY) {
    this.#doc = doc
    this.#isSaved = isSaved
    this.#found = found
    this.#every = every
    doc.on('update', this.#changed)
  }

  heard(settled: Settled): void {
    this.#stop()
    const now = performance.now()
    if (settled.editor !== EDITOR_VERSION || now - this.#compared < this.#every || !this.#isSaved()) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#compared = performance.now()
      if (this.#isSaved() && this.#differs(settled)) this.#found()
    }, CONFIRM)
  }

  destroy(): void {
    this.#stop()
    this.#doc.off('update', this.#changed)
  }

  #differs({ kind, state, content }: Settled): boolean {
    return hash(stateOf(this.#doc)) === state && hash(canonicalContent(kind, this.#doc)) !== content
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }
}

const hash = (text: string): string =>
  [...sha256.digest(new TextEncoder().encode(text))].map(byte => byte.toString(16).padStart(2, '0')).join('')
