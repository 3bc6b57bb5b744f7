import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ProjectEvent, projectEvent } from '../../../shared/core/api/schemas.ts'
import {
  addMember,
  createProject,
  eventually,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let owner: TestPerson
let friend: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  owner = await signUp(server, 'Owner')
  friend = await signUp(server, 'Friend')
})
afterAll(() => server.stop())

/** Reads the stream as EventSource does, into a growing list; `over` once the server ends it. */
async function listen(to: TestServer, person: TestPerson, projectId: string) {
  const abort = new AbortController()
  const response = await fetch(`${to.url}/api/projects/${projectId}/events`, {
    headers: { cookie: person.cookie },
    signal: abort.signal,
  })
  const stream = {
    status: response.status,
    type: response.headers.get('content-type'),
    events: [] as ProjectEvent[],
    over: false,
    alive: false,
    stop: () => abort.abort(),
  }
  void (async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const message = text.slice(0, end)
        text = text.slice(end + 2)
        stream.alive = true
        if (message.startsWith('data: ')) stream.events.push(projectEvent.parse(JSON.parse(message.slice(6))))
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => (stream.over = true))
  await eventually(() => stream.alive || stream.over, Boolean)
  return stream
}

describe('the events of a project', () => {
  test('reach its members and nobody else', async () => {
    const mine = await createProject(owner)
    const other = await createProject(owner)
    await addMember(owner, mine.id, friend, 'viewer')
    const [here, there] = [await listen(server, friend, mine.id), await listen(server, owner, other.id)]
    expect(here.type).toContain('text/event-stream')
    await owner.call('PATCH', `/api/projects/${mine.id}`, { name: 'Renamed' })
    await eventually(
      () => here.events,
      events => events.some(event => event.type === 'project'),
    )
    expect(there.events).toEqual([])
    expect((await listen(server, friend, other.id)).status).toBe(404)
    here.stop()
    there.stop()
  })

  test('reach members at another server process too', async () => {
    const second = await startTestServer({ databaseUrl: server.databaseUrl })
    const { id } = await createProject(owner)
    const stream = await listen(second, owner, id)
    await owner.call('PATCH', `/api/projects/${id}`, { name: 'Renamed' })
    await eventually(
      () => stream.events,
      events => events.length > 0,
    )
    await second.stop()
    await eventually(() => stream.over, Boolean)
  })

  test('end for a member who is removed', async () => {
    const { id } = await createProject(owner)
    await addMember(owner, id, friend, 'viewer')
    const [theirs, mine] = [await listen(server, friend, id), await listen(server, owner, id)]
    await owner.call('DELETE', `/api/projects/${id}/members/${friend.id}`)
    await eventually(() => theirs.over, Boolean)
    await eventually(
      () => mine.events,
      events => events.some(event => event.type === 'members' && event.userId === friend.id),
    )
    expect(theirs.events).toEqual([])
    mine.stop()
  })
})
