import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { AGENTS } from '../../../shared/core/agents/catalog.ts'
import {
  type AgentRequest,
  cancelJob,
  enqueueAgentJob,
  listJobs,
  readJob,
  retryJob,
} from '../../../shared/node/agentJobs.ts'
import { CHANNEL } from '../../../shared/node/database.ts'
import { readLedger } from '../../../shared/node/ledger.ts'
import { agentCards } from '../../../shared/node/models.ts'
import { QUEUE } from '../../../shared/node/queues.ts'
import { appendToLine, type House, openHouse, testConfig } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const ask = async (request: Partial<AgentRequest> & { agent: string }) =>
  enqueueAgentJob(house, {
    projectId: house.projectId,
    timelineId: house.timelineId,
    askedBy: house.personId,
    ...request,
  })
const lines = async (scene: number) => (await house.scenes())[scene]?.lines ?? []
const waiting = async (): Promise<number> => (await house.boss.findJobs(QUEUE.agent)).length

describe('asking an agent', () => {
  it('makes one row and one delivery, and tells the project', async () => {
    const heard: string[] = []
    const listening = await house.sql.listen(CHANNEL.projectEvent, text => heard.push(text))
    const before = await waiting()
    const [, , , , , dialogue] = await lines(0)
    const { jobId, joined } = await ask({ agent: 'rewrite', instruction: 'shorter', lineIds: [dialogue?.id ?? ''] })
    expect(joined).toBe(false)
    expect(await waiting()).toBe(before + 1)
    expect(await readJob(house.sql, jobId)).toMatchObject({
      projectId: house.projectId,
      agent: 'rewrite',
      state: 'queued',
      documentId: house.scriptId,
      sceneId: null,
      instruction: 'shorter',
      askedBy: { id: house.personId, name: 'Ada' },
      attempts: 0,
      error: null,
      creditsEstimated: 0,
      creditsActual: null,
    })
    await expect
      .poll(() => heard.map(text => JSON.parse(text)))
      .toContainEqual({ projectId: house.projectId, type: 'jobs', jobId })
    await listening.unlisten()
  })

  it('twice about the same joins the running job, also when both press at the same moment', async () => {
    const [, action] = await lines(0)
    const request = { agent: 'rewrite', instruction: 'more tense', lineIds: [action?.id ?? ''] }
    const before = await waiting()
    const all = await Promise.all(Array.from({ length: 8 }, () => ask(request)))
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1)
    expect(all.filter(({ joined }) => !joined)).toHaveLength(1)
    expect(await waiting()).toBe(before + 1)
    expect(await ask(request)).toEqual({ jobId: all[0]?.jobId, joined: true })
  })

  it('something else, about other words, or about words that changed, is another job', async () => {
    const [, action, second] = await lines(0)
    const request = { agent: 'rewrite', instruction: 'more visual', lineIds: [action?.id ?? ''] }
    const { jobId } = await ask(request)
    expect((await ask({ ...request, instruction: 'funnier' })).jobId).not.toBe(jobId)
    expect((await ask({ ...request, lineIds: [second?.id ?? ''] })).jobId).not.toBe(jobId)
    await house.edit(house.scriptId, doc => appendToLine(doc, 1, ' Thunder.'))
    expect((await ask(request)).jobId).not.toBe(jobId)
  })

  it('about a scene names the scene; its document is made when nobody needed it yet', async () => {
    const [, jetty] = await house.scenes()
    const sceneId = jetty?.id ?? ''
    const document = await house.sceneDocument(sceneId)
    await house.sql`update scenes set document_id = null where document_id = ${document}`
    await house.sql`delete from documents where id = ${document}`
    const { jobId } = await ask({ agent: 'breakdown', sceneId })
    const job = await readJob(house.sql, jobId)
    expect(job).toMatchObject({ agent: 'breakdown', sceneId, documentId: await house.sceneDocument(sceneId) })
    expect(await ask({ agent: 'breakdown', documentId: job?.documentId })).toEqual({ jobId, joined: true })
  })

  it('by a selection in words: relative positions, in either order', async () => {
    const doc = new Y.Doc()
    const [row] = await house.sql<{ state: Buffer }[]>`
      select state from document_snapshots where document_id = ${house.scriptId}`
    if (row) Y.applyUpdateV2(doc, row.state)
    const element = doc.getXmlFragment('script').get(2)
    const text = element instanceof Y.XmlElement ? element.firstChild : null
    if (!(text instanceof Y.XmlText)) throw new Error('no text')
    const at = (index: number): Record<string, unknown> =>
      JSON.parse(JSON.stringify(Y.createRelativePositionFromTypeIndex(text, index)))
    const forward = await ask({ agent: 'rewrite', instruction: 'x', selection: { start: at(0), end: at(4) } })
    const backward = await ask({ agent: 'rewrite', instruction: 'x', selection: { start: at(4), end: at(0) } })
    expect(backward).toEqual({ jobId: forward.jobId, joined: true })
    const wider = await ask({ agent: 'rewrite', instruction: 'x', selection: { start: at(0), end: at(5) } })
    expect(wider.jobId).not.toBe(forward.jobId)
  })

  it.each([
    ['unknown-agent', 404, { agent: 'poet' }],
    ['instruction-needed', 400, { agent: 'rewrite', lineIds: ['x'] }],
    ['selection-gone', 400, { agent: 'rewrite', instruction: 'shorter', lineIds: ['gone'] }],
    ['selection-gone', 400, { agent: 'rewrite', instruction: 'shorter', selection: { start: { junk: 1 }, end: {} } }],
    ['document-not-found', 404, { agent: 'rewrite', instruction: 'shorter', documentId: 'elsewhere', lineIds: ['x'] }],
    ['scene-needed', 400, { agent: 'breakdown' }],
    ['scene-needed', 400, { agent: 'breakdown', sceneId: 'front' }],
    ['scene-not-found', 404, { agent: 'breakdown', sceneId: 'gone' }],
  ])('for what is not there is refused with a sentence (%s)', async (code, status, request) => {
    const before = await waiting()
    const error = await ask(request).catch(thrown => thrown)
    expect(error).toMatchObject({ name: 'AgentJobError', code, status })
    expect(error.message).toMatch(/^[A-Z].*\.$/)
    expect(await waiting()).toBe(before)
  })

  it('never reaches into another project', async () => {
    const other = await openHouse({ databaseUrl: house.databaseUrl })
    const [scene] = await other.scenes()
    await expect(ask({ agent: 'breakdown', sceneId: scene?.id })).rejects.toMatchObject({ code: 'scene-not-found' })
    await expect(
      ask({ agent: 'breakdown', documentId: await other.sceneDocument(scene?.id ?? '') }),
    ).rejects.toMatchObject({ code: 'document-not-found' })
    await expect(
      ask({ agent: 'rewrite', instruction: 'x', documentId: other.scriptId, lineIds: [scene?.lines[1]?.id ?? ''] }),
    ).rejects.toMatchObject({ code: 'document-not-found' })
    await other.close()
  })
})

describe('a job in the list', () => {
  it('can be stopped once, and tried again as the same job', async () => {
    const [, , third] = await lines(0)
    const { jobId } = await ask({ agent: 'rewrite', instruction: 'stop me', lineIds: [third?.id ?? ''] })
    expect(await cancelJob(house.sql, jobId)).toBe(true)
    expect(await cancelJob(house.sql, jobId)).toBe(false)
    expect(await readJob(house.sql, jobId)).toMatchObject({ state: 'cancelled' })
    expect((await readJob(house.sql, jobId))?.finishedAt).not.toBeNull()
    expect(await retryJob(house, jobId)).toEqual({ jobId, joined: false })
    expect(await retryJob(house, jobId)).toEqual({ jobId, joined: true })
    expect(await readJob(house.sql, jobId)).toMatchObject({ state: 'queued', finishedAt: null })
    expect((await listJobs(house.sql, house.projectId))[0]?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  it('that was asked again meanwhile is joined by its retry', async () => {
    const [, , third] = await lines(0)
    const request = { agent: 'rewrite', instruction: 'again', lineIds: [third?.id ?? ''] }
    const first = await ask(request)
    await cancelJob(house.sql, first.jobId)
    const second = await ask(request)
    expect(second.jobId).not.toBe(first.jobId)
    expect(await retryJob(house, first.jobId)).toEqual({ jobId: second.jobId, joined: true })
  })

  it('is refused when it would cost more than what is left of the budget, also when two ask at once', async () => {
    const paid = testConfig(house.databaseUrl, { OPENAI_API_KEY: 'sk-test', OPENAI_MODEL: 'gpt-5' })
    const lineIds = [(await lines(0))[1]?.id ?? '']
    const askFor = (instruction: string) =>
      enqueueAgentJob(
        { ...house, config: paid },
        {
          projectId: house.projectId,
          timelineId: house.timelineId,
          askedBy: house.personId,
          agent: 'rewrite',
          instruction,
          lineIds,
        },
      )
    const { reserved } = await readLedger(house.sql, house.projectId)
    await house.sql`update projects set budget = ${reserved + 1} where id = ${house.projectId}`
    const answers = await Promise.allSettled([askFor('colder'), askFor('warmer')])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        code: 'over-budget',
        status: 409,
        message: expect.stringMatching(/budget of .* credit.*Nothing was asked/),
      },
    })
    expect(await readLedger(house.sql, house.projectId)).toMatchObject({
      budget: reserved + 1,
      reserved: reserved + 1,
    })
    // nor by trying again what was stopped to make room for something else
    const [kept] = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value.jobId] : []))
    await cancelJob(house.sql, kept ?? '')
    const { jobId: instead } = await askFor('sadder')
    await expect(retryJob(house, kept ?? '')).rejects.toMatchObject({ code: 'over-budget', status: 409 })
    expect(await readJob(house.sql, kept ?? '')).toMatchObject({ state: 'cancelled' })
    await cancelJob(house.sql, instead)
    expect(await retryJob(house, kept ?? '')).toMatchObject({ joined: false })
    // what costs nothing is asked all the same
    await expect(
      ask({ agent: 'rewrite', instruction: 'kinder', lineIds: [(await lines(0))[1]?.id ?? ''] }),
    ).resolves.toBeDefined()
    await house.sql`update projects set budget = null where id = ${house.projectId}`
    for (const answer of answers) if (answer.status === 'fulfilled') await cancelJob(house.sql, answer.value.jobId)
  })

  it('has a price before it runs: nothing offline, credits with a model', async () => {
    expect(agentCards(house.config)).toMatchObject(
      AGENTS.map(({ name }) => ({ name, provider: 'offline', model: 'offline', credits: 0 })),
    )
    const paid = testConfig(house.databaseUrl, { OPENAI_API_KEY: 'sk-test', OPENAI_MODEL: 'gpt-5' })
    for (const card of agentCards(paid)) {
      expect(card).toMatchObject({ provider: 'openai', model: 'gpt-5' })
      expect(card.credits).toBeGreaterThan(0)
    }
    const [scene] = await house.scenes()
    const { jobId } = await enqueueAgentJob(
      { ...house, config: paid },
      {
        projectId: house.projectId,
        timelineId: house.timelineId,
        askedBy: house.personId,
        agent: 'breakdown',
        sceneId: scene?.id,
      },
    )
    expect((await readJob(house.sql, jobId))?.creditsEstimated).toBeGreaterThan(0)
  })
})
