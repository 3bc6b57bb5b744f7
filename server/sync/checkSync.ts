import type { Connection, Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { Member } from './contract.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'
import { extendedClients, isPresent, leavesGap, scanUpdate } from './updateScan.ts'

const STEP = { one: 0, two: 1, update: 2 } as const

/** Bytes that may wait for the store in one room before it takes no more. */
const MOST_BACKLOG = 64 * 1024 * 1024
/** Updates that may wait for earlier ones before a connection's SyncStep2: what a person types while it reconnects. */
const MOST_GAPS = 500

interface Progress {
  /** Has this connection sent what it had and we had not? From then on its updates come without holes. */
  stepTwo: boolean
  gaps: number
}

const progress = new WeakMap<Connection, Progress>()

/** The connection may write from now on: what it could not send before comes with another handshake, and new updates first. */
export function awaitHandshake(connection: Connection): void {
  progress.delete(connection)
}

/**
 * Everything that can be wrong with a sync message is found here, before it is applied. Throws a {@link Refusal}.
 * Resolves when the client ids that the message extends are stored as somebody's, with a check to be made before the
 * message is acknowledged: the library acknowledges what it could not apply, too.
 */
export async function checkSync(
  message: { type: number; payload: Uint8Array; document: Document; connection: Connection },
  member: Member,
  room: Room | null,
): Promise<() => boolean> {
  const { type, payload, document, connection } = message
  if (type === STEP.one) {
    checkStateVector(payload)
    return () => true
  }
  const scan = scanUpdate(payload)
  // Hocuspocus applies nothing of a read-only connection; drafts have no log and no attribution
  if (connection.readOnly || !room) return () => true
  if (room.log.backlogBytes > MOST_BACKLOG)
    throw new Refusal('restarting', 'The database does not answer, and too much waits for it. It will be tried again.')

  const state = progress.get(connection) ?? { stepTwo: false, gaps: 0 }
  progress.set(connection, state)
  if (leavesGap(document, scan)) {
    state.gaps++
    if (state.gaps > MOST_GAPS || (type === STEP.update && state.stepTwo))
      throw new Refusal('badFrame', 'This update waits for one that was never sent.')
  }
  const extended = extendedClients(document, scan)
  if (type === STEP.update)
    for (const [id, to] of extended)
      if (!room.attribution.mayExtend(id, to, member.author))
        throw new Refusal('badFrame', `Client id ${id} belongs to somebody else; the update was not applied.`)
  await room.attribution.claim(extended.keys(), member.author)
  if (type === STEP.two) state.stepTwo = true
  return () => isPresent(document, scan)
}

function checkStateVector(payload: Uint8Array): void {
  try {
    Y.decodeStateVector(payload)
  } catch (cause) {
    const refusal = new Refusal('badFrame', 'This is not a state vector.')
    refusal.cause = cause
    throw refusal
  }
}
