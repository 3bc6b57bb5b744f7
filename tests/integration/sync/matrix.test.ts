import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { addThread } from '../../../shared/core/comments/write.ts'
import { EDITOR_VERSION } from '../../../shared/core/editorVersion.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import { eventually, startTestServer, type TestServer } from '../factories.ts'
import { type Cast, type CastMember, gatherCast } from '../people/cast.ts'
import { deletion, laterUpdate, openWire, presence, updateBy, type Wire } from './wire.ts'

/** Who may do what by which message. The same for HTTP is in http/access.test.ts. */

let server: TestServer
let cast: Cast
let url: string
let watcher: Wire
/** The document of the comments on the script. */
let comments: string
beforeAll(async () => {
  server = await startTestServer()
  cast = await gatherCast(server)
  url = `${server.url.replace(/^http/, 'ws')}/sync`
  const [row] = await server.platform.sql<{ id: string }[]>`
    select id from documents where kind = 'comments' and target_document_id = ${cast.project.scriptId}`
  comments = row?.id ?? ''
})
afterAll(() => server.stop())

/** The client id that everything unwanted is written under. */
const EVIL = 666
const unwanted = updateBy(EVIL, doc => doc.getMap('titlePage').set('Title', 'Unwanted'))
/** A comment, well-formed and in one's own name. */
const comment = (by: string, clientId = EVIL, words = 'Unwanted') =>
  updateBy(clientId, doc => addThread(doc, { kind: 'cell', shot: 's', column: 'action', words: '' }, by, words))

/** Every type of message there is, and one that there is not; more than one where the kinds within it differ. */
const MESSAGES: Record<string, (wire: Wire, update: Uint8Array) => void> = {
  'a sync step 1': wire => wire.send(0, 0, Y.encodeStateVector(new Y.Doc())),
  'a sync step 2': (wire, update) => wire.send(0, 1, update),
  'an update': (wire, update) => wire.send(0, 2, update),
  'an update that waits for another': wire => wire.send(0, 2, laterUpdate()),
  'a deletion': wire => wire.send(0, 2, deletion()),
  'a sync message of no kind': (wire, update) => wire.send(0, 3, update),
  'a sync reply, step 2': (wire, update) => wire.send(4, 1, update),
  'a sync reply, update': (wire, update) => wire.send(4, 2, update),
  awareness: wire => wire.send(1, presence(EVIL, 1, { cursor: null })),
  'a query for awareness': wire => wire.send(3),
  'a stateless message': wire => wire.send(5, 'to all'),
  'a broadcast in the server’s name': wire => wire.send(6, 'to all'),
  'a close': wire => wire.send(7, 'bye'),
  'an acknowledgement': wire => wire.send(8, 1),
  'a ping': wire => wire.send(9),
  'a message of no type': (wire, update) => wire.send(99, update),
}

const cookieOf = ({ person }: CastMember): Record<string, string> => (person.cookie ? { cookie: person.cookie } : {})
const mayWrite = ({ inProject, outright }: CastMember) =>
  outright === null && inProject !== null && !['viewer', 'commenter'].includes(inProject)
const mayComment = ({ inProject, outright }: CastMember) =>
  outright === null && inProject !== null && inProject !== 'viewer'
const isStranger = ({ inProject }: CastMember) => inProject === null

/** What one says who does not wait for answers, and everything that came back, until it is quiet or closed. */
async function answersTo(headers: Record<string, string>, name: string, say: (wire: Wire) => void): Promise<string[]> {
  const wire = await openWire(url, name, '', headers)
  const frames: string[] = []
  wire.socket.on('message', (data: Buffer) => frames.push(data.toString('latin1').replaceAll(name, '<document>')))
  const quiet = new Promise<void>(resolve => wire.socket.once('pong', () => resolve()))
  say(wire)
  // a refusal is answered or closed; the ping is answered after what was sent before it was read
  await eventually(
    () => frames.length > 0 || wire.closed !== null,
    heard => heard,
  )
  if (!wire.closed) {
    wire.socket.ping()
    await Promise.race([
      quiet,
      eventually(
        () => wire.closed,
        closed => closed !== null,
      ),
    ])
  }
  wire.socket.terminate()
  return [...frames, wire.closed ? `${wire.closed.code} ${wire.closed.reason}` : 'open']
}

/** What is in memory, at a peer, and on disk. */
async function contents(id: string) {
  const late = await (await openWire(url, id, '', { cookie: cast.owner.cookie })).hello()
  const stored = await loadDocument(server.platform.sql, id)
  const { sql } = server.platform
  const log = await sql`select seq from document_updates where document_id = ${id}`
  const of = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64')
  const seen = {
    memory: of(late.doc),
    peer: of(watcher.doc),
    disk: of(stored),
    pending: stored.store.pendingStructs,
    log: [...log],
  }
  late.socket.terminate()
  return seen
}

describe.each([
  { where: 'in the script', id: () => cast.project.scriptId, may: mayWrite, update: () => unwanted },
  {
    where: 'in its comments',
    id: () => comments,
    may: mayComment,
    update: (one: CastMember) => comment(one.person.id),
  },
])('by any message, $where', ({ id, may, update }) => {
  test('nobody who may not write there changes anything: not in memory, not at peers, not on disk', {
    timeout: 60_000,
  }, async () => {
    watcher = await (await openWire(url, id(), '', { cookie: cast.owner.cookie })).hello()
    const before = await contents(id())
    let tried = 0
    for (const member of cast.everybody.filter(one => !may(one)))
      for (const [what, say] of Object.entries(MESSAGES)) {
        const wire = await openWire(url, id(), '', cookieOf(member))
        wire.send(2, 0, '')
        wire.send(0, 0, Y.encodeStateVector(new Y.Doc()))
        say(wire, update(member))
        if (isStranger(member) || member.outright !== null)
          await eventually(
            () => wire.denied.length > 0 || wire.closed !== null,
            refused => refused,
          )
        else if (what !== 'a close') await wire.handled().catch(() => undefined) // closed: refused
        wire.socket.terminate()
        tried++
      }
    await watcher.handled()
    expect(tried).toBeGreaterThan(7 * Object.keys(MESSAGES).length - 1)
    expect(await contents(id())).toEqual(before)
    watcher.socket.terminate()
  })
})

describe('in the script', () => {
  beforeEach(async () => {
    watcher = await (await openWire(url, cast.project.scriptId, '', { cookie: cast.owner.cookie })).hello()
  })

  test('strangers get the same bytes for what exists as for what does not, and none of its content', {
    timeout: 60_000,
  }, async () => {
    const unknown = 'x'.repeat(cast.project.scriptId.length)
    watcher.send(1, presence(77, 1, { cursor: null }))
    await watcher.handled()
    for (const member of cast.everybody.filter(isStranger)) {
      const greetings: Record<string, (wire: Wire) => void> = {
        'who it is': wire => wire.send(2, 0, ''),
        ...Object.fromEntries(
          Object.entries(MESSAGES).map(([what, say]) => [
            what,
            (wire: Wire) => {
              say(wire, unwanted)
              wire.send(2, 0, '')
            },
          ]),
        ),
      }
      for (const [what, say] of Object.entries(greetings)) {
        const real = await answersTo(cookieOf(member), cast.project.scriptId, say)
        expect({ who: member.who, what, answers: real }).toEqual({
          who: member.who,
          what,
          answers: await answersTo(cookieOf(member), unknown, say),
        })
        expect(real.join()).not.toMatch(/Ada|pours|Owner|titlePage/)
      }
    }
  })

  test('a socket that is let into one document is not let into another', async () => {
    const viewer = cast.everybody.find(({ who }) => who === 'viewer')
    const stranger = cast.everybody.find(({ who }) => who === 'stranger')
    if (!viewer || !stranger) throw new Error('The cast is not complete.')
    const [own] = await server.platform.sql<{ id: string }[]>`
      select d.id from documents d join project_members m on m.project_id = d.project_id
      where m.user_id = ${stranger.person.id} and d.kind = 'script'`
    const wire = await (await openWire(url, own?.id ?? '', '', cookieOf(stranger))).hello()
    const other = await openWire(url, cast.project.scriptId, '', {})
    for (const frame of [
      other.frame(0, 0, Y.encodeStateVector(new Y.Doc())),
      other.frame(0, 2, unwanted),
      other.frame(2, 0, ''),
    ])
      wire.raw(frame)
    await eventually(
      () => wire.denied,
      denied => denied.includes('document-gone'),
    )
    expect(JSON.stringify(wire.doc.getXmlFragment('script').toJSON())).not.toContain('pours')
    for (const { socket } of [wire, other]) socket.terminate()
  })

  test('everybody who may write does', { timeout: 60_000 }, async () => {
    let client = 1_000
    for (const member of cast.everybody.filter(mayWrite)) {
      const wire = await (await openWire(url, cast.project.scriptId, '', cookieOf(member))).hello()
      client += 1
      wire.send(
        0,
        2,
        updateBy(client, doc => doc.getMap('titlePage').set('Author', member.who)),
      )
      await eventually(
        () => wire.acks.applied,
        applied => applied === 1,
      )
      await eventually(
        () => watcher.doc.getMap('titlePage').get('Author'),
        author => author === member.who,
      )
      wire.socket.terminate()
    }
  })
})

describe('in the comments', () => {
  test('everybody who may comment does in their own name, and changes nothing of others by any message', {
    timeout: 60_000,
  }, async () => {
    watcher = await (await openWire(url, comments, '', { cookie: cast.owner.cookie })).hello()
    let client = 2_000
    const words = () => JSON.stringify(watcher.doc.getMap('threads').toJSON())
    for (const member of cast.everybody.filter(mayComment)) {
      const wire = await (await openWire(url, comments, '', cookieOf(member))).hello()
      client += 2
      wire.send(0, 2, comment(member.person.id, client, `By the ${member.who}.`))
      await eventually(words, heard => heard.includes(`By the ${member.who}.`))
      for (const forged of [comment('somebody-else', client + 1, 'Forged'), unwanted]) {
        const liar = await (await openWire(url, comments, '', cookieOf(member))).hello()
        // in a handshake it is passed over, as an update it ends the connection
        liar.send(0, 1, forged)
        await liar.handled()
        liar.send(0, 2, forged)
        await eventually(
          () => liar.closed?.reason,
          reason => reason === 'bad-frame',
        )
      }
      wire.socket.terminate()
    }
    await watcher.handled()
    expect(words()).not.toContain('Forged')
    expect(watcher.doc.getMap('titlePage').size).toBe(0)
    watcher.socket.terminate()
  })
})

describe('elsewhere', () => {
  test('people write in no drafts of agents, whatever their role', async () => {
    const drafts = `${cast.project.scriptId}~drafts`
    for (const member of cast.everybody.filter(({ outright }) => outright === null)) {
      const wire = await openWire(url, drafts, '', cookieOf(member))
      wire.send(2, 0, '')
      wire.send(0, 2, unwanted)
      await eventually(
        () => wire.acks.refused > 0 || wire.denied.length > 0 || wire.closed !== null,
        answered => answered,
      )
      expect(wire.acks.applied).toBe(0)
      wire.socket.terminate()
    }
  })

  test('an older editor is refused before anything that it says is read, whoever it is', async () => {
    for (const member of cast.everybody) {
      const socket = new WebSocket(`${url}?editor=${EDITOR_VERSION - 1}`, { headers: cookieOf(member) })
      let heard = 0
      socket.on('message', () => heard++)
      const code = await new Promise<number>(resolve => socket.once('close', resolve))
      expect({ who: member.who, code, heard }).toEqual({ who: member.who, code: 4409, heard: 0 })
    }
  })
})
