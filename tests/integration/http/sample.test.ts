import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectCard } from '../../../shared/core/api/schemas.ts'
import { shownLines } from '../../../shared/core/dependencies/lines.ts'
import { outdatedShots } from '../../../shared/core/dependencies/outdated.ts'
import { SAMPLE_FOUNTAIN, SAMPLE_TITLE } from '../../../shared/core/sample/sampleScreenplay.ts'
import { SAMPLE_SHOTS } from '../../../shared/core/sample/sampleShots.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { bodyOf, signUp, startTestServer, syncClient, type TestPerson, type TestServer } from '../factories.ts'

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'First Visitor')
})
afterAll(() => server.stop())

const cards = z.array(projectCard)
const documents = z.array(z.object({ id: z.string(), kind: z.string(), sceneId: z.string().nullable() }))

async function sampleCard() {
  const [card, ...others] = cards.parse(bodyOf(await owner.call('GET', '/api/projects')))
  expect(others).toEqual([])
  if (!card) throw new Error('A new account has no sample project.')
  return card
}

describe('the sample project of a new account', () => {
  test('is whole when it is first seen: scenes, shots, and none of them outdated', async () => {
    const card = await sampleCard()
    expect(card).toMatchObject({ name: SAMPLE_TITLE, sample: true, shots: SAMPLE_SHOTS.length, shotsOutdated: 0 })
    const scenes = z
      .array(z.object({ heading: z.string(), shots: z.number(), linesUncovered: z.number(), eighths: z.number() }))
      .parse(bodyOf(await owner.call('GET', `/api/projects/${card.id}/scenes`)))
    expect(scenes).toHaveLength(11)
    expect(scenes.filter(scene => scene.shots > 0)).toEqual([
      expect.objectContaining({ heading: 'INT. KITCHEN - DAY', shots: SAMPLE_SHOTS.length, linesUncovered: 0 }),
    ])
  })

  test('exports the screenplay as it was written', async () => {
    const { id } = await sampleCard()
    expect(bodyOf(await owner.call('GET', `/api/projects/${id}/export?format=fountain`))).toBe(SAMPLE_FOUNTAIN)
  })

  test('opens with a suggestion waiting and a shot table that is up to date', async () => {
    const { id } = await sampleCard()
    const list = documents.parse(bodyOf(await owner.call('GET', `/api/projects/${id}/documents`)))
    const script = list.find(document => document.kind === 'script')
    if (!script) throw new Error('The sample has no script.')
    const scriptClient = await syncClient(server, script.id, owner)
    expect(readSuggestions(scriptClient.doc).map(({ status }) => status)).toEqual(['pending'])

    const lines = shownLines(scriptClient.doc)
    let tables = 0
    for (const { id: documentId, sceneId } of list.filter(document => document.kind === 'scene')) {
      const client = await syncClient(server, documentId, owner)
      const shots = readShots(client.doc)
      if (shots.length > 0) {
        tables++
        const { shots: outdated, uncovered } = outdatedShots(shots, lines, sceneId ?? '')
        expect([outdated.size, uncovered]).toEqual([0, []])
      }
      client.stop()
    }
    expect(tables).toBe(1)
    scriptClient.stop()
  })
})
