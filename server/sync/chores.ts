import type * as Y from 'yjs'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { ServerEdit } from './serverEdit.ts'

/** Something that the server keeps right in open documents, under its own name. */
export interface Chore {
  name: string
  /** Cheap: is there anything for it to look at in this document? */
  concerns: (doc: Y.Doc, kind: DocumentKind) => boolean
  /** The root types that it writes in. */
  roots: ReadonlySet<string>
  /** Writes nothing when all is well. */
  run: (doc: Y.Doc, origin: ServerEdit) => void
}

/** Milliseconds without an update after which the chores run, and the longest that typing puts them off. */
const PAUSE = { quiet: 150, most: 1000 }

/** The same after an update of another server, which has its own: in case that it ended before. */
const PAUSE_ELSEWHERE = { quiet: 5_000, most: 30_000 }

/** Milliseconds until the chores are tried again after what goes before them could not be done. */
const AGAIN = 2000

export interface ChoresOptions {
  doc: Y.Doc
  kind: DocumentKind
  list: readonly Chore[]
  /** False: these root types are locked, and what would write in them waits for the next touch. */
  mayRun: (roots: ReadonlySet<string>) => boolean
  /** Runs a round with nobody else at it on any server, on all that was written before. */
  alone: (round: () => Promise<void>) => Promise<void>
  /** Goes before every round: without it no chore may run. */
  first: () => Promise<void>
  /** Calls `write` when these root types may be written in the server's name. */
  asServer: (write: (origin: ServerEdit) => void, roots: ReadonlySet<string>) => Promise<void>
  onError: (error: unknown, chore: string) => void
}

/** Runs the chores of one open document, debounced after changes that are not their own. */
export class Chores {
  readonly #options: ChoresOptions
  #dirtySince: number | null = null
  #timer: NodeJS.Timeout | null = null
  /** Is what is due here somebody's own business elsewhere? */
  #isElsewhere = false
  #ended = false

  constructor(options: ChoresOptions) {
    this.#options = options
  }

  /** The document changed. What the server wrote itself needs no second look. */
  touch(origin: unknown): void {
    if (
      this.#ended ||
      (origin instanceof ServerEdit && origin.author.kind === 'agent' && origin.author.agent === 'server')
    )
      return
    this.#isElsewhere = false
    this.#put(PAUSE)
  }

  /** The document changed on another server. */
  touchElsewhere(): void {
    if (this.#ended || (this.#dirtySince !== null && !this.#isElsewhere)) return
    this.#isElsewhere = true
    this.#put(PAUSE_ELSEWHERE)
  }

  /** Runs now what is due. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const { list, mayRun, alone, onError } = this.#options
    if (this.#dirtySince === null || this.#ended || !list.some(({ roots }) => mayRun(roots))) return
    this.#dirtySince = null
    try {
      await alone(() => this.#run())
    } catch (error) {
      onError(error, 'move strays out')
      this.#dirtySince = performance.now()
      this.#schedule(AGAIN)
    }
  }

  async #run(): Promise<void> {
    const { doc, kind, list, first, mayRun, asServer, onError } = this.#options
    await first()
    for (const chore of list)
      try {
        if (mayRun(chore.roots) && chore.concerns(doc, kind))
          await asServer(origin => chore.run(doc, origin), chore.roots)
      } catch (error) {
        onError(error, chore.name)
      }
  }

  end(): void {
    this.#ended = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #put({ quiet, most }: typeof PAUSE): void {
    const now = performance.now()
    this.#dirtySince ??= now
    this.#schedule(Math.max(0, Math.min(quiet, this.#dirtySince + most - now)))
  }

  #schedule(milliseconds: number): void {
    if (this.#ended) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), milliseconds)
  }
}
