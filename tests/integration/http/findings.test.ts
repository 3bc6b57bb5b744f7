import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type FindingRow, findingRow } from '../../../shared/core/api/findings.ts'
import { jobRow } from '../../../shared/core/api/schemas.ts'
import { findLine } from '../../../shared/core/script/edit.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { acceptSuggestion } from '../../../shared/core/suggestions/settle.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const FILM = `INT. KITCHEN - DAY

Ada pours tea. A kettle.

ADA
Not again.

INT. CELLAR - CONTINUOUS

Rain on the stairs.

BO
Who is there?

EXT. GARDEN - NIGHT

The gate is open.
`

let server: TestServer
let ana: TestPerson
let cleo: TestPerson
let project: TestProject
let script: SyncClient
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ana = await signUp(server, 'Ana')
  cleo = await signUp(server, 'Cleo')
  project = await importFountain(ana, FILM)
  await addMember(ana, project.id, cleo, 'commenter')
  script = await syncClient(server, project.scriptId, ana)
})
afterAll(async () => {
  script.stop()
  await server.stop()
})

const path = '/api/projects/'
const findings = async (person = ana): Promise<FindingRow[]> =>
  z.array(findingRow).parse(bodyOf(await person.call('GET', `${path}${project.id}/findings`)))
const patch = (person: TestPerson, id: string, body: unknown) =>
  person.call('PATCH', `${path}${project.id}/findings/${id}`, body)

/** Has the room look at the script, and waits until it has. */
async function look(lens: string) {
  const asked = await ana.call('POST', `${path}${project.id}/agents/${lens}`, { documentId: project.scriptId })
  const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(asked, 202))
  const over = async () => jobRow.parse(bodyOf(await ana.call('GET', `/api/jobs/${jobId}`)))
  return eventually(over, ({ state }) => state !== 'queued' && state !== 'running')
}
const titled = async (words: RegExp) => (await findings()).find(({ title }) => words.test(title))

test('what the room finds is there for everybody, with the places that it rests on, and changes nothing by itself', async () => {
  const before = readScenes(script.doc).map(({ lines }) => lines.map(({ text }) => text))
  expect(await look('plot-holes')).toMatchObject({ state: 'done', creditsActual: 0 })
  const cellar = readScenes(script.doc)[1]
  expect(await titled(/goes on without a break/)).toMatchObject({
    stage: 'script',
    lens: 'plot-holes',
    severity: 'medium',
    state: 'open',
    stale: false,
    suggestion: null,
    evidence: [
      { place: 'Scene 1', state: 'there' },
      { place: 'Scene 2', id: cellar?.lines[0]?.id, quote: 'INT. CELLAR - CONTINUOUS' },
    ],
  })
  expect(await findings(cleo)).toEqual(await findings())
  expect(readScenes(script.doc).map(({ lines }) => lines.map(({ text }) => text))).toEqual(before)
})

test('one that proposes words is a suggestion in the script, and is settled with it', async () => {
  const bo = await titled(/^Bo speaks/)
  expect(bo).toMatchObject({ suggestion: 'pending', proposal: 'Rain on the stairs. Bo is here.' })
  const [suggested] = await eventually(
    () => readSuggestions(script.doc),
    list => list.length > 0,
  )
  expect(suggested?.suggestion).toMatchObject({
    askedBy: { name: 'Ana' },
    rationale: expect.stringContaining('Bo speaks'),
  })
  acceptSuggestion(script.doc, suggested?.suggestion.id ?? '', null)
  await eventually(
    () => titled(/^Bo speaks/),
    finding => finding?.suggestion === 'accepted',
  )
})

test('it follows its words through edits, says when they read otherwise, and is stale when all of them are gone', async () => {
  const jump = await titled(/goes on without a break/)
  const heading = (index: number) => findLine(scriptRoots(script.doc), jump?.evidence[index]?.id ?? '')
  const text = heading(1) ? lineText(heading(1) as NonNullable<ReturnType<typeof heading>>) : null
  text?.delete(0, text.length)
  text?.insert(0, 'INT. CELLAR - LATER')
  await eventually(
    () => titled(/goes on without a break/),
    finding => finding?.evidence[1]?.state === 'changed',
  )
  for (const scene of readScenes(script.doc).slice(0, 2))
    script.doc.transact(() => {
      const { script: fragment } = scriptRoots(script.doc)
      for (const line of scene.lines) {
        const element = findLine(scriptRoots(script.doc), line.id)
        if (element) fragment.delete(fragment.toArray().indexOf(element), 1)
      }
    })
  await eventually(
    () => titled(/goes on without a break/),
    finding => finding?.stale === true,
  )
})

test('asked again, what is not found any more goes, and what somebody dismissed stays so', async () => {
  expect(await look('pacing')).toMatchObject({ state: 'failed', error: { code: 'nothing-found' } })
  const { sql } = server.platform
  const fingerprints = async () => (await sql`select fingerprint from findings where state <> 'superseded'`).length
  const before = await fingerprints()
  const [first] = await findings()
  bodyOf(await patch(ana, first?.id ?? '', { state: 'dismissed' }))
  expect((await findings()).find(({ id }) => id === first?.id)).toMatchObject({ state: 'dismissed', decidedBy: 'Ana' })
  // only Ada is left of the film, and the room has nothing to say about it
  await look('plot-holes')
  expect(await fingerprints()).toBeLessThanOrEqual(before)
  expect((await findings()).find(({ id }) => id === first?.id)?.state).toBe('dismissed')
  bodyOf(await patch(ana, first?.id ?? '', { state: 'open' }))
  expect((await findings()).find(({ id }) => id === first?.id)?.state).toBe('open')
})

test('a commenter makes a comment of it and does not decide it; what the project does not have is not found', async () => {
  const [first] = await findings()
  expect((await patch(cleo, first?.id ?? '', { state: 'dismissed' })).status).toBe(403)
  expect((await patch(cleo, first?.id ?? '', { state: 'discussed', threadId: 'thread' })).status).toBe(200)
  expect((await findings()).find(({ id }) => id === first?.id)).toMatchObject({
    state: 'discussed',
    threadId: 'thread',
    decidedBy: 'Cleo',
  })
  expect((await patch(ana, 'no-such', { state: 'dismissed' })).status).toBe(404)
  expect((await patch(ana, first?.id ?? '', { state: 'superseded' })).status).toBe(400)
  expect((await cleo.call('POST', `${path}${project.id}/agents/arcs`, { documentId: project.scriptId })).status).toBe(
    403,
  )
})

test('the room looks at stages, and at nothing else', async () => {
  const ask = (body: unknown) => ana.call('POST', `${path}${project.id}/agents/arcs`, body)
  expect(await ask({})).toMatchObject({ status: 404, body: { error: { code: 'document-not-found' } } })
  const other = await importFountain(ana, FILM)
  expect(await ask({ documentId: other.scriptId })).toMatchObject({ status: 404 })
  const rows = z
    .array(z.object({ id: z.string(), kind: z.string() }))
    .parse(bodyOf(await ana.call('GET', `${path}${project.id}/documents`)))
  const beats = rows.find(({ kind }) => kind === 'beats')?.id
  expect(await ask({ documentId: beats })).toMatchObject({ status: 400, body: { error: { code: 'nothing-to-read' } } })
})
