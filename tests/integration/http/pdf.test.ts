import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  createProject,
  importFountain,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

const FILM = `Title: The Kettle
Author: Ada

INT. KITCHEN - DAY #12A#

Ada pours tea.

ADA
(quietly)
Not again.

EXT. GARDEN - NIGHT

Rain.
`

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const imported = z.object({
  id: z.string(),
  scenes: z.number(),
  lines: z.number(),
  notes: z.array(z.string()),
  confidence: z.number(),
})
/** The bytes of an export, asked for with the session of `person`. */
async function pdfOf(person: TestPerson, id: string, query: string): Promise<Uint8Array<ArrayBuffer>> {
  const address = `${server.url}/api/projects/${id}/export?format=pdf${query}`
  const answer = await fetch(address, { headers: { cookie: person.cookie } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  return new Uint8Array(await answer.arrayBuffer())
}

describe('a script as PDF', () => {
  test('is exported for somebody, on the paper that was asked for, and imported again', async () => {
    const { id } = await importFountain(owner, FILM)
    const bytes = await pdfOf(owner, id, '&size=a4&watermark=Ben')
    expect(Buffer.from(bytes).toString('latin1')).toContain('/MediaBox [0 0 595 842]')
    const form = new FormData()
    form.set('file', new File([bytes], 'kettle.pdf'))
    const again = imported.parse((await owner.call('POST', '/api/projects/import', form)).body)
    expect(again).toMatchObject({ scenes: 2, lines: 7, notes: [expect.stringContaining('100% sure')], confidence: 1 })
    expect((await owner.call('GET', `/api/projects/${again.id}/scenes`)).body).toMatchObject([
      { number: '12A', heading: 'INT. KITCHEN - DAY', characters: ['ADA'] },
      { heading: 'EXT. GARDEN - NIGHT' },
    ])
  })

  test('what cannot be asked is refused with a sentence', async () => {
    const { id } = await createProject(owner)
    for (const [query, sentence] of [
      ['size=a5', 'The size of a page is letter or a4.'],
      [`watermark=${'x'.repeat(101)}`, 'A watermark has at most 100 characters.'],
      ['sceneNumbers=maybe', 'sceneNumbers is on or off.'],
    ] as const) {
      const answer = await owner.call('GET', `/api/projects/${id}/export?format=pdf&${query}`)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ error: { message: expect.stringContaining(sentence) } })
    }
  })
})
