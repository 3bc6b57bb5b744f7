import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  addMember,
  createProject,
  personWith,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const MB = 1024 * 1024
let server: TestServer
let ana: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  project = await createProject(ana)
})
afterAll(() => server.stop())

async function post(person: TestPerson, update: Uint8Array, documentId = project.scriptId) {
  const response = await fetch(`${server.url}/api/documents/${documentId}/updates`, {
    method: 'POST',
    headers: { cookie: person.cookie, 'content-type': 'application/octet-stream' },
    body: new Blob([new Uint8Array(update)]),
  })
  const text = await response.text()
  const code: unknown = text === '' ? null : JSON.parse(text).error.code
  return { status: response.status, code }
}

function written(bytes: number): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('titlePage').set('Notes', 'x'.repeat(bytes))
  return Y.encodeStateAsUpdate(doc)
}

describe('an update that is too large for the socket', () => {
  it('is taken over HTTP, is there for everybody, and belongs to whoever sent it', async () => {
    const reader = await syncClient(server, project.scriptId, { cookie: ana.cookie })
    const update = written(5 * MB)
    expect(await post(ana, update)).toEqual({ status: 204, code: null })
    expect(await post(ana, update), 'once more changes nothing').toEqual({ status: 204, code: null })
    await expect
      .poll(() => String(reader.doc.getMap('titlePage').get('Notes')).length, { timeout: 10_000 })
      .toBe(5 * MB)
    reader.stop()
    const [client] = Y.decodeUpdate(update).structs.map(struct => struct.id.client)
    const { body } = await ana.call('GET', `/api/documents/${project.scriptId}/authors`)
    expect(body).toMatchObject({ [String(client)]: { kind: 'person', id: ana.id } })
  })

  it('is refused to whoever may not write, and to strangers as if nothing were there', async () => {
    const [vi, sam] = [await signUp(server, 'Vi'), await signUp(server, 'Sam')]
    await addMember(ana, project.id, vi, 'viewer')
    const update = written(10)
    expect((await post(vi, update)).status).toBe(403)
    expect((await post(sam, update)).status).toBe(404)
    expect((await post(ana, update, 'nosuchdocument00')).status).toBe(404)
    expect((await post(personWith(server, ''), update)).status).toBe(401)
  })

  it('is refused before anything is applied when it is none, waits for another, or is larger than 16 MB', async () => {
    const doc = new Y.Doc()
    doc.getText('gaps').insert(0, 'one')
    const first = Y.encodeStateVector(doc)
    doc.getText('gaps').insert(3, 'two')
    expect(await post(ana, new Uint8Array([9, 9, 9]))).toEqual({ status: 400, code: 'bad-frame' })
    expect(await post(ana, Y.encodeStateAsUpdateV2(doc))).toEqual({ status: 400, code: 'bad-frame' })
    expect(await post(ana, Y.encodeStateAsUpdate(doc, first))).toEqual({ status: 400, code: 'bad-frame' })
    expect(await post(ana, written(16 * MB + 1))).toEqual({ status: 413, code: 'too-large' })
    const reader = await syncClient(server, project.scriptId, { cookie: ana.cookie })
    expect(reader.doc.getText('gaps').length).toBe(0)
    expect(reader.doc.store.pendingStructs).toBeNull()
    reader.stop()
  })
})
