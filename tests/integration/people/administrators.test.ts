import { afterAll, beforeAll, expect, test } from 'vitest'
import { appoint } from '../../../server/people/administrators.ts'
import { operating } from '../../../shared/core/api/operating.ts'
import { auditRow } from '../../../shared/core/api/people.ts'
import { session } from '../../../shared/core/api/schemas.ts'
import {
  bodyOf,
  cookieFrom,
  createProject,
  eventually,
  LOCAL_KEY,
  personWith,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let ana: TestPerson
let ben: TestPerson
beforeAll(async () => {
  server = await startTestServer({ local: true })
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
})
afterAll(() => server.stop())

const sessionOf = async (who: TestPerson) => session.parse(bodyOf(await who.call('GET', '/api/session')))
const read = async () => operating.parse(bodyOf(await ana.call('GET', '/api/operating')))

test('whoever runs the server appoints and dismisses administrators, which their log of rights tells', async () => {
  const { sql } = server.platform
  expect((await sessionOf(ana)).administrator).toBeUndefined()
  expect((await ana.call('GET', '/api/operating')).status).toBe(403)
  expect(await appoint(sql, ana.email, true)).toBe(true)
  expect(await appoint(sql, ana.email, true)).toBe(false)
  expect(await appoint(sql, 'nobody@example.com', true)).toBeNull()
  expect((await sessionOf(ana)).administrator).toBe(true)
  expect((await ana.call('GET', '/api/operating')).status).toBe(200)
  expect(await appoint(sql, ana.id, false)).toBe(true)
  expect((await ana.call('GET', '/api/operating')).status).toBe(403)
  await appoint(sql, ana.email, true)
  const log = auditRow.array().parse(bodyOf(await ana.call('GET', '/api/account/audit')))
  expect(log.map(({ action }) => action)).toEqual(['account.appointed', 'account.dismissed', 'account.appointed'])
})

test('of local mode the first visitor is one, and those who come later are not', async () => {
  const join = async (name: string) => {
    const origin = server.url
    const joined = await personWith(server, '').call('POST', '/api/local/join', { key: LOCAL_KEY, name }, { origin })
    bodyOf(joined, 201)
    return (await sessionOf(personWith(server, cookieFrom(joined.headers)))).administrator
  }
  expect(await join('First')).toBe(true)
  expect(await join('Second')).toBeUndefined()
})

test('an administrator sees what is open, by whom, how large and how durable, without a right to read it', async () => {
  const { id, scriptId } = await createProject(ben, 'A secret film')
  const client = await syncClient(server, scriptId, ben)
  client.doc.getMap('meta').set('seen', true)
  const shown = await eventually(read, ({ documents }) =>
    documents.some(({ logRows, unsavedBytes }) => logRows > 0 && unsavedBytes === 0),
  )
  expect(shown.documents).toMatchObject([
    {
      id: scriptId,
      kind: 'script',
      project: { id, name: 'A secret film' },
      people: [{ name: 'Ben' }],
      unsavedBytes: 0,
    },
  ])
  expect(shown.documents[0]?.bytes).toBeGreaterThan(0)
  expect(shown.queues.map(({ name }) => name)).toContain('agent')
  expect((await ana.call('GET', `/api/projects/${id}`)).status).toBe(404)
  client.stop()
})

test('a job that failed is told with its sentence, and run again in the name of whoever asked', async () => {
  const { sql } = server.platform
  const { id, scriptId, timelineId } = await createProject(ben)
  await sql`
    insert into jobs (id, project_id, timeline_id, document_id, agent, key, state, input, asked_by, attempts, error, finished_at)
    values ('failed', ${id}, ${timelineId}, ${scriptId}, 'rewrite', 'k', 'failed', '{}', ${ben.id}, 4,
      ${sql.json({ code: 'unavailable', message: 'The provider did not answer. Press Retry in a while.' })}, now())`
  expect((await read()).failures).toMatchObject([
    { id: 'failed', agent: 'rewrite', askedBy: 'Ben', attempts: 4, message: expect.stringContaining('did not answer') },
  ])
  expect(bodyOf(await ana.call('POST', '/api/operating/jobs/failed/retry'), 202)).toEqual({
    jobId: 'failed',
    joined: false,
  })
  expect((await read()).failures).toEqual([])
  expect((await ana.call('POST', '/api/operating/jobs/no-such/retry')).status).toBe(404)
})
