import { openDocument } from '../../sync/documents.ts'
import type { OpenDocument, SyncUser } from '../../sync/openDocument.ts'

/** How many are on their way at a time: the server ends a socket that asks for a hundred at once. */
const AT_ONCE = 6

interface Entry {
  open: OpenDocument
  stop: () => void
}

/** Documents of a project beside the script, opened as a person opens them, for as long as somebody searches in them. */
export class SearchedDocuments<About extends { documentId: string }> {
  readonly #user: SyncUser
  readonly #changed: () => void
  readonly #entries = new Map<string, Entry>()
  #wanted: readonly About[] = []
  #waiting = 0

  constructor(user: SyncUser, changed: () => void) {
    this.#user = user
    this.#changed = changed
  }

  /** Opens what is missing, a few at a time, and gives free what is no more. */
  want(documents: readonly About[]): void {
    this.#wanted = documents
    const ids = new Set(documents.map(({ documentId }) => documentId))
    for (const [id, entry] of this.#entries) if (!ids.has(id)) this.#close(id, entry)
    this.#openMore()
  }

  /** Those that are there, in the order in which they are wanted. */
  get arrived(): { about: About; open: OpenDocument }[] {
    return this.#wanted.flatMap(about => {
      const open = this.#entries.get(about.documentId)?.open
      return open?.getState().ready ? [{ about, open }] : []
    })
  }

  /** Are some of them still on their way? */
  get opening(): boolean {
    return this.#waiting > 0 || this.#entries.size < this.#wanted.length
  }

  destroy(): void {
    this.#wanted = []
    for (const [id, entry] of this.#entries) this.#close(id, entry)
  }

  #openMore(): void {
    for (const { documentId: id } of this.#wanted) {
      if (this.#waiting >= AT_ONCE) return
      if (this.#entries.has(id)) continue
      const open = openDocument(id, this.#user)
      let isWaiting = true
      this.#waiting++
      const arrived = (): void => {
        const { ready, state } = open.getState()
        if (isWaiting && (ready || state === 'refused' || state === 'offline')) {
          isWaiting = false
          this.#waiting--
          this.#openMore()
        }
        this.#changed()
      }
      open.doc.on('update', this.#changed)
      const unsubscribe = open.subscribe(arrived)
      this.#entries.set(id, {
        open,
        stop: () => {
          if (isWaiting) this.#waiting--
          isWaiting = false
          unsubscribe()
          open.doc.off('update', this.#changed)
        },
      })
      // it may have been open before
      arrived()
    }
  }

  #close(id: string, { open, stop }: Entry): void {
    stop()
    this.#entries.delete(id)
    open.release()
  }
}
