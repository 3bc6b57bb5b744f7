import type * as Y from 'yjs'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { Pause, type PauseTimes } from './pause.ts'
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

/** When the chores run after changes. */
const PAUSE: PauseTimes = { quiet: 150, most: 1_000 }

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
  readonly #pause = new Pause(PAUSE, () => void this.flush())

  constructor(options: ChoresOptions) {
    this.#options = options
  }

  /** The document changed. What the server wrote itself needs no second look. */
  touch(origin: unknown): void {
    if (origin instanceof ServerEdit && origin.author.kind === 'agent' && origin.author.agent === 'server') return
    this.#pause.touch()
  }

  /** The document changed on another server. */
  touchElsewhere(): void {
    this.#pause.touchElsewhere()
  }

  /** Runs now what is due. */
  async flush(): Promise<void> {
    const { list, mayRun, alone, onError } = this.#options
    if (!this.#pause.isDue || !list.some(({ roots }) => mayRun(roots))) return
    this.#pause.take()
    try {
      await alone(() => this.#run())
    } catch (error) {
      onError(error, 'what goes before them')
      this.#pause.again(AGAIN)
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
    this.#pause.end()
  }
}
