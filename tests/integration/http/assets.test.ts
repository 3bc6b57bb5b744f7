import { afterAll, beforeAll, expect, test } from 'vitest'
import { sheetRead } from '../../../shared/core/api/files.ts'
import { versionRow } from '../../../shared/core/api/versions.ts'
import { readAssets } from '../../../shared/core/assets/assets.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  bodyOf,
  createProject,
  fountainForm,
  signUp,
  startTestServer,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let ana: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  project = await createProject(ana)
})
afterAll(() => server.stop())

const send = (text: string, name: string) =>
  ana.call('POST', `/api/projects/${project.id}/assets/sheet`, fountainForm(text, name))
const assetsId = async () => {
  const [row] = await server.platform.sql<{ id: string }[]>`
    select id from documents where project_id = ${project.id} and kind = 'assets'`
  return row?.id ?? ''
}
const names = async () =>
  readAssets(await loadDocument(server.platform.sql, await assetsId())).map(({ kind, name }) => `${kind} ${name}`)

test('a sheet becomes the assets of a project, its mistakes are told by line, and going back takes it away', async () => {
  const sheet = 'kind,name,description\ncharacter,Mara,Soaked\nhero,Jonas,Brave\nprop,Letter,Crumpled\n'
  expect(sheetRead.parse(bodyOf(await send(sheet, 'cast.csv')))).toEqual({
    added: 2,
    known: [],
    problems: [{ line: 3, problem: expect.stringContaining('“hero” is no kind of asset') }],
    moreProblems: 0,
  })
  expect(await names()).toEqual(['character Mara', 'prop Letter'])

  const before = bodyOf(await ana.call('POST', `/api/documents/${await assetsId()}/versions`, { name: 'Cast' }), 201)
  const more = JSON.stringify({ characters: [{ name: 'MARA' }, { name: 'Jonas' }] })
  expect(sheetRead.parse(bodyOf(await send(more, 'cast.json')))).toMatchObject({ added: 1, known: ['MARA'] })
  const { id } = versionRow.parse(before)
  bodyOf(await ana.call('POST', `/api/versions/${id}/restore`))
  expect(await names()).toEqual(['character Mara', 'prop Letter'])
  expect(bodyOf(await ana.call('GET', `/api/versions/${id}`))).toMatchObject({
    view: { kind: 'assets', assets: [{ title: [{ text: 'Mara' }] }, { title: [{ text: 'Letter' }] }] },
  })
})

test.each([
  ['cast.csv', 'a file that is no sheet', /no asset sheet, and nothing was added.*no column/],
  ['cast.json', '{"characters": [', /no JSON/],
  ['cast.xlsx', 'PK', /ends neither in \.csv nor in \.json/],
  ['cast.csv', 'kind,name\u0000', /nothing was added/],
])('a file %s with %j adds nothing and says why', async (name, text, sentence) => {
  const before = await names()
  const answer = await send(text, name)
  expect(answer.status).toBe(400)
  expect(JSON.stringify(answer.body)).toMatch(sentence)
  expect(await names()).toEqual(before)
})

test('a sheet of more than a megabyte is not read, and a hundred mistakes are told in fifty sentences', async () => {
  expect((await send('x'.repeat(1_100_000), 'cast.csv')).status).toBe(413)
  const wrong = `kind,name,description\n${'hero,Jonas,\n'.repeat(100)}`
  const told = sheetRead.parse(bodyOf(await send(wrong, 'cast.csv')))
  expect([told.problems.length, told.moreProblems]).toEqual([50, 50])
})
