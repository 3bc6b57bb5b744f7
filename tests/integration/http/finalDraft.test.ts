import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { bodyOf, fountainForm, signUp, startTestServer, type TestPerson, type TestServer } from '../factories.ts'

/** A file as Final Draft writes it, with a tag that only Final Draft knows. */
const FILE = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="6">
  <Content>
    <Paragraph Number="1" Type="Scene Heading"><SceneProperties Length="1/8" Page="1" Title=""/><Text>INT. KITCHEN - DAY</Text></Paragraph>
    <Paragraph Type="Action"><Text>Ada pours </Text><Text TagNumber="7">tea</Text><Text RevisionID="1">, at last.</Text></Paragraph>
    <Paragraph Number="2A" Type="Scene Heading"><Text>EXT. GARDEN - NIGHT</Text></Paragraph>
  </Content>
  <TitlePage><Content><Paragraph Alignment="Center"><Text>THE KETTLE</Text></Paragraph></Content></TitlePage>
  <TagData><TagDefinition Id="t" Label="Teapot" Number="7"/></TagData>
  <Revisions ActiveSet="1" RevisionMode="Yes"><Revision ID="1" Mark="*" Name="Blue Rev."/></Revisions>
</FinalDraft>`

let server: TestServer
let owner: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
})
afterAll(() => server.stop())

const exported = (id: string, format: string) => owner.call('GET', `/api/projects/${id}/export?format=${format}`)

test('a Final Draft file becomes a project whatever it is called, and a file again with all that was in it', async () => {
  const answer = await owner.call('POST', '/api/projects/import', fountainForm(FILE, 'from the writer.txt'))
  const made = z.object({ id: z.string(), scenes: z.number(), notes: z.array(z.string()) }).parse(bodyOf(answer, 201))
  expect(made).toMatchObject({ scenes: 2 })
  expect(made.notes).toContain('1 passage is tagged for the breakdown; tags are not shown here.')
  expect(bodyOf(await owner.call('GET', `/api/projects/${made.id}`))).toMatchObject({ name: 'THE KETTLE' })
  expect(bodyOf(await owner.call('GET', `/api/projects/${made.id}/scenes`))).toMatchObject([
    { number: '1', heading: 'INT. KITCHEN - DAY' },
    { number: '2A', heading: 'EXT. GARDEN - NIGHT' },
  ])

  const file = String(bodyOf(await exported(made.id, 'fdx')))
  for (const part of ['Version="6"', '<Text TagNumber="7">tea</Text>', '<Text RevisionID="1">, at last.</Text>'])
    expect(file).toContain(part)
  expect(file).toContain('<TagDefinition Id="t" Label="Teapot" Number="7"/>')

  // Fountain has no place for it, and says so
  const fountain = await exported(made.id, 'fountain')
  expect(String(bodyOf(fountain))).toContain('Ada pours tea, at last.')
  const losses: unknown = JSON.parse(decodeURIComponent(fountain.headers.get('x-losses') ?? '[]'))
  expect(losses).toEqual(expect.arrayContaining([expect.stringMatching(/^1 paragraph is marked as revised/)]))
  expect((await exported(made.id, 'docx')).status).toBe(400)
})

test('a broken one is refused with its line, and nothing is left of it', async () => {
  const { sql } = server.platform
  const projects = async () => (await sql<{ n: number }[]>`select count(*)::int as n from projects`)[0]?.n
  const before = await projects()
  const answer = await owner.call('POST', '/api/projects/import', fountainForm(FILE.slice(0, 300), 'broken.fdx'))
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({
    error: {
      code: 'not-xml',
      message: expect.stringMatching(/^The Final Draft file is damaged\. Nothing was imported\..*\(line 5: /),
    },
  })
  expect(await projects()).toBe(before)
})
