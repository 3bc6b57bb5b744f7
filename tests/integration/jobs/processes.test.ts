import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { enqueueAgentJob, readJob, retryJob } from '../../../shared/node/agentJobs.ts'
import {
  beginAnswer,
  completeAnswer,
  type ResponsesServer,
  startResponsesServer,
} from '../../contract/responsesServer.ts'
import { type House, openHouse } from './house.ts'

const MAIN = fileURLToPath(new URL('../../../jobs/main.ts', import.meta.url))
const good = JSON.stringify({ lines: [{ n: 1, text: 'A boat. A knot.' }], rationale: 'Bare.' })

let house: House
let provider: ResponsesServer
const children: ChildProcess[] = []
beforeAll(async () => {
  house = await openHouse()
  provider = await startResponsesServer()
})
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})
afterAll(async () => {
  await house.close()
  await provider.close()
})

/** A worker as the supervisor starts it; resolves when it says that it works. */
async function startProcess(env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = fork(MAIN, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: house.databaseUrl,
      AUTH_SECRET: house.config.AUTH_SECRET,
      PORT: '1',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: provider.baseURL,
      ...env,
    },
  })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', code => reject(new Error(`The worker ended with ${code}.`)))
  })
  return child
}
const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise(resolve => child.once('exit', code => resolve(code)))

const ask = async (instruction: string): Promise<string> => {
  const line = (await house.scenes()).flatMap(scene => scene.lines).find(l => l.text.includes('A boat knocks'))
  const request = {
    projectId: house.projectId,
    timelineId: house.timelineId,
    askedBy: house.personId,
    agent: 'rewrite',
    instruction,
    lineIds: [line?.id ?? ''],
  }
  return (await enqueueAgentJob(house, request)).jobId
}
const results = async (jobId: string) => (await house.sql`select part from job_results where job_id = ${jobId}`).length
const answerWith = (...answers: ResponsesServer['answers']) => {
  provider.heard.length = 0
  provider.answers.splice(0, provider.answers.length, ...answers)
}

describe('a worker that is killed in the middle of its jobs', () => {
  it('leaves them to the next one, and a job that killed a worker every time says that it failed', {
    timeout: 60_000,
  }, async () => {
    answerWith(response => beginAnswer(response, '{"lines":[{"n":1,"text":"A'))
    const first = await startProcess()
    const jobId = await ask('resume me')
    const deadly = await ask('kill me')
    await expect.poll(() => provider.heard.length, { timeout: 10_000 }).toBe(2)
    expect(await readJob(house.sql, jobId)).toMatchObject({ state: 'running', attempts: 1 })
    // as if it had been delivered as often as a job is
    await house.sql`update pgboss.job set retry_count = retry_limit where name = 'agent' and data->>'jobId' = ${deadly}`
    const killedAt = performance.now()
    first.kill('SIGKILL')
    answerWith(response => completeAnswer(response, good))
    await startProcess()
    expect(await house.over(jobId)).toMatchObject({ state: 'done', attempts: 2, error: null })
    const seconds = (performance.now() - killedAt) / 1000
    console.info(`a killed worker's job was done ${seconds.toFixed(1)} s later`)
    expect(seconds).toBeLessThan(25)
    expect(await results(jobId)).toBe(1)
    const lost = await house.over(deadly)
    expect(lost).toMatchObject({ state: 'failed', error: { code: 'worker-lost' } })
    expect(lost.error?.message).toMatch(/Press Retry\.$/)
    await retryJob(house, deadly)
    expect(await house.over(deadly)).toMatchObject({ state: 'done' })
  })
})

describe('a worker that is told to stop', () => {
  it('finishes what it can finish', { timeout: 30_000 }, async () => {
    let finish = () => {}
    answerWith(response => {
      finish = () => completeAnswer(response, good)
    })
    const child = await startProcess()
    const jobId = await ask('finish me')
    await expect.poll(() => provider.heard.length, { timeout: 10_000 }).toBe(1)
    child.kill('SIGTERM')
    setTimeout(() => finish(), 300)
    expect(await ended(child)).toBe(0)
    expect(await readJob(house.sql, jobId)).toMatchObject({ state: 'done', attempts: 1 })
  })

  it('hands the rest back, and the next one does it at once', { timeout: 40_000 }, async () => {
    answerWith(
      () => {},
      response => completeAnswer(response, good),
    )
    const child = await startProcess()
    const jobId = await ask('hand me back')
    await expect.poll(() => provider.heard.length, { timeout: 10_000 }).toBe(1)
    child.kill('SIGTERM')
    expect(await ended(child)).toBe(0)
    expect(await readJob(house.sql, jobId)).toMatchObject({ state: 'running' })
    const at = performance.now()
    await startProcess()
    expect(await house.over(jobId)).toMatchObject({ state: 'done', attempts: 2 })
    expect(performance.now() - at, 'without waiting for the heartbeat').toBeLessThan(9_000)
  })

  it('ends by itself when its supervisor is gone', { timeout: 20_000 }, async () => {
    const child = await startProcess()
    child.disconnect()
    expect(await ended(child)).toBe(0)
  })
})

describe('a worker that cannot start', () => {
  it('says every mistake in its settings', { timeout: 20_000 }, async () => {
    await expect(startProcess({ WORKER_CONCURRENCY: 'many' })).rejects.toThrow('ended with 1')
  })
})
