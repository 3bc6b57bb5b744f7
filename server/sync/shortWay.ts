import type { Connection } from '@hocuspocus/server'
import * as Y from 'yjs'
import { checkUnclaimed, isInStep, isWhollyIn } from './checkSync.ts'
import type { Member, SyncContext } from './contract.ts'
import { acknowledgement } from './frame.ts'
import type { HeldSocket } from './heldSocket.ts'
import { flushWhenQuiet } from './lanes.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'
import { leavesGap, scanUpdate, type UpdateScan } from './updateScan.ts'

/** What came on a connection, in its order. */
interface Frame {
  /** Null: no update. */
  update: Uint8Array | null
  /** Gives it to the library. */
  takeLongWay: () => void
}

/**
 * The way of plain keystrokes into a document. Through the library every message is a chain of promises and a transaction of
 * its own; an update that needs no waiting, because it follows what is here and its client id is stored as its author's, is
 * checked and applied at once, and what came in one turn is one transaction. The checks are those of the long way. Whatever
 * is not plain goes there, and what follows waits until it is through.
 */
export class ShortWay {
  readonly #socket: HeldSocket
  readonly #connection: Connection<SyncContext>
  readonly #member: Member
  readonly #room: Room
  readonly #acknowledgement: Uint8Array
  #frames: Frame[] = []
  /** Is the rest of this turn awaited, or something on the long way? */
  #isWaiting = false

  constructor(socket: HeldSocket, connection: Connection<SyncContext>, member: Member, room: Room) {
    this.#socket = socket
    this.#connection = connection
    this.#member = member
    this.#room = room
    this.#acknowledgement = acknowledgement(connection.messageAddress)
    this.#awaitLongWay() // what came before it was open
  }

  put(frame: Frame): void {
    this.#frames.push(frame)
    if (this.#isWaiting) return
    this.#isWaiting = true
    queueMicrotask(() => this.#take())
  }

  #awaitLongWay(): void {
    this.#isWaiting = true
    void this.#connection.waitForPendingMessages().then(() => this.#take())
  }

  #take(): void {
    this.#isWaiting = false
    const frames = this.#frames
    if (frames.length === 0 || this.#socket.closed) return
    let taken = 0
    let goOn = frames.length
    try {
      if (this.#isOpen) {
        taken = this.#applyPlain(frames)
        goOn = taken + 1 // what follows it may be plain
      }
    } catch (error) {
      if (error instanceof Refusal) this.#socket.close(error.code, error.reason)
      else this.#socket.refuse('restarting')
      return
    }
    this.#frames = frames.slice(goOn)
    for (const { takeLongWay } of frames.slice(taken, goOn)) takeLongWay()
    if (taken < frames.length) this.#awaitLongWay()
  }

  get #isOpen(): boolean {
    const connection = this.#connection
    const { document, gate } = this.#room
    return !connection.readOnly && gate.isOpen && document.hasConnection(connection) && isInStep(connection)
  }

  /** Applies as many as are plain, in one transaction. Returns how many. Throws what refuses the next. */
  #applyPlain(frames: readonly Frame[]): number {
    const { document } = this.#room
    const applied: UpdateScan[] = []
    try {
      document.transact(
        () => {
          for (const { update } of frames) {
            const scan = update && scanUpdate(update)
            if (!scan || !this.#isPlain(scan)) return
            Y.applyUpdate(document, update)
            applied.push(scan)
          }
        },
        { source: 'connection', connection: this.#connection },
      )
    } finally {
      flushWhenQuiet(document)
      if (applied.length > 0) this.#acknowledge(applied)
    }
    return applied.length
  }

  /** Throws a {@link Refusal} when the update may not be applied by any way. */
  #isPlain(scan: UpdateScan): boolean {
    const { document, attribution } = this.#room
    if (leavesGap(document, scan)) return false
    for (const id of scan.clients.keys()) if (!attribution.isStored(id, this.#member.author)) return false
    checkUnclaimed(this.#room, scan, this.#member.author, 'update')
    return true
  }

  #acknowledge(applied: readonly UpdateScan[]): void {
    if (applied.every(scan => isWhollyIn(this.#room.document, scan)))
      this.#room.acknowledge(this.#socket, this.#acknowledgement, applied.length)
    else this.#socket.refuse('badFrame')
  }
}
