import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../../server/http/routeTable/routes.ts'
import { ROLES, type Role } from '../../../shared/core/access.ts'
import { libraryDetail } from '../../../shared/core/api/library.ts'
import { styleDetail } from '../../../shared/core/api/styles.ts'
import { versionRow } from '../../../shared/core/api/versions.ts'
import { newId } from '../../../shared/core/ids.ts'
import {
  bodyOf,
  createProject,
  fountainForm,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'
import { pictureForm, png } from '../library/pictures.ts'
import { type Cast, type CastMember, gatherCast } from '../people/cast.ts'

let server: TestServer
let cast: Cast
let versionId: string
let styleId: string
let libraryId: string
let pictureId: string
const jobId = 'job-of-the-project'

beforeAll(async () => {
  server = await startTestServer()
  cast = await gatherCast(server)
  const { project, owner } = cast
  const { sql } = server.platform
  await sql`
    insert into jobs (id, project_id, timeline_id, document_id, agent, key, state, input)
    values (${jobId}, ${project.id}, ${project.timelineId}, ${project.scriptId}, 'breakdown', 'k', 'done', '{}')`
  const named = await owner.call('POST', `/api/documents/${project.scriptId}/versions`, { name: 'First' })
  versionId = versionRow.parse(bodyOf(named)).id
  const style = { name: 'House style', organisationId: cast.organisationId }
  styleId = styleDetail.parse(bodyOf(await owner.call('POST', '/api/styles', style), 201)).id
  const asset = { kind: 'prop', name: 'Lamp', organisationId: cast.organisationId }
  libraryId = libraryDetail.parse(bodyOf(await owner.call('POST', '/api/library', asset), 201)).id
  const drawn = await owner.call('POST', `/api/library/${libraryId}/picture`, pictureForm(png(2, 2)))
  pictureId = libraryDetail.parse(bodyOf(drawn)).picture?.id ?? ''
})
afterAll(() => server.stop())

/** `answers`: what whoever may gets; null: it is not tried, because it would take away what the others are tried on. */
interface Guarded {
  least: Role
  answers: number | null
  query?: string
  body?: () => unknown
}
/** 'open': to all. 'own': about whoever asks, and nobody else. 'administrators': nobody of a project or an organisation. */
type Rule = 'open' | 'own' | 'administrators' | Guarded | Guarded[]

const reads = (least: Role = 'viewer', query = ''): Guarded => ({ least, answers: 200, query })
const does = (least: Role, answers: number | null, body?: () => unknown): Guarded => ({ least, answers, body })
const INVALID = () => ['not', 'an', 'object']

/** Every route there is, and the least role that may use it. A route without an entry fails the first test. */
const RULES: Record<string, Rule> = {
  'GET /api/health': 'open',
  'GET /api/ready': 'open',
  'GET /api/openapi.json': 'open',
  'GET /api/session': 'open',
  'POST /api/auth/sign-up/email': 'open',
  'POST /api/auth/sign-in/email': 'open',
  'POST /api/auth/sign-out': 'open',
  'POST /api/local/join': 'open',
  'POST /api/invitations/look': 'open',
  'POST /api/links/look': 'open',
  'POST /api/account/password/forgotten': 'open',
  'POST /api/account/password/reset': 'open',
  'POST /api/auth/update-user': 'own',
  'POST /api/invitations/enter': 'own',
  'POST /api/links/enter': 'own',
  'POST /api/account/password': 'own',
  'GET /api/account/sessions': 'own',
  'DELETE /api/account/sessions': 'own',
  'DELETE /api/account/sessions/{id}': 'own',
  'GET /api/account/audit': 'own',
  'GET /api/account/keys': 'own',
  'POST /api/account/keys': 'own',
  'DELETE /api/account/keys/{id}': 'own',
  'GET /api/notifications': 'own',
  'POST /api/notifications/read': 'own',
  'GET /api/organisations': 'own',
  'POST /api/organisations': 'own',
  'GET /api/projects': 'own',
  'POST /api/projects': 'own',
  'POST /api/projects/import': 'own',
  'GET /api/styles': 'own',
  'POST /api/styles': 'own',
  'GET /api/library': 'own',
  'POST /api/library': 'own',

  'PATCH /api/organisations/{id}': does('admin', 200, () => ({ name: 'Ferry Films' })),
  'DELETE /api/organisations/{id}': does('owner', null),
  'GET /api/organisations/{id}/audit': reads('admin'),
  'GET /api/organisations/{id}/members': reads(),
  'POST /api/organisations/{id}/members': does('admin', 404, () => ({ email: 'none@example.com', role: 'viewer' })),
  'DELETE /api/organisations/{id}/members/{userId}': does('admin', 404),

  'GET /api/styles/{id}': reads(),
  'PATCH /api/styles/{id}': does('editor', 200, () => ({ description: 'As we write.' })),
  'DELETE /api/styles/{id}': does('editor', null),
  'POST /api/styles/{id}/samples': does('editor', 201, () => fountainForm('A sample.', 'sample.txt')),
  'POST /api/styles/{id}/samples/{sampleId}/retry': does('editor', 404),
  'DELETE /api/styles/{id}/samples/{sampleId}': does('editor', 404),
  'GET /api/styles/{id}/chunks': reads(),
  'POST /api/styles/{id}/search': does('viewer', 200, () => ({ query: 'rain' })),

  'GET /api/library/{id}': reads(),
  'PATCH /api/library/{id}': does('editor', 409, () => ({ version: 0, description: 'Brass.' })),
  'DELETE /api/library/{id}': does('editor', null),
  'POST /api/library/{id}/restore': does('editor', 200),
  'POST /api/library/{id}/picture': does('editor', 400, () => fountainForm('No picture.', 'lamp.png')),
  'DELETE /api/library/{id}/picture': does('editor', null),
  'POST /api/library/{id}/copies': does('viewer', 400, INVALID),
  'GET /api/media/{id}': reads(),

  'GET /api/projects/{id}': reads(),
  'PATCH /api/projects/{id}': [
    does('admin', 200, () => ({ name: 'Renamed' })),
    does('owner', 200, () => ({ archived: false })),
    does('owner', 200, () => ({ organisationId: cast.organisationId })),
  ],
  'POST /api/projects/{id}/import': does('editor', 409, () => fountainForm('INT. A - DAY\n\nB.')),
  'GET /api/projects/{id}/export': reads('viewer', '?format=fountain'),
  'GET /api/projects/{id}/files': reads(),
  'POST /api/projects/{id}/files': does('editor', 201, () => fountainForm('Notes.', 'notes.txt')),
  'PATCH /api/projects/{id}/files/{fileId}': does('editor', 404, () => ({ role: 'context' })),
  'POST /api/projects/{id}/files/{fileId}/script': does('editor', 404),
  'POST /api/projects/{id}/assets/sheet': does('editor', 200, () =>
    fountainForm('kind,name,description\nprop,Lamp,Brass.', 'cast.csv'),
  ),
  'DELETE /api/projects/{id}/files/{fileId}': does('editor', 404),
  'GET /api/projects/{id}/assets/copies': reads(),
  'POST /api/projects/{id}/assets/{assetId}/promote': does('editor', 404),
  'DELETE /api/projects/{id}/assets/{assetId}': does('editor', 404),
  'GET /api/projects/{id}/reports/{report}': does('viewer', 404),
  'GET /api/projects/{id}/stages': reads(),
  'GET /api/projects/{id}/outdated': reads(),
  'GET /api/projects/{id}/invalidations': reads(),
  'GET /api/projects/{id}/invalidated': reads(),
  'POST /api/projects/{id}/invalidated/keep': does('editor', 200, () => ({ sceneIds: [] })),
  'POST /api/projects/{id}/consequences': does('viewer', 200, () => ({ kind: 'edit', stage: 'beats', elements: null })),
  'GET /api/projects/{id}/ledger': reads(),
  'GET /api/projects/{id}/styles': reads(),
  'POST /api/projects/{id}/stages/{stage}/approve': does('editor', 404),
  'POST /api/projects/{id}/stages/{stage}/reopen': does('editor', 404),
  'POST /api/projects/{id}/stages/{stage}/fits': does('editor', 404, () => ({ against: 'beats' })),
  'GET /api/projects/{id}/director': reads(),
  'POST /api/projects/{id}/director': does('commenter', 201, () => ({ id: newId(), body: 'Hello.', to: 'people' })),
  'POST /api/projects/{id}/director/{message}/confirm': does('editor', 404),
  'POST /api/projects/{id}/director/{message}/dismiss': does('editor', 404),
  'GET /api/projects/{id}/timelines': reads(),
  'GET /api/projects/{id}/timelines/history': reads(),
  'POST /api/projects/{id}/timelines': does('editor', 400, INVALID),
  'GET /api/projects/{id}/vault': reads('viewer', '?q=boat'),
  'GET /api/projects/{id}/vault/contents': reads(),
  'GET /api/projects/{id}/vault/artifacts/{artifact}': does('viewer', 404),
  'POST /api/projects/{id}/vault/artifacts/{artifact}/tags': does('editor', 404, () => ({ tag: 'Keep' })),
  'DELETE /api/projects/{id}/vault/artifacts/{artifact}/tags/{tag}': does('editor', 404),
  'GET /api/projects/{id}/findings': reads(),
  'PATCH /api/projects/{id}/findings/{finding}': [
    does('commenter', 404, () => ({ state: 'discussed', threadId: 'thread' })),
    does('editor', 404, () => ({ state: 'dismissed' })),
  ],
  'GET /api/projects/{id}/script/regenerate': reads(),
  'POST /api/projects/{id}/script/regenerate': does('editor', 400, INVALID),
  'GET /api/projects/{id}/compare': does('viewer', 404),
  'GET /api/projects/{id}/documents': reads(),
  'GET /api/projects/{id}/scenes': reads(),
  // a stream that does not end; see events.test.ts
  'GET /api/projects/{id}/events': { least: 'viewer', answers: null },
  'GET /api/projects/{id}/members': reads(),
  'POST /api/projects/{id}/members': does('admin', 404, () => ({ email: 'none@example.com', role: 'viewer' })),
  'DELETE /api/projects/{id}/members/{userId}': does('admin', 404),
  'POST /api/projects/{id}/transfer': does('owner', 404, () => ({ userId: 'nobody-at-all' })),
  'GET /api/projects/{id}/invitations': reads('admin'),
  'POST /api/projects/{id}/invitations': does('admin', 201, () => ({ role: 'viewer' })),
  'DELETE /api/projects/{id}/invitations/{invitationId}': does('admin', 404),
  'GET /api/projects/{id}/links': reads('admin'),
  'POST /api/projects/{id}/links': does('admin', 201, () => ({ role: 'viewer' })),
  'DELETE /api/projects/{id}/links/{linkId}': does('admin', 404),
  'GET /api/projects/{id}/audit': reads('admin'),
  'GET /api/projects/{id}/agents': reads(),
  'POST /api/projects/{id}/agents/{agent}': does('editor', 404),
  'GET /api/projects/{id}/jobs': reads(),

  'GET /api/jobs/{id}': reads(),
  'GET /api/jobs/{id}/traces': reads(),
  'POST /api/jobs/{id}/retry': does('editor', 409),
  'POST /api/jobs/{id}/cancel': does('editor', 200),

  'GET /api/documents/{id}': reads(),
  'POST /api/documents/{id}/updates': does('editor', 400),
  'POST /api/documents/{id}/lock': does('admin', 400, INVALID),
  'DELETE /api/documents/{id}/lock': does('admin', 409),
  'GET /api/documents/{id}/state': reads(),
  'GET /api/documents/{id}/strays': reads('admin'),
  'GET /api/documents/{id}/authors': reads(),
  'GET /api/documents/{id}/versions': reads(),
  'POST /api/documents/{id}/versions': does('editor', 400, INVALID),
  'GET /api/versions/{id}': reads(),
  'GET /api/versions/{id}/diff': reads(),
  'POST /api/versions/{id}/restore': does('editor', 200),
  'GET /api/versions/{id}/export': reads(),
  'DELETE /api/versions/{id}': does('editor', null),
  'PATCH /api/timelines/{id}': does('editor', 400, INVALID),
  'GET /api/timelines/{id}/merge': does('viewer', 404),
  'POST /api/timelines/{id}/merge': does('editor', 400, INVALID),
  'DELETE /api/timelines/{id}': does('admin', 409),
  'POST /api/timelines/{id}/restore': does('admin', 204),
  'GET /api/operating': 'administrators',
  'POST /api/operating/jobs/{id}/retry': 'administrators',
  'POST /api/sync/token': does('viewer', 200, () => ({ documentId: cast.project.scriptId })),
}

const idFor = (path: string): string =>
  ({
    projects: cast.project.id,
    documents: cast.project.scriptId,
    versions: versionId,
    jobs: jobId,
    organisations: cast.organisationId,
    timelines: cast.project.timelineId,
    styles: styleId,
    library: libraryId,
    media: pictureId,
  })[/^\/api\/(\w+)/.exec(path)?.[1] ?? ''] ?? 'none'

interface Try extends Guarded {
  method: string
  path: string
  isAboutOrganisation: boolean
}

/** Every guarded route, filled in with what there is, or with ids that nothing has. */
function tries(id?: string): Try[] {
  return Object.entries(RULES).flatMap(([route, rule]) => {
    if (typeof rule === 'string') return []
    const [method = '', path = ''] = route.split(' ')
    return [rule].flat().map(guarded => ({
      ...guarded,
      method,
      path: path.replace('{id}', id ?? idFor(path)).replace(/\{\w+\}/g, 'nobody-at-all') + (guarded.query ?? ''),
      isAboutOrganisation: /^\/api\/(?:organisations|styles|library|media)\//.test(path),
    }))
  })
}

/** 401, 403 or 404 when they may not; null when they may. */
function refusalFor({ outright, inProject, inOrganisation }: CastMember, { least, isAboutOrganisation }: Try) {
  if (outright !== null) return outright
  const role = isAboutOrganisation ? inOrganisation : inProject
  if (role === null) return 404
  return ROLES.indexOf(role) < ROLES.indexOf(least) ? 403 : null
}

/** Everything in the database but what sessions and counters note of every request. */
async function fingerprint(): Promise<string> {
  const { sql } = server.platform
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('session', 'throttles')`
  const hash = createHash('sha256')
  for (const { name } of tables) {
    const [row] =
      await sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${sql(name)} t`
    hash.update(`${name} ${row?.sum}`)
  }
  return hash.digest('hex')
}

describe('who may do what', () => {
  test('is said here for every route, and for none that is gone', () => {
    expect(Object.keys(RULES).sort()).toEqual(
      ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort(),
    )
    for (const { method, path, access = 'known' } of ROUTES) {
      const rule = RULES[`${method.toUpperCase()} ${path}`]
      expect({ path, isOpen: rule === 'open' }).toEqual({ path, isOpen: access === 'open' })
    }
  })

  test('everybody who may not is refused on every route, with a sentence and without any effect', async () => {
    const before = await fingerprint()
    let refused = 0
    await Promise.all(
      cast.everybody.map(async member => {
        const { who, person } = member
        for (const one of tries()) {
          const expected = refusalFor(member, one)
          if (expected === null) continue
          const { status, body } = await person.call(one.method, one.path, one.body?.())
          expect({ who, call: `${one.method} ${one.path}`, status }).toMatchObject({ status: expected })
          expect(body).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } })
          refused++
        }
      }),
    )
    expect(refused).toBeGreaterThan(400)
    expect(await fingerprint()).toBe(before)
  })

  test('what is about oneself is refused to nobody and to the suspended', async () => {
    const before = await fingerprint()
    for (const { person, outright } of cast.everybody)
      for (const [route, rule] of Object.entries(RULES)) {
        const [method = '', path = ''] = route.split(' ')
        if (rule !== 'own') continue
        if (outright === null && method !== 'GET') continue
        const { status } = await person.call(method, path.replace('{id}', 'none'))
        expect({ route, status }).toEqual({ route, status: outright ?? 200 })
      }
    expect(await fingerprint()).toBe(before)
  })

  test('how the server does is refused to everybody, whatever they are in projects, and told to its administrators', async () => {
    const before = await fingerprint()
    const routes = Object.entries(RULES).flatMap(([route, rule]) =>
      rule === 'administrators' ? [route.split(' ')] : [],
    )
    for (const { who, person, outright } of cast.everybody)
      for (const [method = '', path = ''] of routes) {
        const { status, body } = await person.call(method, path.replace('{id}', jobId))
        expect({ who, path, status }).toEqual({ who, path, status: outright ?? 403 })
        expect(body).toMatchObject({ error: { message: expect.stringMatching(/\.$/) } })
      }
    expect(await fingerprint()).toBe(before)
  })

  test('everybody who may is let through on every route', { timeout: 60_000 }, async () => {
    await Promise.all(
      cast.everybody.map(async member => {
        for (const one of tries()) {
          if (one.answers === null || refusalFor(member, one) !== null) continue
          const { status } = await member.person.call(one.method, one.path, one.body?.())
          const call = `${one.method} ${one.path}`
          expect({ who: member.who, call, status }).toEqual({ who: member.who, call, status: one.answers })
        }
      }),
    )
  })

  test('a stranger cannot tell what exists from what does not: the answers are the same, byte for byte', async () => {
    const answerTo = async (person: TestPerson, { method, path, body }: Try, documentId: string) => {
      const sent = path === '/api/sync/token' ? { documentId } : body?.()
      const { status, body: text, headers } = await person.call(method, path, sent)
      const shown = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
      return { call: `${method} ${path.split('/').slice(0, 3).join('/')}`, status, text: JSON.stringify(text), shown }
    }
    for (const { person, inProject, outright } of cast.everybody) {
      if (inProject !== null || outright !== null) continue
      const unreal = tries('no-such')
      for (const [i, real] of tries().entries()) {
        const other = unreal[i]
        if (!other) throw new Error('Both lists are made of the same rules.')
        expect(await answerTo(person, real, cast.project.scriptId)).toEqual(await answerTo(person, other, 'no-such'))
      }
    }
  })

  test('nobody sees the projects and organisations of others in their lists', async () => {
    for (const { person, inProject, outright } of cast.everybody) {
      if (inProject !== null || outright !== null) continue
      for (const path of ['/api/projects', '/api/organisations', '/api/account/audit']) {
        const seen = JSON.stringify(bodyOf(await person.call('GET', path)))
        for (const id of [cast.project.id, cast.organisationId]) expect(seen).not.toContain(id)
      }
    }
  })

  test('only admins of a project learn whether an e-mail has an account', async () => {
    const { owner, project, everybody } = cast
    const stranger = everybody.find(({ who }) => who === 'stranger')?.person
    const other = await createProject(await signUp(server, 'Other'))
    for (const email of [owner.email, 'none@example.com'])
      expect(
        (await stranger?.call('POST', `/api/projects/${other.id}/members`, { email, role: 'viewer' }))?.status,
      ).toBe(404)
    const asked = await owner.call('POST', `/api/projects/${project.id}/members`, {
      email: 'none@example.com',
      role: 'viewer',
    })
    expect(asked.body).toMatchObject({
      error: { code: 'no-account', message: expect.stringContaining('none@example.com') },
    })
  })
})
