import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textModel } from '../../../jobs/providers/models.ts'
import { enqueueAgentJob } from '../../../shared/node/agentJobs.ts'
import { completeAnswer } from '../../contract/geminiServer.ts'
import { type ProviderServer, startProviderServer } from '../../contract/providerServer.ts'
import { createTestDatabase } from '../postgres.ts'
import { type House, openHouse, testConfig } from './house.ts'

const good = JSON.stringify({ lines: [{ n: 1, text: 'A boat. Jonas. A knot.' }], rationale: 'Bare.' })

describe('a house with a Google key', () => {
  let house: House
  let provider: ProviderServer
  beforeAll(async () => {
    provider = await startProviderServer()
    const databaseUrl = await createTestDatabase()
    const config = testConfig(databaseUrl, { GOOGLE_API_KEY: 'AIza-test-key', GOOGLE_BASE_URL: provider.url })
    house = await openHouse({ databaseUrl, config })
    await house.worker({ model: await textModel(config) })
  })
  afterAll(async () => {
    await house.close()
    await provider.close()
  })

  it('has its jobs answered by Gemini: estimated, paid and traced by the model that answered', async () => {
    provider.answers.push(response => completeAnswer(response, good))
    const line = (await house.scenes()).flatMap(scene => scene.lines).find(({ text }) => text.includes('A boat knocks'))
    const { jobId } = await enqueueAgentJob(house, {
      projectId: house.projectId,
      timelineId: house.timelineId,
      askedBy: house.personId,
      agent: 'rewrite',
      instruction: 'bare',
      lineIds: [line?.id ?? ''],
    })
    const job = await house.over(jobId)
    expect(job).toMatchObject({ state: 'done', attempts: 1, error: null, creditsActual: 1 })
    expect(job.creditsEstimated).toBeGreaterThan(0)
    const [trace] = await house.sql<Record<string, unknown>[]>`select * from job_traces where job_id = ${jobId}`
    expect(trace).toMatchObject({ provider: 'google', model: 'gemini-3.8-flash-001', output: good, credits: 1 })
    expect(trace).toMatchObject({ input_tokens: 812, output_tokens: 97 })
  })
})
