import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TextModel } from '../../../jobs/providers/textModel.ts'
import { embedSample } from '../../../jobs/styles/embedSample.ts'
import { prepareStyles } from '../../../jobs/styles/styleWorker.ts'
import { briefText, setStyle } from '../../../shared/core/brief/brief.ts'
import { newId } from '../../../shared/core/ids.ts'
import { enqueueAgentJob, readTraces } from '../../../shared/node/agentJobs.ts'
import { createLog } from '../../../shared/node/log.ts'
import { type Embedder, EmbeddingError } from '../../../shared/node/styles/embedder.ts'
import { localEmbedder } from '../../../shared/node/styles/localEmbedder.ts'
import { enqueueSample } from '../../../shared/node/styles/samples.ts'
import { searchPassages } from '../../../shared/node/styles/search.ts'
import { eventually } from '../factories.ts'
import { type House, openHouse } from '../jobs/house.ts'

let house: House
let briefId: string
const signal = new AbortController().signal
beforeAll(async () => {
  house = await openHouse()
  const { sql, boss } = house
  await prepareStyles({ sql, boss, log: createLog('test', 'silent'), embedder: localEmbedder })
  const samples = await sql<{ id: string }[]>`select id from style_samples`
  for (const { id } of samples) await embedSample({ sql, embedder: localEmbedder }, id, signal)
  briefId = await documentOf('brief')
  await sql`
    insert into locks (document_id, locked_by, locked_by_name, seq, approved) values (${briefId}, ${house.personId}, 'Ada', 0, true)`
  await house.edit(briefId, doc =>
    briefText(doc, 'idea')?.insert(0, 'Mila asks Tomas to row her over the river at night.'),
  )
})
afterAll(() => house.close())

async function documentOf(kind: string): Promise<string> {
  const [row] = await house.sql<{ id: string }[]>`select id from documents where kind = ${kind}`
  if (!row) throw new Error(`no ${kind}`)
  return row.id
}
/** A style of somebody, with this text as its one sample. */
async function styleOf(userId: string | null, text: string, organisationId: string | null = null): Promise<string> {
  const [id, sampleId] = [newId(), newId()]
  await house.sql`
    insert into styles (id, user_id, organisation_id, name, made_by_name)
    values (${id}, ${userId}, ${organisationId}, ${`Style ${id}`}, 'Ada')`
  await house.sql`
    insert into style_samples (id, style_id, name, kind, bytes, state, text, words, uploaded_by_name)
    values (${sampleId}, ${id}, 'sample.txt', 'txt', 1, 'embedding', ${text}, 9, 'Ada')`
  await embedSample({ sql: house.sql, embedder: localEmbedder }, sampleId, signal)
  return id
}
/** Answers at once, and says nothing. */
const silent: TextModel = {
  provider: 'offline',
  model: 'offline',
  async generate({ schema }) {
    const paragraphs = [{ heading: false, text: 'He rows.' }]
    const value = schema.parse({ title: 'T', tone: '', ending: '', chronology: '', paragraphs, rationale: '' })
    return { value, text: '', usage: { inputTokens: 0, outputTokens: 0 }, model: 'offline' }
  },
}
const choose = (id: string) => house.edit(briefId, doc => setStyle(doc, { id, name: 'Chosen' }))
/** Three treatments written in the style that the brief names; what the first one says, and its trace. */
async function treatments() {
  const { sql, boss, config, projectId, timelineId, personId } = house
  const asked = {
    projectId,
    timelineId,
    agent: 'treatment',
    documentId: await documentOf('treatment'),
    askedBy: personId,
    instruction: newId(),
  }
  const { jobId } = await enqueueAgentJob({ sql, boss, config }, asked)
  expect((await house.over(jobId)).state).toBe('done')
  await house.applyResults()
  const traces = await readTraces(sql, jobId)
  return { jobId, trace: traces.find(({ step }) => step === 'variant-1'), traces }
}

describe('retrieval', () => {
  test('finds the passages that are about what is asked, the same every time, nearest first', async () => {
    const [vector = []] = await localEmbedder.embed(['soup and bread on the table'])
    const wanted = { styleId: 'style-spare', embedder: localEmbedder, vector, count: 3 }
    const { found, method } = await searchPassages(house.sql, wanted)
    expect(method).toBe('exact')
    expect(found[0]?.text).toContain('The soup was hot.')
    expect(found.map(({ score }) => score)).toEqual([...found.map(({ score }) => score)].sort((a, b) => b - a))
    expect((await searchPassages(house.sql, wanted)).found).toEqual(found)
  })

  test('reaches the agent, its trace and the log; another style makes another treatment', async () => {
    const worker = await house.worker()
    const said = new Map<string, string>()
    for (const id of ['style-spare', 'style-lyrical']) {
      await choose(id)
      const { trace } = await treatments()
      said.set(id, trace?.output ?? '')
      expect(trace?.parts.style).toMatch(/^<style>\n\[1\] /)
      expect(trace?.retrievals).toEqual([
        expect.objectContaining({
          method: 'exact',
          embedder: localEmbedder.name,
          query: expect.stringContaining('Mila asks Tomas'),
        }),
      ])
      const found = trace?.retrievals[0]?.found ?? []
      expect(found).toHaveLength(8)
      for (const { text, told } of found) expect(trace?.parts.style?.includes(text)).toBe(told)
    }
    expect(said.get('style-spare')).not.toBe(said.get('style-lyrical'))
    expect(said.get('style-lyrical')).toContain('In the written style “Lyrical”')
    await worker.stop(500)
  })

  test('without a style there is none, and what did not fit is said', async () => {
    const worker = await house.worker({ model: silent })
    await house.edit(briefId, doc => setStyle(doc, null))
    const neutral = await treatments()
    expect(neutral.trace?.parts.style).toBe('<style>\n\n</style>')
    expect(neutral.trace?.retrievals).toEqual([])
    const long = Array.from(
      { length: 12 },
      (_, n) => `The boat number ${n} lay on the river. ${'It waited there all day long. '.repeat(28)}`,
    )
    await choose(await styleOf(house.personId, long.join('\n\n')))
    const { trace } = await treatments()
    const found = trace?.retrievals[0]?.found ?? []
    const cut = found.filter(({ told }) => !told)
    expect(cut.length).toBeGreaterThan(0)
    expect(trace?.leftOut).toEqual(cut.map(({ position }) => `passage ${position + 1} of the sample “sample.txt”`))
    await worker.stop(500)
  })

  test('never takes passages of a style that the project has no right to, whatever the brief says', async () => {
    const worker = await house.worker({ model: silent })
    const [stranger, organisation] = [newId(), newId()]
    await house.sql`insert into "user" (id, name, email) values (${stranger}, 'Eve', ${`${stranger}@example.org`})`
    await house.sql`insert into organisations (id, name) values (${organisation}, 'Others')`
    const secrets = [
      await styleOf(stranger, 'SECRET of Eve.'),
      await styleOf(null, 'SECRET of others.', organisation),
      'style-gone',
    ]
    for (const id of secrets) {
      await choose(id)
      const { trace } = await treatments()
      expect(JSON.stringify(trace)).not.toContain('SECRET')
      expect(trace?.leftOut).toEqual(['the written style “Chosen”, which is gone or not for this project'])
    }
    // of the organisation that the project is in, and of somebody who owns it
    await house.sql`update projects set organisation_id = ${organisation}`
    await choose(secrets[1] ?? '')
    expect((await treatments()).trace?.parts.style).toContain('SECRET of others.')
    await house.sql`update projects set organisation_id = null`
    await house.sql`insert into project_members (project_id, user_id, role) values (${house.projectId}, ${stranger}, 'owner')`
    await choose(secrets[0] ?? '')
    expect((await treatments()).trace?.parts.style).toContain('SECRET of Eve.')
    await worker.stop(500)
  })
})

describe('a sample', () => {
  const text = Array.from(
    { length: 90 },
    (_, n) => `Passage ${n}. ${'The lamp burns over the water. '.repeat(20)}`,
  ).join('\n\n')
  /** The local model in batches of ten; counts what it is asked, and stops after so many batches. */
  function failing(after: number): Embedder & { asked: number } {
    const embedder = {
      ...localEmbedder,
      batch: 10,
      asked: 0,
      async embed(texts: readonly string[]) {
        if (embedder.asked >= after * 10) throw new Error('killed')
        embedder.asked += texts.length
        return localEmbedder.embed(texts)
      },
    }
    return embedder
  }
  const rowOf = async (id: string) => {
    const [row] = await house.sql<{ state: string; chunks: number; embedded: number }[]>`
      select s.state, s.chunks, s.embedded from style_samples s join style_chunks c on c.sample_id = s.id
      where s.style_id = ${id} limit 1`
    return row
  }

  test('whose worker was killed goes on after what is stored, and nothing is done twice', async () => {
    const { sql } = house
    const [id, sampleId] = [newId(), newId()]
    await sql`insert into styles (id, user_id, name, made_by_name) values (${id}, ${house.personId}, 'S', 'Ada')`
    await sql`
      insert into style_samples (id, style_id, name, kind, bytes, state, text, words, uploaded_by_name)
      values (${sampleId}, ${id}, 'long.txt', 'txt', 1, 'embedding', ${text}, 9, 'Ada')`
    await expect(embedSample({ sql, embedder: failing(3) }, sampleId, signal)).rejects.toThrow('killed')
    expect(await rowOf(id)).toEqual({ state: 'embedding', chunks: 90, embedded: 30 })
    const next = failing(100)
    expect(await embedSample({ sql, embedder: next }, sampleId, signal)).toBe(60)
    expect(next.asked).toBe(60)
    expect(await rowOf(id)).toEqual({ state: 'ready', chunks: 90, embedded: 90 })
    // delivered once more, there is nothing to do
    expect(await embedSample({ sql, embedder: failing(0) }, sampleId, signal)).toBe(0)
  })

  test('says on its row why it waits for a provider, and what to do when waiting does not help', async () => {
    const { sql, boss } = house
    const errors = [
      new EmbeddingError('rate-limited', 'Too many requests.', { retryAfter: 3 }),
      new EmbeddingError('unauthorised', 'The key is wrong.'),
    ]
    const broken: Embedder = { ...localEmbedder, name: 'broken', embed: () => Promise.reject(errors.shift()) }
    const worker = await house.worker({ embedder: broken })
    const ids = [newId(), newId()]
    for (const id of ids) {
      await sql`insert into styles (id, user_id, name, made_by_name) values (${id}, ${house.personId}, 'S', 'Ada')`
      await sql`
        insert into style_samples (id, style_id, name, kind, bytes, state, text, words, uploaded_by_name)
        values (${id}, ${id}, 'a.txt', 'txt', 1, 'embedding', 'The lamp burns.', 3, 'Ada')`
      await sql.begin(tx => enqueueSample(boss, tx, id))
      await eventually(
        () => sql<{ problem: string | null }[]>`select problem from style_samples where id = ${id}`,
        ([row]) => row?.problem !== null,
      )
    }
    const rows =
      await sql`select state, problem, chunks, embedded from style_samples where id = any(${ids}) order by state`
    expect([...rows]).toEqual([
      { state: 'embedding', problem: 'Too many requests. Trying again in 3 s.', chunks: 1, embedded: 0 },
      {
        state: 'failed',
        problem: 'The key is wrong. What was read is kept; press Try again when it is put right.',
        chunks: 1,
        embedded: 0,
      },
    ])
    await worker.stop(500)
    // a worker that starts when it is put right goes on by itself
    await prepareStyles({ sql, boss, log: createLog('test', 'silent'), embedder: localEmbedder })
    const [again] = await sql`select state, problem from style_samples where id = ${ids[1] ?? ''}`
    expect(again).toEqual({ state: 'embedding', problem: null })
  })

  test('is read anew when another model takes over, and found by nothing of the old one', async () => {
    const { sql, boss } = house
    const id = await styleOf(house.personId, 'The lamp burns over the water.')
    const other: Embedder = { ...localEmbedder, name: 'another model' }
    await prepareStyles({ sql, boss, log: createLog('test', 'silent'), embedder: other })
    expect(await rowOf(id)).toMatchObject({ state: 'embedding' })
    const [vector = []] = await localEmbedder.embed(['a lamp'])
    expect((await searchPassages(sql, { styleId: id, embedder: other, vector, count: 3 })).found).toEqual([])
  })
})
