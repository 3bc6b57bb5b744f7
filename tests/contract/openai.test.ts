import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAiModel } from '../../jobs/providers/openai.ts'
import { inBytes, slowly, status } from './providerServer.ts'
import { good, refused, request } from './question.ts'
import {
  beginAnswer,
  completeAnswer,
  failed,
  incomplete,
  openStream,
  type ResponsesServer,
  refusal,
  startResponsesServer,
} from './responsesServer.ts'

let server: ResponsesServer
beforeEach(async () => {
  server = await startResponsesServer()
})
afterEach(() => server.close())

const model = (options: Partial<Parameters<typeof openAiModel>[0]> = {}) =>
  openAiModel({ apiKey: 'sk-test', model: 'gpt-6.1-terra', baseURL: server.baseURL, ...options })

describe('a model that answers', () => {
  it('streams its text and gives the parsed value, the usage and the model that answered', async () => {
    server.answers.push(response => completeAnswer(response, JSON.stringify(good)))
    const deltas: string[] = []
    const answer = await model().generate(request(), delta => deltas.push(delta))
    expect(answer).toEqual({
      value: good,
      text: JSON.stringify(good),
      usage: { inputTokens: 812, outputTokens: 57 },
      model: 'gpt-6.1-terra-2026-10-26',
    })
    expect(deltas.length).toBeGreaterThan(5)
    expect(deltas.join('')).toBe(JSON.stringify(good))
  })

  it('is asked with the key, both parts of the prompt and a strict schema, and told to store nothing', async () => {
    server.answers.push(response => completeAnswer(response, JSON.stringify(good)))
    await model().generate(request(), () => {})
    expect(server.heard).toHaveLength(1)
    expect(server.heard[0]).toMatchObject({
      path: '/v1/responses',
      headers: { authorization: 'Bearer sk-test' },
      body: {
        model: 'gpt-6.1-terra',
        instructions: 'the rules',
        input: 'the request',
        stream: true,
        store: false,
        reasoning: { effort: 'low' },
        text: {
          format: {
            type: 'json_schema',
            name: 'Rewrite',
            strict: true,
            schema: {
              type: 'object',
              required: ['lines', 'rationale'],
              additionalProperties: false,
              properties: { rationale: { type: 'string' } },
            },
          },
        },
      },
    })
  })

  it('is not asked to reason when it cannot', async () => {
    server.answers.push(response => completeAnswer(response, JSON.stringify(good)))
    await model({ model: 'gpt-4.1-mini' }).generate(request(), () => {})
    expect(server.heard[0]?.body).not.toHaveProperty('reasoning')
  })

  it('may send its events in any pieces', async () => {
    server.answers.push(response => inBytes(response, to => completeAnswer(to, JSON.stringify(good))))
    const answer = await model().generate(request(), () => {})
    expect(answer.value).toEqual(good)
  })
})

describe('a provider that refuses', () => {
  it('429: says how long to wait and may be asked again', async () => {
    server.answers.push(response =>
      status(response, 429, { code: 'rate_limit_exceeded', message: 'slow down' }, { 'retry-after': '7' }),
    )
    const error = await refused(model().generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'rate-limited', retryable: true, retryAfter: 7 })
    expect(server.heard, 'retries are the job’s business').toHaveLength(1)
  })

  it('429 with a date: counts the seconds until then', async () => {
    const at = new Date(Date.now() + 90_000).toUTCString()
    server.answers.push(response => status(response, 429, { message: 'slow down' }, { 'retry-after': at }))
    const error = await refused(model().generate(request(), () => {}))
    expect(error.retryAfter).toBeGreaterThan(80)
    expect(error.retryAfter).toBeLessThanOrEqual(90)
  })

  it('429 because the money is spent: no waiting helps', async () => {
    server.answers.push(response => status(response, 429, { code: 'insufficient_quota', message: 'quota' }))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({
      code: 'unauthorised',
      retryable: false,
    })
  })

  it.each([500, 502, 503, 529])('%i: unavailable, may be asked again', async code => {
    server.answers.push(response => status(response, code, { message: 'trouble' }))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'unavailable', retryable: true })
    expect(server.heard).toHaveLength(1)
  })

  it('401: the key is wrong, and asking again is no use', async () => {
    server.answers.push((response, { headers }) =>
      headers.authorization === 'Bearer sk-right'
        ? completeAnswer(response, JSON.stringify(good))
        : status(response, 401, { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-wro**g' }),
    )
    const error = await refused(model({ apiKey: 'sk-wrong' }).generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'unauthorised', retryable: false })
    expect(error.message).not.toContain('sk-')
    await model({ apiKey: 'sk-right' }).generate(request(), () => {})
  })

  it('400 and 404: our request is wrong', async () => {
    server.answers.push(
      response => status(response, 400, { code: 'invalid_json_schema', message: 'schema' }),
      response => status(response, 404, { code: 'model_not_found', message: 'no such model' }),
    )
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({
      code: 'bad-request',
      retryable: false,
    })
    const missing = await refused(model().generate(request(), () => {}))
    expect(missing).toMatchObject({ code: 'bad-request', retryable: false })
    expect(missing.message).toContain('OPENAI_MODEL')
  })

  it('a refusal of the model: not asked again, with its words', async () => {
    server.answers.push(response => refusal(response, 'I cannot help with that.'))
    const error = await refused(model().generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'refused', retryable: false })
    expect(error.message).toContain('I cannot help with that.')
  })

  it('a content filter: refused', async () => {
    server.answers.push(response => incomplete(response, 'content_filter'))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'refused', retryable: false })
  })
})

describe('an answer that does not arrive whole', () => {
  it('cut in the middle: may be asked again, and what came is kept for the trace', async () => {
    server.answers.push(response => {
      beginAnswer(response, '{"lines":[{"n":1,"text":"She')
      setTimeout(() => response.destroy(), 50)
    })
    const error = await refused(model().generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'cut-off', retryable: true, partial: '{"lines":[{"n":1,"text":"She' })
  })

  it('ended politely without being completed: the same', async () => {
    server.answers.push(response => {
      beginAnswer(response, '{"lines":[')
      response.end()
    })
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'cut-off', retryable: true })
  })

  it('too long for the model: not asked again', async () => {
    server.answers.push(response => incomplete(response, 'max_output_tokens'))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'cut-off', retryable: false })
  })

  it('no JSON: may be asked again', async () => {
    server.answers.push(response => completeAnswer(response, 'Sure! Here is your rewrite: She waits.'))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({
      code: 'invalid-output',
      retryable: true,
      partial: 'Sure! Here is your rewrite: She waits.',
    })
  })

  it('JSON of another shape: may be asked again', async () => {
    server.answers.push(response => completeAnswer(response, '{"lines":"all of them","rationale":1}'))
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({
      code: 'invalid-output',
      retryable: true,
    })
  })

  it('half an event: cut off', async () => {
    server.answers.push(response => {
      const send = openStream(response)
      send('response.created', { response: {} })
      response.end('event: response.output_text.delta\ndata: {"type":"response.outp\n\n')
    })
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'cut-off', retryable: true })
  })

  it('failed inside the stream: by its code', async () => {
    server.answers.push(
      response => failed(response, 'server_error', 'The server had an error'),
      response => failed(response, 'rate_limit_exceeded', 'Too many tokens'),
    )
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'unavailable', retryable: true })
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({
      code: 'rate-limited',
      retryable: true,
    })
  })

  it('an `error` event: by its code', async () => {
    server.answers.push(response => {
      const send = openStream(response)
      send('error', { code: 'server_error', message: 'trouble', param: null })
      response.end()
    })
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'unavailable', retryable: true })
  })
})

describe('a provider that is slow', () => {
  it('to begin: unavailable', async () => {
    server.answers.push(() => {})
    const error = await refused(model({ firstByteTimeout: 150 }).generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('to go on: unavailable once nothing more comes, with what came', async () => {
    server.answers.push(response => beginAnswer(response, '{"lines":['))
    const error = await refused(model({ idleTimeout: 150 }).generate(request(), () => {}))
    expect(error).toMatchObject({ code: 'unavailable', retryable: true, partial: '{"lines":[' })
  })

  it('but steady: is waited for', async () => {
    server.answers.push(response => slowly(response, 30, to => completeAnswer(to, JSON.stringify(good))))
    const answer = await model({ idleTimeout: 200, firstByteTimeout: 200 }).generate(request(), () => {})
    expect(answer.value).toEqual(good)
  })

  it('is let go of at once when the job is cancelled', async () => {
    const abort = new AbortController()
    let closed = false
    server.answers.push(response => {
      response.on('close', () => {
        closed = true
      })
      beginAnswer(response, '{"lines":[')
    })
    const asking = model().generate(request(abort.signal), () => abort.abort('cancelled'))
    await expect(asking).rejects.toBe('cancelled')
    await expect.poll(() => closed).toBe(true)
  })

  it('or is not there at all: unavailable', async () => {
    await server.close()
    expect(await refused(model().generate(request(), () => {}))).toMatchObject({ code: 'unavailable', retryable: true })
  })
})
