import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { z } from 'zod'
import { isLineElement, lineText, makeLine, plain } from '../../../shared/core/script/line.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import {
  bodyOf,
  createProject,
  eventually,
  importFountain,
  personWith,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const TWO_SCENES = 'Title: Rain\n\nINT. KITCHEN - DAY\n\nMara waits.\n\nEXT. YARD - NIGHT\n\nRain.\n'
const scenes = z.array(z.object({ id: z.string(), heading: z.string(), opening: z.string() }))

let server: TestServer
let ana: TestPerson
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ana = await signUp(server, 'Ana')
})
afterAll(() => server.stop())

const scenesOf = async (project: TestProject) =>
  scenes.parse(bodyOf(await ana.call('GET', `/api/projects/${project.id}/scenes`)))

/** Lets an editor's own program change the script as it likes, then has an honest colleague add a scene. */
async function attacked(attack: (doc: Y.Doc) => void): Promise<TestProject> {
  const project = await importFountain(ana, TWO_SCENES)
  const { doc, stop } = await syncClient(server, project.scriptId, { cookie: ana.cookie })
  doc.transact(() => attack(doc))
  doc.transact(() => {
    const { script, scenes } = scriptRoots(doc)
    addScene(scenes, 'added', { order: 'b10' })
    script.push([makeLine('h', 'added', { type: 'scene_heading', runs: plain('INT. ADDED - DAY') })])
  })
  await eventually(
    () => scenesOf(project),
    rows => rows.some(row => row.heading === 'INT. ADDED - DAY'),
  )
  stop()
  return project
}

function line(doc: Y.Doc, index: number): Y.XmlElement {
  const element: unknown = doc.getXmlFragment('script').get(index)
  if (!isLineElement(element)) throw new Error(`There is no line ${index}.`)
  return element
}

const firstScene = (doc: Y.Doc): string => line(doc, 0).getAttribute('scene') ?? ''

describe('a script into which a foreign program wrote', () => {
  it.each<[string, (doc: Y.Doc) => void]>([
    ['a text in place of a scene', doc => doc.getMap('scenes').set(firstScene(doc), 'garbage')],
    ['a number beside the scenes', doc => doc.getMap('scenes').set('zzz', 5)],
    ['objects on the title page', doc => doc.getMap('titlePage').set('Author', { a: 1 })],
    ['a line in a scene that no column can hold', doc => line(doc, 0).setAttribute('scene', 'a\0b')],
    [
      'a scene merged into one that no column can hold',
      doc => {
        const entry = doc.getMap('scenes').get(firstScene(doc))
        if (entry instanceof Y.Map) entry.set('mergedInto', 'a\0b')
      },
    ],
    ['a line with an id that no column can hold', doc => line(doc, 1).setAttribute('id', 'a\0b')],
    ['NUL and half an emoji in a line', doc => lineText(line(doc, 1))?.insert(0, 'a\0b \ud83d ')],
  ])('has its scenes followed and exported all the same: %s', async (_, attack) => {
    const project = await attacked(attack)
    const file = bodyOf(await ana.call('GET', `/api/projects/${project.id}/export`))
    expect(file).toContain('Title: Rain')
    expect(file).toContain('INT. KITCHEN - DAY')
    expect(file).toContain('INT. ADDED - DAY')
  })

  it('can still be worked on by agents where a line holds NUL', async () => {
    const project = await attacked(doc => lineText(line(doc, 1))?.insert(0, 'She\0 is very tired. '))
    const [scene] = await scenesOf(project)
    expect(scene?.opening).toBe('She is very tired. Mara waits.')
    const asked = bodyOf(
      await ana.call('POST', `/api/projects/${project.id}/agents/breakdown`, { sceneId: scene?.id }),
      202,
    )
    const { jobId } = z.object({ jobId: z.string() }).parse(asked)
    await eventually(
      async () => z.object({ state: z.string() }).parse(bodyOf(await ana.call('GET', `/api/jobs/${jobId}`))).state,
      state => state === 'done',
    )
  })

  it('that begins with emoji and no blank has an opening that ends with a whole one', async () => {
    const project = await attacked(doc => {
      const text = lineText(line(doc, 1))
      text?.delete(0, text.length)
      text?.insert(0, `ab${'😀'.repeat(200)}`)
    })
    const [scene] = await scenesOf(project)
    expect(scene?.opening).toMatch(/^ab(😀)+…$/u)
  })
})

describe('a request with characters that cannot be stored', () => {
  it('is the mistake of who sent it, and changes nothing', async () => {
    const { id, scriptId } = await createProject(ana)
    const refused: [string, string, unknown?][] = [
      ['GET', '/api/projects/%00/scenes'],
      ['GET', '/api/documents/%00'],
      ['GET', '/api/jobs/%00'],
      ['POST', '/api/sync/token', { documentId: '\0' }],
      ['POST', `/api/projects/${id}/members`, { userId: '\0', role: 'viewer' }],
      ['DELETE', `/api/projects/${id}/members/%00`],
      ['POST', `/api/projects/${id}/agents/breakdown`, { documentId: '\0' }],
      ['PATCH', `/api/projects/${id}`, { name: '\u202e\u200b' }],
      ['POST', `/api/projects/${id}/agents/breakdown`, { documentId: scriptId, sceneId: 'front' }],
    ]
    for (const [method, path, body] of refused) {
      const { status } = await ana.call(method, path, body)
      expect([400, 404], `${method} ${path} answered ${status}`).toContain(status)
    }
  })

  it('in an instruction is asked without them', async () => {
    const project = await importFountain(ana, TWO_SCENES)
    const { doc, stop } = await syncClient(server, project.scriptId, { cookie: ana.cookie })
    const lineIds = [line(doc, 1).getAttribute('id')]
    stop()
    const asked = await ana.call('POST', `/api/projects/${project.id}/agents/rewrite`, {
      instruction: 'sh\0orter \ud83d',
      lineIds,
    })
    const { jobId } = z.object({ jobId: z.string() }).parse(bodyOf(asked, 202))
    expect(bodyOf(await ana.call('GET', `/api/jobs/${jobId}`))).toMatchObject({ instruction: 'shorter \ufffd' })
  })

  it('loses them in names, and a name that nobody could see is refused', async () => {
    const made = bodyOf(await ana.call('POST', '/api/projects', { name: 'A\0 film\u202e' }))
    const { id } = z.object({ id: z.string() }).parse(made)
    expect(bodyOf(await ana.call('GET', `/api/projects/${id}`))).toMatchObject({ name: 'A  film' })
    const signUpAs = (name: string) =>
      personWith(server, '').call('POST', '/api/auth/sign-up/email', {
        name,
        email: 'q@example.com',
        password: 'correct horse',
      })
    expect((await signUpAs('\u200b\u202e')).status).toBe(400)
  })
})

describe('an account', () => {
  it('cannot take a name later that it could not have signed up with', async () => {
    const ben = await signUp(server, 'Ben')
    for (const name of ['', '\u200b', 'x'.repeat(101)])
      expect((await ben.call('POST', '/api/auth/update-user', { name })).status).toBe(400)
    expect((await ben.call('POST', '/api/auth/update-user', { name: 'Ben\0 II' })).status).toBe(200)
    expect(bodyOf(await ben.call('GET', '/api/session'))).toMatchObject({ user: { name: 'Ben  II' } })
  })
})

describe('a breakdown', () => {
  it('is never written into the script, whatever document the request names', async () => {
    const project = await importFountain(ana, TWO_SCENES)
    const [scene] = await scenesOf(project)
    const answer = await ana.call('POST', `/api/projects/${project.id}/agents/breakdown`, {
      documentId: project.scriptId,
      sceneId: scene?.id,
    })
    expect(answer.status).toBe(404)
  })
})
