import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { MOST_FRAME_BYTES } from '../../shared/core/documents/limits.ts'
import { SHAPES } from '../../shared/core/documents/shapes.ts'
import { within } from '../within.ts'
import { checkUpdate, isWhollyIn } from './checkSync.ts'
import { CHORES } from './choreList.ts'
import type { Present, Sync, SyncContext, SyncDependencies } from './contract.ts'
import { hearDocumentChanges } from './documentChanges.ts'
import type { AckSink } from './documentLog.ts'
import { Elsewhere, TELL_EVERY } from './elsewhere.ts'
import { followLogs } from './follower.ts'
import { HeldSocket, type RawSocket } from './heldSocket.ts'
import { Inbound } from './inbound.ts'
import { NO_METERS } from './meters.ts'
import { type Accepted, type Coming, mountSockets } from './mountSockets.ts'
import { mustWait, Patience } from './patience.ts'
import { Allowance, Allowances, accountOf, RATES } from './rates.ts'
import { Refusal } from './refusal.ts'
import { Results } from './results.ts'
import { Rooms } from './rooms.ts'
import { ServerEdit } from './serverEdit.ts'
import { settleLeftBehind } from './settle.ts'
import { touchedRoots } from './touchedRoots.ts'
import { scanUpdate } from './updateScan.ts'

/** Hocuspocus keeps one for each connection. Nothing here asks it for anything: what is known of somebody is in the context. */
const REQUEST = new Request('http://localhost/sync')

/** Milliseconds that stop() waits for a store that does not answer. */
const DRAIN_PATIENCE = 10_000

/** The durable sync path: Hocuspocus on `/sync`, with an append log behind every acknowledgement. */
export function createSync({
  sql,
  config,
  log,
  identify,
  authorise,
  onSettled,
  others,
  rates,
  shapes = SHAPES,
  meters = NO_METERS,
}: SyncDependencies): Sync {
  // compression off: Yjs updates are small and dense, and a stalled deflate would hold broadcasts up
  const websocketServer = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_FRAME_BYTES,
  })
  const sockets = new Set<HeldSocket>()
  const { account, stranger, faults } = { ...RATES, ...rates }
  const allowances = new Allowances(account)
  const patience = new Patience(faults)
  const elsewhere = new Elsewhere()
  let stopping = false

  const rooms = new Rooms({
    sql,
    log,
    onSettled,
    identify,
    authorise,
    patience,
    chores: CHORES,
    shapes,
    meters,
    onGone: documentId => tellGone([documentId]),
    others: others ?? null,
    onTold: (server, said) => elsewhere.hear(server, said),
  })
  const stopHearing = hearDocumentChanges(
    { sql, log },
    {
      changed(change) {
        if ('locksOf' in change) void rooms.locksChanged(change.locksOf)
        else {
          const gone = rooms.all().filter(({ record }) => record.timelineId === change.goneTimeline)
          tellGone(gone.map(({ record }) => record.id))
        }
      },
      missed() {
        for (const { record } of rooms.all()) void rooms.locksChanged(record.id)
      },
    },
  )
  const stopFollowing = others ? followLogs({ sql, log }, () => rooms.othersRows()) : () => {}
  const telling = others && setInterval(() => rooms.relay?.tell(JSON.stringify(presentHere())), TELL_EVERY)

  function presentHere(): Present[] {
    return [...sockets].flatMap(socket =>
      [...socket.open.values()].flatMap(({ connection, member: { identity } }) =>
        identity.kind === 'person'
          ? [{ documentId: connection.document.name, person: { id: identity.id, name: identity.name } }]
          : [],
      ),
    )
  }

  function tellGone(documentIds: readonly string[]): void {
    const gone = new Set(documentIds)
    for (const socket of sockets)
      if ([...socket.open.values()].some(({ connection }) => gone.has(connection.document.name)))
        socket.refuse('documentGone')
  }

  function accept(raw: RawSocket, { cookie, isOutdated, translate }: Coming): Accepted {
    const hold = (name: string, to: AckSink, frame: Uint8Array) => rooms.acknowledge(name, to, frame)
    const socket = new HeldSocket(raw, hold, meters.refused)
    if (isOutdated) {
      socket.refuse('editorOutdated')
      return { socket, inbound: null }
    }
    const context: SyncContext = { socket, cookie }
    const client = rooms.hocuspocus.handleConnection(socket, REQUEST, context)
    socket.onClosed = (code, reason) => {
      sockets.delete(socket)
      patience.ended(socket, reason)
      client.handleClose({ code, reason })
    }
    sockets.add(socket)
    return { socket, inbound: new Inbound(socket, client, new Allowance(stranger), allowances, translate) }
  }

  /** One update with the checks of the socket: durable when it resolves. */
  async function takeUpdate(documentId: string, bytes: Uint8Array, author: Author): Promise<void> {
    const scan = scanUpdate(bytes)
    await rooms.with(documentId, async room => {
      await checkUpdate(room, scan, author, room.record.kind === 'comments' ? 'update' : { handshakeOf: null })
      if (!room.gate.isOpen) room.gate.check(touchedRoots(room.document, scan))
      Y.applyUpdate(room.document, bytes, new ServerEdit(author))
      if (!isWhollyIn(room.document, scan))
        throw new Refusal('badFrame', 'The update hangs on itself and could not be applied.')
    })
  }

  const sync: Sync = {
    websocketServer,

    mount: app => mountSockets(app, { config, isStopping: () => stopping, accept }),

    async apply(documentId, bytes, author) {
      const scan = scanUpdate(bytes)
      await rooms.with(documentId, async ({ document, attribution, gate }) => {
        await attribution.claim(scan.clients.keys(), author)
        if (!gate.isOpen) gate.check(touchedRoots(document, scan))
        Y.applyUpdate(document, bytes, new ServerEdit(author))
      })
    },

    async take(documentId, bytes, author) {
      if (patience.mustWait(author)) throw mustWait()
      if (!allowances.take(accountOf(author), bytes.length))
        throw new Refusal('tooFast', 'Too much came at once. Nothing of it was applied; it will be tried again.')
      try {
        await takeUpdate(documentId, bytes, author)
      } catch (error) {
        if (error instanceof Refusal && error.reason === CLOSE.badFrame.reason) patience.fault(author)
        throw error
      }
    },

    lock: (documentId, by, request) => rooms.lock(documentId, by, request),

    async unlock(documentId, by, root) {
      const isUnlocked = await rooms.unlock(documentId, by, root)
      if (isUnlocked) results.look() // what agents made meanwhile
      return isUnlocked
    },

    transact(documentId, author, fn) {
      return rooms.with(documentId, room => room.edit(author, fn))
    },

    async drain(documentIds) {
      await Promise.all(documentIds.map(id => rooms.find(id)?.drained()))
    },

    async recheck(userId) {
      rooms.epoch++
      const asked: Promise<void>[] = []
      for (const socket of sockets)
        for (const [address, { member }] of socket.open)
          if (userId === null || (member.identity.kind === 'person' && member.identity.id === userId))
            asked.push(rooms.reauthorise(socket, address))
      await Promise.all(asked)
    },

    present: () => [...presentHere(), ...elsewhere.all()],

    open: () => rooms.all().map(({ record, log }) => ({ documentId: record.id, unsavedBytes: log.backlogBytes })),

    status() {
      return { documents: rooms.hocuspocus.getDocumentsCount(), connections: sockets.size }
    },

    async stop() {
      stopping = true
      await results.stop()
      await stopHearing()
      if (telling) clearInterval(telling)
      const open = rooms.all()
      for (const socket of [...sockets]) socket.refuse('restarting')
      // what the clients had sent is applied; what is applied becomes durable
      await within(DRAIN_PATIENCE, Promise.all(open.map(room => room.settleAndDrain())))
      await rooms.emptied(DRAIN_PATIENCE)
      stopFollowing()
      for (const room of open) room.end()
      await rooms.relay?.onDestroy()
    },
  }

  const results = new Results({
    sql,
    log,
    apply: sync.apply,
    alone: (jobId, act) => (others ? others.alone(`results of ${jobId}`, act) : act()),
  })
  results.start()
  settleLeftBehind({ sql, onSettled, log }, () => stopping).catch(error =>
    log.error({ err: error }, 'documents left behind by an earlier run are not settled yet'),
  )
  return sync
}
