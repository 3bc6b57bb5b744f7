import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EmbeddingError } from '../../shared/node/styles/embedder.ts'
import { openAiEmbedder } from '../../shared/node/styles/openaiEmbedder.ts'
import { type ProviderServer, startProviderServer, status } from './providerServer.ts'

let server: ProviderServer
beforeEach(async () => {
  server = await startProviderServer()
})
afterEach(() => server.close())

const embedder = (options: Partial<Parameters<typeof openAiEmbedder>[0]> = {}) =>
  openAiEmbedder({ apiKey: 'sk-test', model: 'text-embedding-3-small', baseURL: `${server.url}/v1`, ...options })

/** The answer of the Embeddings API for these vectors, by their place. */
function answer(vectors: readonly (readonly [index: number, vector: unknown])[]): void {
  server.answers.push(response => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const data = vectors.map(([index, embedding]) => ({ object: 'embedding', index, embedding }))
    response.end(
      JSON.stringify({
        object: 'list',
        model: 'text-embedding-3-small',
        data,
        usage: { prompt_tokens: 5, total_tokens: 5 },
      }),
    )
  })
}
/** A vector of the length that is asked for, in one direction. */
const towards = (at: number, size = 1): number[] => Array.from({ length: 512 }, (_, d) => (d === at ? size : 0))

async function refused(asking: Promise<unknown>): Promise<EmbeddingError> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(EmbeddingError)
  if (!(error instanceof EmbeddingError)) throw new Error('unreachable')
  return error
}

describe('embeddings', () => {
  it('are asked for in one request with the key, and come back in the order of the texts, of length 1', async () => {
    answer([
      [1, towards(7, 4)],
      [0, towards(3, 0.5)],
    ])
    expect(await embedder().embed(['rain', 'bread'])).toEqual([towards(3), towards(7)])
    expect(server.heard).toMatchObject([
      {
        path: '/v1/embeddings',
        headers: { authorization: 'Bearer sk-test' },
        body: { model: 'text-embedding-3-small', input: ['rain', 'bread'], dimensions: 512, encoding_format: 'float' },
      },
    ])
  })

  it('of nothing are not asked for', async () => {
    expect(await embedder().embed([])).toEqual([])
    expect(server.heard).toEqual([])
  })

  it.each<[string, (readonly [number, unknown])[]]>([
    ['one is missing', [[0, towards(1)]]],
    [
      'one has another length',
      [
        [0, towards(1)],
        [1, [1, 2, 3]],
      ],
    ],
    [
      'one is no vector',
      [
        [0, towards(1)],
        [1, 'AAAA'],
      ],
    ],
    [
      'one has something in it that is no number',
      [
        [0, towards(1)],
        [1, towards(2).map(value => (value === 1 ? null : value))],
      ],
    ],
  ])('are refused when %s', async (_, vectors) => {
    answer(vectors)
    const error = await refused(embedder().embed(['a', 'b']))
    expect(error).toMatchObject({ code: 'invalid-output', retryable: false })
  })

  it.each([
    [401, 'invalid_api_key', 'unauthorised', false, /OPENAI_API_KEY/],
    [429, 'insufficient_quota', 'unauthorised', false, /no credit left/],
    [429, 'rate_limit_exceeded', 'rate-limited', true, /too many requests/],
    [404, 'model_not_found', 'bad-request', false, /OPENAI_EMBEDDING_MODEL.*EMBEDDINGS=offline/],
    [400, 'invalid_request', 'bad-request', false, /\(400\)/],
    [500, 'server_error', 'unavailable', true, /in trouble \(500\)/],
    [503, 'overloaded', 'unavailable', true, /in trouble/],
  ] as const)('that fail with %i %s say what to do', async (code, name, wanted, retryable, sentence) => {
    server.answers.push(response =>
      status(response, code, { code: name, message: 'The passages: SECRET' }, { 'retry-after': '7' }),
    )
    const error = await refused(embedder().embed(['a']))
    expect(error).toMatchObject({ code: wanted, retryable, retryAfter: wanted === 'rate-limited' ? 7 : null })
    expect(error.message).toMatch(sentence)
    expect(error.message).not.toContain('SECRET')
    // trying again is for whoever asked
    expect(server.heard).toHaveLength(1)
  })

  it.each([
    ['is no JSON', '<html>'],
    ['ends in the middle', '{"object":"list","data":[{"ind'],
  ])('whose answer %s are refused', async (_, text) => {
    server.answers.push(response => response.writeHead(200, { 'content-type': 'application/json' }).end(text))
    await refused(embedder().embed(['a']))
  })

  it('of a server that says nothing, or is not there, can be asked for again', async () => {
    server.answers.push(() => {})
    expect(await refused(embedder({ timeout: 30 }).embed(['a']))).toMatchObject({
      code: 'unavailable',
      retryable: true,
    })
    const nowhere = embedder({ baseURL: 'http://127.0.0.1:9/v1' })
    expect(await refused(nowhere.embed(['a']))).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('are stopped by whoever asked', async () => {
    server.answers.push(() => {})
    const stop = new AbortController()
    const asking = embedder().embed(['a'], stop.signal)
    const stopped = expect(asking).rejects.toThrow('stopped')
    while (server.heard.length === 0) await wait(5)
    stop.abort(new Error('stopped'))
    await stopped
  })
})
