import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valueIn } from '../../scrape.ts'
import {
  createProject,
  eventually,
  personWith,
  signUp,
  startTestServer,
  syncClient,
  type TestServer,
} from '../factories.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const scrape = async (): Promise<string> => String((await personWith(server, '').call('GET', '/metrics')).body)
describe('GET /metrics', () => {
  test('tells of documents, commits and acknowledgements, of queues and of the process', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(ada)
    const client = await syncClient(server, scriptId, ada)
    client.doc.getMap('meta').set('seen', true)
    await eventually(
      () => client.provider.unsyncedChanges,
      left => left === 0,
    )
    const text = await scrape()
    expect(valueIn(text, 'aiuteur_open_documents')).toBe(1)
    expect(valueIn(text, 'aiuteur_sync_connections')).toBe(1)
    for (const series of ['aiuteur_updates_total', 'aiuteur_update_bytes_total', 'aiuteur_commit_updates_count'])
      expect({ series, value: valueIn(text, series) }).toEqual({ series, value: expect.any(Number) })
    expect(valueIn(text, 'aiuteur_acknowledgement_seconds_count')).toBeGreaterThan(0)
    expect(valueIn(text, 'aiuteur_queue_jobs', { queue: 'agent', state: 'ready' })).toBe(0)
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds')
    expect(text).toContain('process_resident_memory_bytes')
    client.stop()
  })

  test('counts requests by the template of their route: no id and no secret is in a label', async () => {
    const ada = await signUp(server, 'Ada')
    const { id, scriptId } = await createProject(ada)
    await ada.call('GET', `/api/projects/${id}`)
    await ada.call('GET', `/api/documents/${scriptId}`)
    await personWith(server, '').call('GET', `/api/projects/${id}`)
    await ada.call('GET', '/api/nowhere/secret-of-a-link')
    await ada.call('GET', '/invite/secret-of-a-link')
    const text = await scrape()
    const requests = (route: string, status: string) =>
      valueIn(text, 'aiuteur_http_request_seconds_count', { method: 'GET', route, status })
    expect(requests('/api/projects/:id', '200')).toBe(1)
    expect(requests('/api/projects/*', '401')).toBe(1)
    expect(requests('/api/*', '404')).toBe(1)
    for (const secret of [id, scriptId, ada.id, ada.email, 'secret-of-a-link']) expect(text).not.toContain(secret)
  })

  test('counts who is turned away by the reason', async () => {
    const ada = await signUp(server, 'Ada')
    const { scriptId } = await createProject(await signUp(server, 'Ben'))
    await expect(syncClient(server, scriptId, ada)).rejects.toThrow('document-gone')
    expect(valueIn(await scrape(), 'aiuteur_sync_refusals_total', { reason: 'document-gone' })).toBe(1)
  })

  test('is read by nobody from elsewhere, whoever is signed in', async () => {
    const ada = await signUp(server, 'Ada')
    const { status, body } = await ada.call('GET', '/metrics', undefined, { 'x-forwarded-for': '10.0.0.7' })
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { error: { message: expect.stringContaining('METRICS_TOKEN') } },
    })
  })
})
