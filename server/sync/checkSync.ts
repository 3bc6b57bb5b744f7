import type { Connection, Document } from '@hocuspocus/server'
import * as Y from 'yjs'
import type { Author } from '../../shared/core/documents/author.ts'
import { forksOf } from './attribution.ts'
import { checkComments, othersDeleted } from './checkComments.ts'
import type { Member } from './contract.ts'
import { checkNesting } from './nesting.ts'
import { keepOwnPart } from './ownPart.ts'
import { Refusal } from './refusal.ts'
import type { Room } from './room.ts'
import { touchedRoots } from './touchedRoots.ts'
import { extendedClients, isPresent, leavesGap, scanUpdate, type UpdateScan } from './updateScan.ts'

/** Types of sync messages. */
export const STEP = { one: 0, two: 1, update: 2 } as const

/** Bytes that may wait for the store in one room before it takes no more. */
const MOST_BACKLOG = 64 * 1024 * 1024
/** What may come ahead of a connection's SyncStep2 and wait for it: what a person types while it reconnects. */
const MOST_EARLY = { updates: 500, bytes: 4 * 1024 * 1024 }

/**
 * What becomes of the acknowledgement of a message: it may go, it says "not applied" because of a lock, it must wait for
 * those before it, it must never go.
 */
export type Verdict = 'applied' | 'locked' | 'early' | 'refused'

interface Progress {
  /** Has this connection sent what it had and we had not? From then on its updates come without holes. */
  stepTwo: boolean
  /** Updates that came ahead of what they follow. The SyncStep2 brings all of it. */
  early: Uint8Array[]
  earlyBytes: number
  /** Was something of it kept out by the lock of a root? What its client writes next has a gap there. */
  keptOut: boolean
}

const progress = new WeakMap<Connection, Progress>()

/** The connection may write from now on: what it could not send before comes with another handshake, and new updates first. */
export function awaitHandshake(connection: Connection): void {
  const state = progress.get(connection)
  if (state) state.stepTwo = false
}

/** Is nothing of this connection waiting for something else, so that an update of its own can be taken as it comes? */
export function isInStep(connection: Connection): boolean {
  const state = progress.get(connection)
  return state === undefined || (state.early.length === 0 && !state.keptOut)
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
): Promise<() => Verdict> {
  const { type, payload, document, connection } = message
  if (type === STEP.one) {
    checkStateVector(payload)
    return () => 'applied'
  }
  let scan = scanUpdate(payload)
  // whoever came in while the gate was closing
  if (room?.gate.isClosed) connection.readOnly = true
  // Hocuspocus applies nothing of a read-only connection; drafts have no log and no attribution
  if (connection.readOnly || !room) return () => 'applied'

  const state = progress.get(connection) ?? { stepTwo: false, early: [], earlyBytes: 0, keptOut: false }
  progress.set(connection, state)
  if (state.keptOut && type === STEP.update && leavesGap(document, scan)) return keepOut(state, payload)
  if (type === STEP.update && !state.stepTwo && isEarly(room, scan)) {
    state.early.push(payload.slice())
    state.earlyBytes += payload.length
    if (state.early.length > MOST_EARLY.updates || state.earlyBytes > MOST_EARLY.bytes) throw waitsForNothing()
    emptyOut(payload)
    return () => 'early'
  }
  if (type === STEP.two && room.record.kind === 'comments') {
    // who wrote a comment is part of it: nobody hands it back in another's name
    const kept = othersDeleted(document, scan, member.author)
    scan = keepOwnPart(payload, scan, document, id => room.attribution.isFreeOrOwn(id, member.author), kept)
    if (leavesGap(document, scan) || !isAllowed(room, scan, member.author)) return keepOut(state, payload)
  }
  await checkUpdate(room, scan, member.author, type === STEP.two ? { handshakeOf: connection } : 'update')
  if (!room.gate.isOpen && room.gate.blocks(touchedRoots(document, scan))) return keepOut(state, payload)
  if (type === STEP.two) {
    state.stepTwo = true
    state.keptOut = false
  }
  return () => {
    if (!isWhollyIn(document, scan)) return 'refused'
    if (type === STEP.update) return state.early.length > 0 ? 'early' : 'applied'
    return takeEarly(connection, state, room, member.author) ? 'applied' : 'refused'
  }
}

/** Does an update follow what only the handshake brings: earlier updates, or a suggestion that it accepts? */
function isEarly({ document, attribution }: Room, scan: UpdateScan): boolean {
  return (
    leavesGap(document, scan) || [...extendedClients(document, scan).keys()].some(id => attribution.isOrphanedFork(id))
  )
}

/** Part of the document is locked, and the message would change it: nothing of it is applied, and its client is told so. */
function keepOut(state: Progress, payload: Uint8Array): () => Verdict {
  emptyOut(payload)
  state.keptOut = true
  return () => 'locked'
}

/** May it be in a document of this kind? Of what is here already and deletes nothing, the answer is yes. */
function isAllowed({ document, record }: Room, scan: UpdateScan, author: Author): boolean {
  try {
    if (record.kind === 'comments') checkComments(document, scan, author)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Makes an empty update of it: the library applies that, and nothing ever waits inside the document. */
const emptyOut = (payload: Uint8Array): void => void payload.fill(0)

/** An update of one's own, or all that a client has, others' words included: on a connection, or (null) over HTTP. */
export type Delivery = 'update' | { handshakeOf: Connection | null }

/**
 * What holds for an update by whatever way it comes. Throws a {@link Refusal}; resolves when the client ids that it extends
 * are stored as somebody's.
 */
export async function checkUpdate(room: Room, scan: UpdateScan, author: Author, delivery: Delivery): Promise<void> {
  const extended = checkUnclaimed(room, scan, author, delivery)
  await room.attribution.claim(extended.keys(), author)
  const taken = () => [...extended].filter(([id, to]) => !room.attribution.mayExtend(id, to, author)).map(([id]) => id)
  if (taken().length === 0) return
  // another server was faster with it: a suggestion that was made there, or somebody's own id
  room.attribution.recallForks(forksOf(room.document.getMap('suggestions')))
  const [of, ...more] = taken()
  if (of === undefined) return
  if (delivery === 'update') throw belongsToOther(of)
  // an honest client may bring what the other server has not committed yet: then it comes again
  if ((await room.areElsewhere([of, ...more])).length > 0)
    throw new Refusal('restarting', 'Words of somebody who is on another server: they come from there.')
}

/** All of it that needs no waiting. Returns the client ids that it extends, of which some may be nobody's yet. */
export function checkUnclaimed(
  room: Room,
  scan: UpdateScan,
  author: Author,
  delivery: Delivery,
): ReadonlyMap<number, number> {
  const { document, attribution, log } = room
  if (log.backlogBytes > MOST_BACKLOG)
    throw new Refusal('restarting', 'The database does not answer, and too much waits for it. It will be tried again.')
  if (leavesGap(document, scan)) throw waitsForNothing()
  checkNesting(document, scan)
  if (room.record.kind === 'comments') checkComments(document, scan, author)
  const extended = extendedClients(document, scan)
  for (const [id, to] of extended)
    if (
      !attribution.mayExtend(id, to, author) &&
      (delivery === 'update' || isHereItself(document, id, delivery.handshakeOf))
    )
      throw belongsToOther(id)
  return extended
}

/**
 * Is the client of this id connected, and has it sent all that it had? Then nobody else has more of it than we: what a
 * handshake of theirs brings is made up, and would take the clocks that the client itself writes next.
 */
export function isHereItself(document: Document, clientId: number, except: Connection | null): boolean {
  for (const [connection, { clients }] of document.connections)
    if (connection !== except && clients.has(clientId) && progress.get(connection)?.stepTwo) return true
  return false
}

/**
 * Is all of an applied update in the document? What hangs on itself in a circle passes every check before and is parked
 * by Yjs for ever; it is dropped, because nothing honest waits there.
 */
export function isWhollyIn(document: Y.Doc, scan: UpdateScan): boolean {
  if (isPresent(document, scan)) return true
  document.store.pendingStructs = null
  // deletions in it, of what it did not bring
  document.store.pendingDs = null
  return false
}

/** After the handshake nothing may be missing of what came before it. Deletions are applied once more: they were not. */
function takeEarly(connection: Connection, state: Progress, room: Room, author: Author): boolean {
  const { document } = room
  const updates = state.early
  state.early = []
  state.earlyBytes = 0
  return updates.every(update => {
    const scan = scanUpdate(update)
    if (leavesGap(document, scan) || !isPresent(document, scan) || !isAllowed(room, scan, author)) return false
    Y.applyUpdate(document, update, { source: 'connection', connection })
    return true
  })
}

const belongsToOther = (id: number): Refusal =>
  new Refusal('badFrame', `Client id ${id} belongs to somebody else; the update was not applied.`)

const waitsForNothing = (): Refusal => new Refusal('badFrame', 'This update waits for one that was never sent.')

function checkStateVector(payload: Uint8Array): void {
  try {
    Y.decodeStateVector(payload)
  } catch (cause) {
    const refusal = new Refusal('badFrame', 'This is not a state vector.')
    refusal.cause = cause
    throw refusal
  }
}
