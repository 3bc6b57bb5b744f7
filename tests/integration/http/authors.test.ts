import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '../../../shared/core/access.ts'
import { documentAuthors } from '../../../shared/core/api/authors.ts'
import { madeShareLink } from '../../../shared/core/api/people.ts'
import type { Author } from '../../../shared/core/documents/author.ts'
import { clientSpans } from '../../../shared/core/history/clientSpans.ts'
import { lineText } from '../../../shared/core/script/line.ts'
import { scriptRoots, shownElements } from '../../../shared/core/script/scenes.ts'
import {
  addMember,
  bodyOf,
  eventually,
  importFountain,
  personWith,
  type SyncClient,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

const SCRIPT = 'INT. KITCHEN - DAY\n\nAda pours tea.\n'

let server: TestServer
let ana: TestPerson
let project: TestProject
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
  project = await importFountain(ana, SCRIPT)
})
afterAll(() => server.stop())

const path = (of = project) => `/api/documents/${of.scriptId}/authors`
const authorsFor = async (person: TestPerson, of = project) =>
  documentAuthors.parse(bodyOf(await person.call('GET', path(of))))
const textOfLine = ({ doc }: SyncClient, index: number) => {
  const element = shownElements(scriptRoots(doc))[index]
  const text = element && lineText(element)
  if (!text) throw new Error(`There is no line ${index}.`)
  return text
}
const saved = ({ provider }: SyncClient) =>
  eventually(
    () => provider.unsyncedChanges,
    count => count === 0,
  )

describe('who wrote what, by client id', () => {
  test('names whoever brought the words in, who typed after, and an agent', async () => {
    const ben = await signUp(server, 'Ben')
    await addMember(ana, project.id, ben, 'editor')
    const client = await syncClient(server, project.scriptId, ben)
    const text = textOfLine(client, 1)
    text.insert(text.length, ' Slowly.')
    await saved(client)
    const agent: Author = { kind: 'agent', agent: 'rewrite', name: 'Rewrite', jobId: 'job' }
    await server.platform.sync.transact(project.scriptId, agent, doc => {
      const element = shownElements(scriptRoots(doc))[1]
      if (element) lineText(element)?.insert(0, 'Quietly ')
    })
    await eventually(
      () => text.toString(),
      words => words === 'Quietly Ada pours tea. Slowly.',
    )
    const authors = await authorsFor(ana)
    expect(clientSpans(text).map(({ client: id }) => authors[id])).toMatchObject([
      { kind: 'agent', agent: 'rewrite', jobId: 'job' },
      { kind: 'person', id: ana.id, name: 'Ana' },
      { kind: 'person', id: ben.id, name: 'Ben' },
    ])
    client.stop()
  })

  test('has nobody under the ids of an account that is gone', async () => {
    const cy = await signUp(server, 'Cy')
    await addMember(ana, project.id, cy, 'editor')
    const client = await syncClient(server, project.scriptId, cy)
    textOfLine(client, 0).insert(0, 'X')
    await saved(client)
    const id = String(client.doc.clientID)
    expect((await authorsFor(ana))[id]).toMatchObject({ name: 'Cy' })
    client.stop()
    await server.platform.sql`delete from "user" where id = ${cy.id}`
    const authors = await authorsFor(ana)
    expect(authors[id]).toBeNull()
    expect(JSON.stringify(authors)).not.toContain('Cy')
  })
})

describe('who is told', () => {
  test.each(ROLES.filter(role => role !== 'owner'))('%s', async role => {
    const person = await signUp(server, role)
    await addMember(ana, project.id, person, role)
    expect(await authorsFor(person)).toEqual(await authorsFor(ana))
  })

  test('whoever came by a link, for as long as the link is there', async () => {
    const guest = await signUp(server, 'Guest')
    const links = `/api/projects/${project.id}/links`
    const made = madeShareLink.parse(bodyOf(await ana.call('POST', links, { role: 'viewer' })))
    await guest.call('POST', '/api/links/enter', { secret: made.link.split('#')[1] })
    expect(await authorsFor(guest)).toEqual(await authorsFor(ana))
    await ana.call('DELETE', `${links}/${made.shareLink.id}`)
    expect((await guest.call('GET', path())).status).toBe(404)
  })

  test('no stranger: to them it is a document that does not exist, whoever wrote in it', async () => {
    const stranger = await signUp(server, 'Stranger')
    const real = await stranger.call('GET', path())
    const unreal = await stranger.call('GET', '/api/documents/nosuchdocument00/authors')
    expect(real.status).toBe(404)
    expect(real.body).toEqual(unreal.body)
    expect(JSON.stringify(real.body)).not.toContain('Ana')
    expect((await personWith(server, '').call('GET', path())).status).toBe(401)
  })

  test('each document by itself: the authors of another are not among them', async () => {
    const eve = await signUp(server, 'Eve')
    const other = await importFountain(eve, SCRIPT)
    expect(Object.values(await authorsFor(eve, other))).toEqual([{ kind: 'person', id: eve.id, name: 'Eve' }])
    expect(JSON.stringify(await authorsFor(ana))).not.toContain('Eve')
  })
})
