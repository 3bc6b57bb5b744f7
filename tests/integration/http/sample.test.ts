import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { documentRow, projectCard, sceneRow } from '../../../shared/core/api/schemas.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { bodyOf, signUp, startTestServer, syncClient, type TestPerson, type TestServer } from '../factories.ts'

let server: TestServer
let ada: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ada = await signUp(server, 'Ada')
})
afterAll(() => server.stop())

const cards = async (person: TestPerson) =>
  z.array(projectCard).parse(bodyOf(await person.call('GET', '/api/projects')))

describe('the sample project of a new account', () => {
  test('is there at the first look, whole', async () => {
    const [card] = await cards(ada)
    expect(card).toMatchObject({ sample: true, role: 'owner', name: 'Ten Minutes Fast', shotsOutdated: 0 })
    expect(card?.scenes).toBeGreaterThan(5)
    expect(card?.shots).toBeGreaterThan(5)
    const of = `/api/projects/${card?.id}`
    const scenes = z.array(sceneRow).parse(bodyOf(await ada.call('GET', `${of}/scenes`)))
    const documents = z.array(documentRow).parse(bodyOf(await ada.call('GET', `${of}/documents`)))
    expect(scenes).toHaveLength(card?.scenes ?? 0)
    expect(
      documents
        .filter(({ kind }) => kind === 'scene')
        .map(({ sceneId }) => sceneId)
        .sort(),
    ).toEqual(scenes.map(({ id }) => id).sort())
    expect(scenes.map(({ status }) => status).filter(status => status !== 'draft')).toEqual(['broken-down'])
    const brokenDown = scenes.find(({ status }) => status === 'broken-down')
    expect(brokenDown).toMatchObject({ shotsOutdated: 0, linesUncovered: 0 })

    const script = await syncClient(server, documents.find(({ kind }) => kind === 'script')?.id ?? '', ada)
    const table = await syncClient(server, brokenDown?.documentId ?? '', ada)
    expect(readLines(script.doc).length).toBeGreaterThan(100)
    expect(readSuggestions(script.doc).map(({ status }) => status)).toEqual(['pending'])
    expect(readShots(table.doc)).toHaveLength(brokenDown?.shots ?? -1)
    script.stop()
    table.stop()
  })

  test('belongs to that account alone, and exports as a screenplay', async () => {
    const [card] = await cards(ada)
    const bo = await signUp(server, 'Bo')
    expect((await cards(bo)).map(({ id }) => id)).not.toContain(card?.id)
    expect(bodyOf(await ada.call('GET', `/api/projects/${card?.id}/export?format=fountain`))).toContain(
      'INT. KITCHEN - MORNING',
    )
  })
})
