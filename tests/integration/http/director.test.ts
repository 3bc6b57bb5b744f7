import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { type DirectorMessage, directorMessage, directorThread } from '../../../shared/core/api/director.ts'
import { findingRow } from '../../../shared/core/api/findings.ts'
import { documentRow, jobRow } from '../../../shared/core/api/schemas.ts'
import { stageRow } from '../../../shared/core/api/stages.ts'
import { versionRow } from '../../../shared/core/api/versions.ts'
import { briefText, setGenre, setLength, setRating } from '../../../shared/core/brief/brief.ts'
import { MESSAGE_LENGTH, MESSAGES_PER_MINUTE } from '../../../shared/core/director/limits.ts'
import { newId } from '../../../shared/core/ids.ts'
import { chooseVariant, readVariants } from '../../../shared/core/treatment/variants.ts'
import {
  addMember,
  bodyOf,
  createProject,
  eventually,
  signUp,
  startTestServer,
  syncClient,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

let server: TestServer
let [ana, ben, cleo]: TestPerson[] = []
let project: TestProject
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ana = await signUp(server, 'Ana')
  ben = await signUp(server, 'Ben')
  cleo = await signUp(server, 'Cleo')
  project = await createProject(ana)
  await addMember(ana, project.id, ben, 'editor')
  await addMember(ana, project.id, cleo, 'commenter')
})
afterAll(() => server.stop())

const path = (of = '') => `/api/projects/${project.id}/director${of}`
const someone = (person: TestPerson | undefined): TestPerson => {
  if (!person) throw new Error('Nobody signed up.')
  return person
}
const thread = async () => directorThread.parse(bodyOf(await someone(ana).call('GET', path()))).messages
const say = async (person: TestPerson | undefined, body: string, to = 'director') =>
  directorThread.parse(bodyOf(await someone(person).call('POST', path(), { id: newId(), body, to }))).messages
const last = (messages: readonly DirectorMessage[]): DirectorMessage => {
  const found = messages.at(-1)
  if (!found) throw new Error('Nothing was said.')
  return found
}
const confirm = async (person: TestPerson | undefined, id: string, body: unknown = {}) =>
  someone(person).call('POST', path(`/${id}/confirm`), body)
const jobs = async () =>
  z.array(jobRow).parse(bodyOf(await someone(ana).call('GET', `/api/projects/${project.id}/jobs`)))
const statusOf = async (stage: string) =>
  z
    .array(stageRow)
    .parse(bodyOf(await someone(ana).call('GET', `/api/projects/${project.id}/stages`)))
    .find(({ id }) => id === stage)?.status
const documentOf = async (kind: string) => {
  const rows = bodyOf(await someone(ana).call('GET', `/api/projects/${project.id}/documents`))
  return (
    z
      .array(documentRow)
      .parse(rows)
      .find(row => row.kind === kind)?.id ?? ''
  )
}

/** Edits a document as a browser does, and waits until that is saved. */
async function edit(kind: string, change: (doc: Parameters<typeof readVariants>[0]) => void) {
  const { doc, provider, stop } = await syncClient(server, await documentOf(kind), someone(ana))
  change(doc)
  await eventually(
    () => provider.unsyncedChanges,
    unsynced => unsynced === 0,
  )
  stop()
}

describe('from the brief to the beats, in plain words', () => {
  it('what is missing is said, and nothing is offered', async () => {
    expect(last(await say(ben, 'looks good'))).toMatchObject({
      author: null,
      act: null,
      body: expect.stringMatching(/how long.*Then it can be locked/),
    })
    await edit('brief', doc => {
      setLength(doc, 'least', 2)
      setLength(doc, 'most', 4)
      setRating(doc, 'PG')
      setGenre(doc, 'drama', true)
      briefText(doc, 'tone')?.insert(0, 'Warm, and a little sad.')
      briefText(doc, 'idea')?.insert(
        0,
        'Ada runs the last ferry on the Elbe. A bridge opens, and Bo wants to sell the boat.',
      )
    })
  })

  it('a commenter may talk and is told what was understood, and cannot make it act', async () => {
    const answer = last(await say(cleo, 'Looks good!'))
    expect(answer).toMatchObject({
      author: null,
      act: null,
      body: expect.stringMatching(/Lock the brief.*Only editors/),
    })
    expect(await statusOf('brief')).toBe('draft')
    // a commenter neither confirms by words nor by the button what an editor is offered
    const offered = last(await say(ben, 'looks good'))
    expect(offered).toMatchObject({ state: 'waiting', act: { kind: 'approve', stage: 'brief', next: 'treatment' } })
    expect(last(await say(cleo, 'yes')).body).toMatch(/An editor has to say that/)
    expect((await confirm(cleo, offered.id)).status).toBe(403)
    expect((await someone(cleo).call('POST', path(`/${offered.id}/dismiss`))).status).toBe(403)
    expect(await statusOf('brief')).toBe('draft')
    expect(await jobs()).toEqual([])
  })

  it('two who confirm at once get one action, in the name of the first', async () => {
    const offered = (await thread()).find(({ state }) => state === 'waiting')
    const both = await Promise.all([ana, ben].map(person => confirm(person, offered?.id ?? '')))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    const done = await eventually(
      async () => (await thread()).find(({ id }) => id === offered?.id),
      message => message?.state === 'done',
    )
    expect(done?.decidedBy).toMatch(/^(Ana|Ben)$/)
    expect(await statusOf('brief')).toBe('locked')
    expect(await jobs()).toMatchObject([{ agent: 'treatment', askedBy: { name: done?.decidedBy } }])
    const commits = z
      .array(versionRow)
      .parse(bodyOf(await someone(ana).call('GET', `/api/documents/${await documentOf('brief')}/versions`)))
    // the words that were said are the message of the commit
    expect(commits.filter(({ kind }) => kind === 'commit')).toMatchObject([{ message: 'looks good' }])
    // who comes later gets what was done
    expect(directorMessage.parse(bodyOf(await confirm(ben, offered?.id ?? '')))).toMatchObject({ state: 'done' })
    expect(await jobs()).toHaveLength(1)
  })

  it('the first breakpoint: the treatments are there, and nothing goes on until somebody says so', async () => {
    const messages = await eventually(thread, all => /treatments are written/.test(last(all).body))
    expect(last(messages)).toMatchObject({ author: null, act: null, answers: null })
    expect(messages.findLast(({ job }) => job !== null)).toMatchObject({
      job: { agent: 'treatment', state: 'done', creditsActual: 0 },
    })
    expect(last(await say(ben, 'write the beat sheet')).body).toMatch(/not locked yet/)
    expect(last(await say(ben, 'looks good')).body).toMatch(/No treatment is chosen yet/)
  })

  it('without a reason nothing is written anew; the reason may be said in the next message', async () => {
    const asked = last(await say(ben, 'try again'))
    expect(asked).toMatchObject({ state: 'waiting', act: { kind: 'write', stage: 'treatment', anew: true, why: '' } })
    expect(await confirm(ben, asked.id)).toMatchObject({ status: 400, body: { error: { code: 'why-needed' } } })
    expect(await confirm(ben, asked.id, { why: 'too sweet' })).toMatchObject({ status: 400 })
    const why = 'The ending is too neat: let Ada stay on the river.'
    const messages = await say(ben, why)
    expect(messages.find(({ id }) => id === asked.id)).toMatchObject({ state: 'dismissed' })
    expect(last(messages)).toMatchObject({ state: 'waiting', act: { kind: 'write', why } })
    // yes, said of what waits, is as good as the button
    await say(ben, 'Yes.')
    const [job] = await jobs()
    expect(job).toMatchObject({ agent: 'treatment', instruction: why, askedBy: { name: 'Ben' } })
    await eventually(jobs, ([newest]) => newest?.state === 'done')
  })

  it('what the rules do not know is read by whoever can read, as a job; free words are the reason', async () => {
    const words = 'It should rain on the river, and nobody is forgiven.'
    const waits = last(await say(ben, words))
    expect(waits).toMatchObject({ act: null, state: 'reading', reading: { agent: 'director', creditsActual: null } })
    const read = await eventually(
      async () => (await thread()).find(({ id }) => id === waits.id),
      message => message?.reading?.state === 'done',
    )
    expect(read).toMatchObject({
      act: { kind: 'write', stage: 'treatment', anew: true, why: words },
      reading: { state: 'done', creditsActual: 0 },
      job: null,
    })
    bodyOf(await someone(ben).call('POST', path(`/${waits.id}/dismiss`)))
    expect(last(await say(ben, 'Would she really do that?')).state).toBe('reading')
    const answered = await eventually(thread, all => last(all).state === null)
    expect(last(answered).body).toMatch(/offline crew.*We are at the treatment/)
    // what a commenter says is read by nobody: it costs what the project pays
    expect(last(await say(cleo, 'It should rain on the river.')).author?.name).toBe('Cleo')
    // and the agent is not asked past the thread
    expect(
      await someone(ben).call('POST', `/api/projects/${project.id}/agents/director`, { instruction: 'Hello' }),
    ).toMatchObject({ status: 400, body: { error: { code: 'message-needed' } } })
  })

  it('an approval may lock alone; then the next stage is written when somebody says so: the second breakpoint', async () => {
    await edit('treatment', doc => chooseVariant(doc, readVariants(doc)[0]?.id ?? ''))
    const offered = last(await say(ana, 'I love it'))
    expect(offered).toMatchObject({ act: { kind: 'approve', stage: 'treatment', next: 'beats' } })
    bodyOf(await confirm(ana, offered.id, { proceed: false }))
    expect(await statusOf('treatment')).toBe('locked')
    expect((await jobs()).filter(({ agent }) => agent === 'beats')).toEqual([])
    const write = last(await say(ana, 'Write the beat sheet, please'))
    bodyOf(await confirm(ana, write.id))
    await eventually(thread, all => /beat sheet is written/.test(last(all).body))
    expect(await statusOf('beats')).toBe('draft')
  })

  it('a part is changed by the agent of that part, as a suggestion', async () => {
    const offered = last(await say(ben, 'make beat 2 darker, it is too kind'))
    expect(offered).toMatchObject({ act: { kind: 'beat', place: 'beat 2', task: 'brainstorm' } })
    bodyOf(await confirm(ben, offered.id))
    await eventually(jobs, ([job]) => job?.agent === 'beat' && job.state === 'done')
  })

  it('the creative room is asked by words, also about a stage that is locked', async () => {
    const offered = last(await say(ana, 'Show me alternative endings of the treatment'))
    expect(offered).toMatchObject({ act: { kind: 'look', lens: 'endings', stage: 'treatment' } })
    bodyOf(await confirm(ana, offered.id))
    const done = await eventually(
      async () => (await thread()).find(({ id }) => id === offered.id),
      message => message?.job?.state === 'done',
    )
    expect(done?.job).toMatchObject({ agent: 'endings', creditsActual: 0 })
    const path = `/api/projects/${project.id}/findings`
    const found = z.array(findingRow).parse(bodyOf(await someone(ben).call('GET', path)))
    // nothing can be suggested in a locked text: the words stand in the finding
    expect(found.map(({ proposal, suggestion }) => [typeof proposal, suggestion])).toEqual(
      [1, 2, 3].map(() => ['string', null]),
    )
  })

  it('what is refused at the last moment says why, and stays refused', async () => {
    const offered = last(await say(ben, 'make beat 1 darker, it is too kind'))
    const lock = `/api/documents/${await documentOf('beats')}/lock`
    bodyOf(await someone(ana).call('POST', lock, { reason: 'Reading' }))
    expect(bodyOf(await confirm(ben, offered.id))).toMatchObject({
      state: 'refused',
      outcome: expect.stringContaining('locked'),
    })
    await someone(ana).call('DELETE', lock)
    expect(bodyOf(await confirm(ben, offered.id))).toMatchObject({ state: 'refused' })
  })

  it('what nobody wants is left, by a button or by words', async () => {
    const offered = last(await say(ben, 'unlock the treatment'))
    expect(bodyOf(await someone(ana).call('POST', path(`/${offered.id}/dismiss`)))).toMatchObject({
      state: 'dismissed',
      decidedBy: 'Ana',
    })
    expect(bodyOf(await confirm(ben, offered.id))).toMatchObject({ state: 'dismissed' })
    expect(await statusOf('treatment')).toBe('locked')
    await say(ben, 'unlock the treatment')
    const messages = await say(ben, 'never mind')
    expect(messages.findLast(({ act }) => act !== null)).toMatchObject({ state: 'dismissed', decidedBy: 'Ben' })
  })

  it('what waits on one timeline is not confirmed by a yes on another, and not done where it was deleted', async () => {
    const made = bodyOf(await someone(ana).call('POST', `/api/projects/${project.id}/timelines`, { name: 'Dark' }))
    const { timelineId } = z.object({ timelineId: z.string() }).parse(made)
    const asked = bodyOf(
      await someone(ben).call('POST', path(`?timeline=${timelineId}`), {
        id: newId(),
        body: 'unlock the treatment',
        to: 'director',
      }),
    )
    const waits = last(directorThread.parse(asked).messages)
    expect(waits).toMatchObject({ state: 'waiting', timeline: { id: timelineId, name: 'Dark' } })
    await say(ben, 'yes')
    const now = async () => (await thread()).find(({ id }) => id === waits.id)
    expect(await now()).toMatchObject({ state: 'waiting' })
    await someone(ana).call('DELETE', `/api/timelines/${timelineId}`)
    expect(await confirm(ben, waits.id)).toMatchObject({
      status: 409,
      body: { error: { code: 'timeline-gone', message: expect.stringContaining('“Dark”, which was deleted') } },
    })
    expect(await now()).toMatchObject({ state: 'waiting' })
  })
})

test('a server that was stopped between the claim and the act leaves it to be confirmed again', async () => {
  const offered = last(await say(ana, 'open the brief again'))
  const { sql } = server.platform
  await sql`update director_messages set state = 'acting', decided_at = now() where id = ${offered.id}`
  expect(bodyOf(await confirm(ana, offered.id))).toMatchObject({ state: 'acting' })
  expect(await statusOf('brief')).toBe('locked')
  await sql`update director_messages set decided_at = now() - interval '1 minute' where id = ${offered.id}`
  expect((await thread()).find(({ id }) => id === offered.id)?.state).toBe('waiting')
  expect(bodyOf(await confirm(ana, offered.id))).toMatchObject({ state: 'done' })
  expect(await statusOf('brief')).toBe('draft')
})

test('people talk among themselves, and the director does not listen', async () => {
  const before = (await thread()).length
  const messages = await say(cleo, 'looks good', 'people')
  expect(messages).toHaveLength(before + 1)
  expect(last(messages)).toMatchObject({ author: { name: 'Cleo' }, body: 'looks good', act: null })
})

test('a message that is sent twice is said once, and the order is one for everybody', async () => {
  const id = newId()
  const twice = await Promise.all(
    [1, 2].map(() => someone(cleo).call('POST', path(), { id, body: 'Hm.', to: 'people' })),
  )
  for (const answer of twice) bodyOf(answer)
  const messages = await thread()
  expect(messages.filter(message => message.id === id)).toHaveLength(1)
  const places = messages.map(({ place }) => place)
  expect(places).toEqual([...places].sort((a, b) => a - b))
})

test('a message has a length, and a person so many a minute; both are said', async () => {
  const dora = await signUp(server, 'Dora')
  await addMember(someone(ana), project.id, dora, 'commenter')
  const long = { id: newId(), body: 'x'.repeat(MESSAGE_LENGTH + 1) }
  expect(await dora.call('POST', path(), long)).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('2,000 characters') } },
  })
  for (let i = 0; i < MESSAGES_PER_MINUTE; i++) await say(dora, `Message ${i}`, 'people')
  const beyond = await dora.call('POST', path(), { id: newId(), body: 'One more.' })
  expect(beyond).toMatchObject({ status: 429, body: { error: { message: expect.stringContaining('not sent') } } })
  expect(Number(beyond.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a long thread is read page by page', async () => {
  const { sql } = server.platform
  await sql`
    insert into director_messages (id, project_id, timeline_id, name, body)
    select 'old' || n, ${project.id}, ${project.timelineId}, 'Ana', 'Message ' || n from generate_series(1, 120) n`
  const newest = directorThread.parse(bodyOf(await someone(ana).call('GET', path())))
  expect(newest).toMatchObject({ hasEarlier: true })
  expect(newest.messages).toHaveLength(100)
  const before = newest.messages[0]?.place
  const earlier = directorThread.parse(bodyOf(await someone(ana).call('GET', path(`?before=${before}`))))
  expect(earlier.messages.at(-1)?.place).toBeLessThan(before ?? 0)
})

test('readers read, strangers learn nothing', async () => {
  const [viewer, stranger] = [await signUp(server, 'Viewer'), await signUp(server, 'Stranger')]
  await addMember(someone(ana), project.id, viewer, 'viewer')
  expect((await viewer.call('GET', path())).status).toBe(200)
  expect((await viewer.call('POST', path(), { id: newId(), body: 'Hi' })).status).toBe(403)
  expect((await stranger.call('GET', path())).status).toBe(404)
})
