import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApp } from '../../../server/app.ts'
import { ROUTES } from '../../../server/http/routeTable/routes.ts'
import { libraryDetail } from '../../../shared/core/api/library.ts'
import { styleDetail } from '../../../shared/core/api/styles.ts'
import { bodyOf, createProject, personWith, signUp, startTestServer, type TestServer } from '../factories.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ stillLimits: true })
})
afterAll(() => server.stop())

const named = (method: string, path: string) => `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`
const description = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ summary: z.string(), responses: z.record(z.string(), z.unknown()) }).loose()),
  ),
})

describe('GET /api/openapi.json', () => {
  test('describes every route that is mounted, and no other', async () => {
    const app = await createApp(server.platform, new AbortController().signal, '/nowhere')
    const mounted = app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => named(method, path))
    const { openapi, paths } = description.parse(bodyOf(await personWith(server, '').call('GET', '/api/openapi.json')))
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map(m => named(m, path)))
    expect(openapi).toBe('3.1.0')
    expect(described.sort()).toEqual([...new Set(mounted)].sort())
  })

  test('every body it describes is the one that is asked for: another is refused as a bad request', async () => {
    const ada = await signUp(server, 'Ada')
    const { id, scriptId, timelineId } = await createProject(ada)
    const { sql } = server.platform
    await sql`insert into organisations (id, name) values ('org', 'Org')`
    await sql`insert into organisation_members (organisation_id, user_id, role) values ('org', ${ada.id}, 'owner')`
    const style = await ada.call('POST', '/api/styles', { name: 'Mine' })
    const { id: styleId } = styleDetail.parse(bodyOf(style, 201))
    const asset = await ada.call('POST', '/api/library', { kind: 'prop', name: 'Mine' })
    const { id: library } = libraryDetail.parse(bodyOf(asset, 201))
    const checked: string[] = []
    for (const { method, path, body } of ROUTES) {
      if (!body || path.startsWith('/api/auth') || path.startsWith('/api/local')) continue
      const about = /^\/api\/(\w+)/.exec(path)?.[1] ?? ''
      const at = path.replace(
        '{id}',
        { organisations: 'org', documents: scriptId, styles: styleId, timelines: timelineId, library }[about] ?? id,
      )
      const answer = await ada.call(method.toUpperCase(), at.replace('{agent}', 'rewrite'), ['not', 'an', 'object'])
      expect({ path, status: answer.status }).toEqual({ path, status: 400 })
      checked.push(path)
    }
    expect(checked.length).toBeGreaterThan(12)
  })

  test('says what an answer looks like: real answers fit', async () => {
    const ada = await signUp(server, 'Ada')
    const { id } = await createProject(ada)
    for (const path of [
      '/api/session',
      '/api/projects',
      `/api/projects/${id}`,
      `/api/projects/${id}/members`,
      `/api/projects/${id}/audit`,
      `/api/projects/${id}/documents`,
      `/api/projects/${id}/agents`,
      '/api/account/sessions',
      '/api/account/keys',
      '/api/organisations',
      '/api/ready',
    ]) {
      const route = ROUTES.find(one => one.method === 'get' && one.path === path.replace(id, '{id}'))
      expect(route?.answer?.safeParse(bodyOf(await ada.call('GET', path)))).toMatchObject({ success: true })
    }
  })
})

describe('limits of requests', () => {
  test('a person with a script is slowed down with Retry-After, and others behind the same address are not', async () => {
    const [ada, ben] = [await signUp(server, 'Ada'), await signUp(server, 'Ben')]
    const from = { 'x-forwarded-for': '203.0.113.20' }
    const burst = async (n: number) =>
      Promise.all(Array.from({ length: n }, () => ada.call('GET', '/api/organisations', undefined, from)))
    const answers = (await Promise.all([burst(220), burst(220), burst(220)])).flat()
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBe(660 - 600)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ben.call('GET', '/api/organisations', undefined, from)).status).toBe(200)
  })
})
