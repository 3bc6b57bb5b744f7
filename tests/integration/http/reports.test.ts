import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyOf, importFountain, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'

const FILM = `INT. KITCHEN - DAY

Ada pours tea.

@=CMD()
Not again.

ADA
Again and again.
`

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

test('reports leave as CSV in which no cell is calculated, and as PDF, for those who may read the script', async () => {
  const { id } = await importFountain(owner, FILM)
  const at = (report: string, format: string) => `/api/projects/${id}/reports/${report}?format=${format}`
  const csv = await owner.call('GET', at('characters', 'csv'))
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(String(bodyOf(csv))).toContain("\r\nADA,3,1,1,1,1,1,1,60\r\n'=CMD,2,1,1,1,1,1,1,40\r\n")
  const pdf = await owner.call('GET', at('pacing', 'pdf'))
  expect(pdf.status).toBe(200)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.headers.get('content-disposition')).toMatch(/Pacing\.pdf/)
  expect(String(bodyOf(pdf))).toMatch(/^%PDF-/)

  expect((await owner.call('GET', at('weather', 'csv'))).status).toBe(404)
  expect((await owner.call('GET', at('scenes', 'docx'))).body).toMatchObject({ error: { code: 'unknown-format' } })
  const stranger = await signUp(server, 'Stranger')
  expect((await stranger.call('GET', at('scenes', 'csv'))).status).toBe(404)
})
