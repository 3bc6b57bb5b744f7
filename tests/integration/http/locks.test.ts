import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connect } from '../../../shared/node/database.ts'
import { createDocument } from '../../../shared/node/documents.ts'
import {
  addMember,
  createProject,
  eventually,
  fountainForm,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let ana: TestPerson
let ed: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  ed = await signUp(server, 'Ed')
  project = await createProject(ana)
  await addMember(ana, project.id, ed, 'editor')
})
afterAll(() => server.stop())

const path = () => `/api/documents/${project.scriptId}/lock`

describe('a lock over HTTP', () => {
  it('is the owner’s and admins’ to set and to end; strangers learn nothing', async () => {
    const sam = await signUp(server, 'Sam')
    const admin = await signUp(server, 'Ada')
    await addMember(ana, project.id, admin, 'admin')
    for (const method of ['POST', 'DELETE']) {
      expect((await ed.call(method, path())).status).toBe(403)
      expect((await sam.call(method, path())).status).toBe(404)
    }
    expect((await sam.call('GET', `/api/documents/${project.scriptId}/state`)).status).toBe(404)
    expect(await admin.call('POST', path(), { reason: '  Final \n' })).toMatchObject({
      status: 201,
      body: { by: 'Ada', reason: 'Final' },
    })
    expect(await ana.call('POST', path())).toMatchObject({ status: 409, body: { error: { code: 'already-locked' } } })
    expect((await ana.call('DELETE', path())).status).toBe(204)
    expect(await ana.call('DELETE', path())).toMatchObject({ status: 409, body: { error: { code: 'not-locked' } } })
    expect((await ana.call('POST', path(), { reason: 'x'.repeat(501) })).status).toBe(400)
  })

  it('covers the shot list of a scene alone, and no root that is no stage', async () => {
    const { timelineId } = project
    const sql = connect(server.databaseUrl, 1)
    const scene = await createDocument(sql, { projectId: project.id, timelineId, kind: 'scene', sceneId: 'one' })
    await sql.end()
    const lock = `/api/documents/${scene}/lock`
    expect(await ana.call('POST', path(), { root: 'shots' })).toMatchObject({ status: 400 })
    expect(await ana.call('POST', lock, { root: 'suggestions' })).toMatchObject({ status: 400 })
    expect(await ana.call('POST', lock, { root: 'shots' })).toMatchObject({ status: 201, body: { root: 'shots' } })
    expect(await ana.call('POST', lock, { root: 'shots' })).toMatchObject({ status: 409 })
    expect(await ana.call('DELETE', lock)).toMatchObject({ status: 409, body: { error: { code: 'not-locked' } } })
    expect(await ana.call('DELETE', `${lock}?root=suggestions`)).toMatchObject({ status: 400 })
    expect((await ana.call('DELETE', `${lock}?root=shots`)).status).toBe(204)
  })

  it('stops imports and large updates with a sentence that says who and why, and lets them through after', async () => {
    const { doc, stop } = await syncClient(server, project.scriptId, { cookie: ed.cookie })
    expect((await ana.call('POST', path(), { reason: 'Final' })).status).toBe(201)
    const source = new Y.Doc()
    source.getMap('titlePage').set('Title', 'Rain')
    const send = () =>
      fetch(`${server.url}/api/documents/${project.scriptId}/updates`, {
        method: 'POST',
        headers: { cookie: ed.cookie },
        body: new Blob([new Uint8Array(Y.encodeStateAsUpdate(source))]),
      })
    const refused = await send()
    expect([refused.status, await refused.text()]).toEqual([423, expect.stringContaining('Ana locked')])
    const form = () => fountainForm('INT. KITCHEN - DAY\n\nRain.\n')
    expect(await ed.call('POST', `/api/projects/${project.id}/import`, form())).toMatchObject({
      status: 423,
      body: { error: { code: 'locked', message: expect.stringContaining('Final') } },
    })
    expect(doc.getXmlFragment('script').length).toBe(0)
    expect((await ana.call('DELETE', path())).status).toBe(204)
    expect((await send()).status).toBe(204)
    await eventually(
      () => doc.getMap('titlePage').get('Title'),
      title => title === 'Rain',
    )
    stop()
  })
})
