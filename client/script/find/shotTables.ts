import { lockOn } from '../../../shared/core/api/locks.ts'
import type { SceneRow } from '../../../shared/core/api/schemas.ts'
import { openDocument } from '../../sync/documents.ts'
import type { OpenDocument, SyncUser } from '../../sync/openDocument.ts'
import type { ShotTable } from './places.ts'

/** How many are on their way at a time: the server ends a socket that asks for a hundred at once. */
const AT_ONCE = 6

type SceneOfTable = Pick<SceneRow, 'id' | 'number' | 'documentId'>

interface Entry {
  scene: SceneOfTable
  open: OpenDocument
  stop: () => void
}

/** The shot tables of a project, opened as a person opens them, for as long as somebody searches in them. */
export class ShotTables {
  readonly #user: SyncUser
  readonly #changed: () => void
  readonly #entries = new Map<string, Entry>()
  #wanted: readonly SceneOfTable[] = []
  #waiting = 0

  constructor(user: SyncUser, changed: () => void) {
    this.#user = user
    this.#changed = changed
  }

  /** Opens what is missing, a few at a time, and gives free what is no more. */
  want(scenes: readonly SceneOfTable[]): void {
    this.#wanted = scenes.filter(scene => scene.documentId !== null)
    const ids = new Set(this.#wanted.map(scene => scene.documentId))
    for (const [id, entry] of this.#entries) if (!ids.has(id)) this.#close(id, entry)
    for (const scene of this.#wanted) {
      const entry = this.#entries.get(scene.documentId ?? '')
      if (entry) entry.scene = scene
    }
    this.#openMore()
  }

  /** Those that are there, in the order of the film. */
  get tables(): ShotTable[] {
    return this.#wanted.flatMap(({ documentId }) => {
      const entry = this.#entries.get(documentId ?? '')
      if (!entry?.open.getState().ready) return []
      const { scene, open } = entry
      const { locks, readOnly } = open.getState()
      const lock = lockOn(locks, 'shots')
      return [
        {
          documentId: open.documentId,
          sceneId: scene.id,
          number: scene.number,
          doc: open.doc,
          closed: lock ? `${lock.by} locked it` : readOnly ? 'you may only read it' : null,
        },
      ]
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
    for (const scene of this.#wanted) {
      if (this.#waiting >= AT_ONCE) return
      const id = scene.documentId
      if (id === null || this.#entries.has(id)) continue
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
        scene,
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
