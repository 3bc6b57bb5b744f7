import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type NotificationList, notificationList } from '../../../shared/core/api/notifications.ts'
import { documentRow } from '../../../shared/core/api/schemas.ts'
import { mentionOf } from '../../../shared/core/comments/mentions.ts'
import { type Anchor, readThreads } from '../../../shared/core/comments/thread.ts'
import { addThread, deleteMessage, editMessage, reply } from '../../../shared/core/comments/write.ts'
import { findDocument, loadDocument } from '../../../shared/node/documents.ts'
import { notifyMentioned } from '../../../shared/node/mentions.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'
import { openWire, updateBy } from './wire.ts'

const CELL: Anchor = { kind: 'cell', shot: 'shot1', column: 'action', words: 'Ada pours.' }

let server: TestServer
let owner: TestPerson
let guest: TestPerson
let project: TestProject
let comments: string
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  guest = await signUp(server, 'Guest')
  project = await importFountain(owner, 'INT. KITCHEN - DAY\n\nAda pours tea.\n')
  await addMember(owner, project.id, guest, 'commenter')
  comments = await commentsOf(project.scriptId)
})
afterAll(() => server.stop())

async function commentsOf(target: string): Promise<string> {
  const list = documentRow.array().parse(bodyOf(await owner.call('GET', `/api/projects/${project.id}/documents`)))
  const found = list.filter(({ kind, targetDocumentId }) => kind === 'comments' && targetDocumentId === target)
  expect(found).toHaveLength(1)
  return found[0]?.id ?? ''
}

const bell = async (person: TestPerson): Promise<NotificationList> =>
  notificationList.parse(bodyOf(await person.call('GET', '/api/notifications')))

describe('comments', () => {
  test('are made for what was there before them, once', async () => {
    const { sql } = server.platform
    const other = await importFountain(owner, 'INT. SHED - DAY\n\nRain.\n')
    await sql`delete from documents where kind in ('comments', 'brief', 'treatment', 'beats', 'assets') and project_id = ${other.id}`
    const migration = await readFile('migrations/0012_comments.sql', 'utf8')
    await sql.begin(async tx => {
      // as in the database of an earlier version: this project alone has none yet
      await tx`create temporary table old on commit drop as select * from documents where project_id = ${other.id}`
      const [made = ''] = migration.split('-- They go')
      await tx.unsafe(
        made
          .replace('from documents where kind in', 'from old where kind in')
          .replace("kind = 'comments';", `kind = 'comments' and project_id = '${other.id}';`),
      )
    })
    const rows = await sql<{ id: string; target: string }[]>`
      select id, target_document_id as target from documents where kind = 'comments' and project_id = ${other.id}`
    const targets = await sql<{ id: string }[]>`
      select id from documents where kind <> 'comments' and project_id = ${other.id}`
    expect(rows.map(({ target }) => target).sort()).toEqual(targets.map(({ id }) => id).sort())
    expect(targets.length).toBeGreaterThan(1)
    const doc = await loadDocument(sql, rows[0]?.id ?? '')
    expect(doc.getMap('meta').get('schema')).toBe(1)
    await expect(
      sql`insert into documents (id, project_id, timeline_id, kind, target_document_id)
        values ('second', ${other.id}, ${other.timelineId}, 'comments', ${other.scriptId})`,
    ).rejects.toThrow(/unique/)
  })

  test('are written while the script is locked, by whoever may not write it, and have the time of the server', async () => {
    bodyOf(await owner.call('POST', `/api/documents/${project.scriptId}/lock`, { root: null, message: '' }))
    const client = await syncClient(server, comments, guest)
    addThread(client.doc, CELL, guest.id, 'Why tea?')
    await eventually(
      () => readThreads(client.doc)[0]?.messages[0]?.at ?? null,
      at => at !== null && Math.abs(Date.parse(at) - Date.now()) < 60_000,
    )
    await eventually(
      async () => readThreads(await loadDocument(server.platform.sql, comments)),
      threads => threads[0]?.messages[0]?.body === 'Why tea?',
    )
    client.stop()
    expect((await owner.call('POST', `/api/documents/${comments}/lock`, { root: null, message: '' })).status).toBe(409)
    expect((await owner.call('POST', `/api/documents/${comments}/versions`, { name: 'Now' })).status).toBe(409)
    bodyOf(await owner.call('DELETE', `/api/documents/${project.scriptId}/lock`), 204)
    bodyOf(await owner.call('POST', `/api/documents/${project.scriptId}/versions`, { name: 'All', whole: true }))
    const { sql } = server.platform
    expect(await sql`select from versions where document_id = ${comments}`).toHaveLength(0)
    expect(
      await sql`select from pgboss.job where name = 'projection' and data->>'documentId' = ${comments}`,
    ).toHaveLength(0)
  })

  test('are handed back after a crash by whoever wrote them, and by nobody in their name', async () => {
    const url = `${server.url.replace(/^http/, 'ws')}/sync`
    const mine = await (await openWire(url, comments, '', { cookie: owner.cookie })).hello()
    mine.send(
      0,
      2,
      updateBy(71, doc => void addThread(doc, CELL, owner.id, 'Mine')),
    )
    await eventually(
      () => mine.acks.applied,
      applied => applied === 1,
    )
    mine.socket.terminate()
    const told: string[] = []
    const late = await openWire(url, comments, '', { cookie: guest.cookie })
    late.socket.on('message', (data: Buffer) => told.push(data.toString('latin1')))
    await late.hello()
    // what client 71 is said to have written since, and something of one's own beside it
    const made = updateBy(71, doc => void addThread(doc, CELL, owner.id, 'Made up'), late.doc)
    const own = updateBy(72, doc => void addThread(doc, CELL, guest.id, 'My own'), late.doc)
    late.send(0, 1, Y.mergeUpdates([made, own]))
    await late.handled()
    await eventually(
      () => late.acks.applied,
      applied => applied === 1,
    )
    late.send(0, 1, made)
    await eventually(
      () => told.some(frame => frame.includes('ahead')),
      heard => heard,
    )
    expect(late.closed).toBeNull()
    late.socket.terminate()
    const seen = await (await openWire(url, comments, '', { cookie: owner.cookie })).hello()
    const words = readThreads(seen.doc).flatMap(({ messages }) => messages.map(({ body }) => body))
    expect(words).toEqual(expect.arrayContaining(['Mine', 'My own']))
    expect(words).not.toContain('Made up')
    seen.socket.terminate()
  })
})

describe('a mention', () => {
  test('rings once with whoever is mentioned and may read it, until it is read', async () => {
    const stranger = await signUp(server, 'Stranger')
    const client = await syncClient(server, comments, owner)
    const words = `${mentionOf(guest)}, and ${mentionOf(stranger)}: tea?`
    const { thread } = addThread(client.doc, CELL, owner.id, words)
    const { notifications } = await eventually(
      () => bell(guest),
      ({ unread }) => unread === 1,
    )
    expect(notifications).toMatchObject([
      {
        projectId: project.id,
        targetDocumentId: project.scriptId,
        targetKind: 'script',
        sceneId: null,
        threadId: thread,
        actor: { id: owner.id, name: 'Owner' },
        excerpt: '@Guest, and @Stranger: tea?',
        read: false,
      },
    ])
    // settled again, after a restart, and twice at once
    const document = await findDocument(server.platform.sql, comments)
    if (!document) throw new Error('the comments are gone')
    const again = () => server.platform.sql.begin(tx => notifyMentioned(tx, document))
    await Promise.all([again(), again()])
    reply(client.doc, thread, owner.id, 'Anybody?')
    expect((await bell(guest)).notifications).toHaveLength(1)
    expect((await bell(stranger)).notifications).toHaveLength(0)
    expect((await bell(owner)).notifications).toHaveLength(0)
    bodyOf(await guest.call('POST', '/api/notifications/read', { ids: [notifications[0]?.id] }), 204)
    expect(await bell(guest)).toMatchObject({ unread: 0, notifications: [{ read: true }] })
    client.stop()
  })

  test('is seen no more by who lost access, and gone when it was taken back', async () => {
    const client = await syncClient(server, comments, owner)
    const { thread, message } = addThread(client.doc, CELL, owner.id, `${mentionOf(guest)}!`)
    const second = reply(client.doc, thread, owner.id, `${mentionOf(guest)}?`)
    const before = (
      await eventually(
        () => bell(guest),
        ({ unread }) => unread === 2,
      )
    ).notifications.length
    bodyOf(await owner.call('DELETE', `/api/projects/${project.id}/members/${guest.id}`), 204)
    expect(await bell(guest)).toEqual({ unread: 0, notifications: [] })
    await addMember(owner, project.id, guest, 'viewer')
    expect((await bell(guest)).notifications).toHaveLength(before)
    editMessage(client.doc, thread, message, owner.id, 'Never mind.')
    deleteMessage(client.doc, thread, second, owner.id)
    await eventually(
      () => bell(guest),
      ({ notifications }) => notifications.length === before - 2,
    )
    client.stop()
  })
})
