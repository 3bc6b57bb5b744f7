import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { z } from 'zod'
import { readScenes } from '../../../shared/core/script/scenes.ts'
import { status } from '../../contract/providerServer.ts'
import { completeAnswer, type ResponsesServer, startResponsesServer } from '../../contract/responsesServer.ts'
import { valueIn } from '../../scrape.ts'
import { bodyOf, eventually, importFountain, personWith, signUp } from '../factories.ts'
import { FOUNTAIN } from '../jobs/house.ts'
import { createTestDatabase } from '../postgres.ts'
import { type Collected, startCollector } from './collector.ts'
import { type House, startHouse } from './processes.ts'

/** The span of a click, which the page tells in the header and sends nowhere. */
const CLICK = '00f067aa0ba902b7'
const GOOD = '4bf92f3577b34da6a3ce929d0e0e4736'
const BAD = '5bf92f3577b34da6a3ce929d0e0e4736'
const API_KEY = 'sk-a-key-that-somebody-pays-for'
const AUTH_SECRET = 'a secret that only the tests know, for a day'
const METRICS_TOKEN = 'token-of-the-prometheus-here'

let house: House
let provider: ResponsesServer
let collector: Awaited<ReturnType<typeof startCollector>>
let databasePassword: string
beforeAll(async () => {
  const databaseUrl = await createTestDatabase()
  databasePassword = new URL(databaseUrl).password
  ;[provider, collector] = await Promise.all([startResponsesServer(), startCollector()])
  house = await startHouse({
    DATABASE_URL: databaseUrl,
    AUTH_SECRET,
    OPENAI_API_KEY: API_KEY,
    OPENAI_BASE_URL: provider.baseURL,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    METRICS_TOKEN,
  })
})
afterAll(async () => {
  await house?.stop()
  await provider.close()
  collector.close()
})

const job = z.object({ id: z.string(), state: z.string(), error: z.object({ message: z.string() }).nullable() })
const asked = z.object({ jobId: z.string() })
const token = z.object({ token: z.string() })
const apiKey = z.object({ key: z.string() })
const invitation = z.object({ link: z.string() })

/** The spans of the click from it down, each with what made it; nothing else may be below them. */
function chainOf(spans: Collected[]): string[] {
  const chain: string[] = []
  for (let parent: string | undefined = CLICK; ; ) {
    const below = spans.filter(({ parentSpanId, name }) => parentSpanId === parent && name !== 'ask openai')
    if (below.length > 1) throw new Error(`Two spans below one: ${below.map(({ name }) => name)}`)
    const [next] = below
    if (next === undefined) return chain
    chain.push(`${next.service}: ${next.name}`)
    parent = next.spanId
  }
}

/** Opens a document as a plain Yjs client does, with a token in the address; resolves when something comes. */
async function openPlainly(documentId: string, secret: string): Promise<void> {
  const socket = new WebSocket(`${house.url.replace('http', 'ws')}/yjs/${documentId}?token=${secret}`)
  await new Promise<void>(resolve => {
    socket.once('open', () => socket.send(Uint8Array.of(0, 0, 1, 0))) // an empty state vector
    socket.once('message', () => resolve())
    socket.once('close', () => resolve())
    socket.once('error', () => resolve())
  })
  socket.terminate()
}

test('one click is one trace through server, worker and provider into the document, and no log tells a secret', {
  timeout: 60_000,
}, async () => {
  const ada = await signUp(house, 'Ada')
  const { id, scriptId } = await importFountain(ada, FOUNTAIN)
  const doc = new Y.Doc()
  const state = await fetch(`${house.url}/api/documents/${scriptId}/state`, { headers: { cookie: ada.cookie } })
  Y.applyUpdate(doc, new Uint8Array(await state.arrayBuffer()))
  const line = readScenes(doc)
    .flatMap(scene => scene.lines)
    .find(({ text }) => text.includes('A boat knocks'))
  const ask = async (traceId: string) => {
    const body = { instruction: `Shorter ${traceId}`, lineIds: [line?.id] }
    const traceparent = `00-${traceId}-${CLICK}-01`
    const answer = await ada.call('POST', `/api/projects/${id}/agents/rewrite`, body, { traceparent })
    const { jobId } = asked.parse(bodyOf(answer, 202))
    const { error } = await eventually(
      async () => job.parse(bodyOf(await ada.call('GET', `/api/jobs/${jobId}`))),
      one => one.state === 'done' || one.state === 'failed',
      30,
    )
    return { jobId, error, requestId: answer.headers.get('x-request-id') }
  }

  provider.answers.push(
    response =>
      completeAnswer(response, JSON.stringify({ lines: [{ n: 1, text: 'A boat. A knot.' }], rationale: 'Bare.' })),
    // as OpenAI does
    response => status(response, 401, { message: `Incorrect API key provided: ${API_KEY}.`, code: 'invalid_api_key' }),
  )
  const { jobId, requestId } = await ask(GOOD)
  await eventually(house.server.lines, lines => lines.some(({ msg }) => msg === 'a result is in the document'))
  const refused = await ask(BAD)
  expect(refused.error?.message).toMatch(/Tell whoever runs this server/)

  // what secrets there are, each where it belongs
  const { token: syncToken } = token.parse(bodyOf(await ada.call('POST', '/api/sync/token', { documentId: scriptId })))
  await openPlainly(scriptId, syncToken)
  await openPlainly(scriptId, `${syncToken}-but-wrong`)
  const { key } = apiKey.parse(bodyOf(await ada.call('POST', '/api/account/keys', { name: 'Script' })))
  const authorization = `Bearer ${key}`
  bodyOf(await personWith(house, '').call('GET', '/api/projects', undefined, { authorization }))
  const invited = invitation.parse(
    bodyOf(await ada.call('POST', `/api/projects/${id}/invitations`, { role: 'viewer' })),
  )
  const secret = new URL(invited.link).hash.slice(1)
  bodyOf(await personWith(house, '').call('POST', '/api/invitations/look', { secret }))
  await personWith(house, '').call('GET', `/api/invitations/${secret}?token=${secret}`)

  const scrape = async () => {
    const scraped = await fetch(`http://127.0.0.1:${house.metricsPort}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    })
    return scraped.text()
  }
  const runs = (metrics: string, outcome: string) =>
    valueIn(metrics, 'aiuteur_job_seconds_count', { agent: 'rewrite', outcome })
  // a run is counted when it is over, which is a moment after its job is
  const metrics = await eventually(scrape, text => runs(text, 'failed') !== undefined)
  expect([runs(metrics, 'done'), runs(metrics, 'failed')]).toEqual([1, 1])
  expect(valueIn(metrics, 'aiuteur_provider_call_seconds_count', { provider: 'openai', outcome: 'ok' })).toBe(1)
  expect(valueIn(metrics, 'aiuteur_provider_tokens_total', { direction: 'input' })).toBe(812)
  expect(valueIn(metrics, 'aiuteur_credits_total')).toBeGreaterThan(0)
  expect((await fetch(`http://127.0.0.1:${house.metricsPort}/metrics`)).status).toBe(401)

  await house.stop()
  const spansOf = (id: string) => collector.spans.filter(({ traceId }) => traceId === id)
  expect(chainOf(spansOf(GOOD))).toEqual([
    'aiuteur-server: POST /api/projects/:id/agents/:agent',
    'aiuteur-worker: job rewrite',
    'aiuteur-worker: store result',
    'aiuteur-server: apply result',
  ])
  expect(chainOf(spansOf(BAD)).at(-1)).toBe('aiuteur-worker: job rewrite')
  for (const id of [GOOD, BAD]) {
    const spans = spansOf(id)
    const run = spans.find(({ name }) => name === 'job rewrite')
    const call = { service: 'aiuteur-worker', parentSpanId: run?.spanId }
    expect(spans.filter(({ name }) => name === 'ask openai')).toEqual([expect.objectContaining(call)])
  }

  const ids = { traceId: GOOD, jobId }
  expect(house.worker.lines()).toContainEqual(
    expect.objectContaining({ msg: 'a job was run', ...ids, documentId: scriptId, outcome: 'done' }),
  )
  expect(house.server.lines()).toContainEqual(
    expect.objectContaining({ msg: 'a result is in the document', ...ids, documentId: scriptId }),
  )
  expect(house.server.lines()).toContainEqual(
    expect.objectContaining({ msg: 'request', requestId, traceId: GOOD, status: 202 }),
  )
  expect(house.worker.output()).toContain('Incorrect API key provided: [secret]')
  const written = house.server.output() + house.worker.output() + JSON.stringify(collector.spans)
  const session = ada.cookie.split('=')[1] ?? ''
  const [payload = ''] = session.split('.')
  for (const hidden of [
    API_KEY,
    METRICS_TOKEN,
    AUTH_SECRET,
    syncToken,
    key,
    secret,
    session,
    payload,
    databasePassword,
  ])
    expect({ hidden, isWritten: hidden === '' || written.includes(hidden) }).toEqual({ hidden, isWritten: false })
})
