import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { googleModel } from '../../jobs/providers/google.ts'
import {
  beginAnswer,
  chunks,
  completeAnswer,
  errorInfo,
  openStream,
  quotaFailure,
  retryInfo,
  rpcStatus,
  said,
  stopped,
} from './geminiServer.ts'
import { inBytes, type ProviderServer, slowly, startProviderServer, status } from './providerServer.ts'
import { good, refused, request } from './question.ts'

const KEY = 'AIza-test-key'
const whole = JSON.stringify(good)

let server: ProviderServer
beforeEach(async () => {
  server = await startProviderServer()
})
afterEach(() => server.close())

const model = (options: Partial<Parameters<typeof googleModel>[0]> = {}) =>
  googleModel({ apiKey: KEY, model: 'gemini-3.8-flash', baseURL: server.url, ...options })
const ask = (options: Partial<Parameters<typeof googleModel>[0]> = {}) =>
  refused(model(options).generate(request(), () => {}))

describe('a Gemini model that answers', () => {
  it('streams its text and gives the parsed value, the usage with its thoughts, and the model that answered', async () => {
    server.answers.push(response => completeAnswer(response, whole))
    const deltas: string[] = []
    const answer = await model().generate(request(), delta => deltas.push(delta))
    expect(answer).toEqual({
      value: good,
      text: whole,
      usage: { inputTokens: 812, outputTokens: 97 },
      model: 'gemini-3.8-flash-001',
    })
    expect(deltas.length).toBeGreaterThan(5)
    expect(deltas.join('')).toBe(whole)
  })

  it('is asked with the key in a header, both parts of the prompt, the schema, and to think briefly', async () => {
    server.answers.push(response => completeAnswer(response, whole))
    await model().generate(request(), () => {})
    expect(server.heard).toHaveLength(1)
    expect(server.heard[0]).toMatchObject({
      path: '/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse',
      headers: { 'x-goog-api-key': KEY },
      body: {
        systemInstruction: { parts: [{ text: 'the rules' }] },
        contents: [{ role: 'user', parts: [{ text: 'the request' }] }],
        generationConfig: {
          responseMimeType: 'application/json',
          responseJsonSchema: {
            type: 'object',
            required: ['lines', 'rationale'],
            additionalProperties: false,
            properties: { rationale: { type: 'string' } },
          },
          thinkingConfig: { thinkingLevel: 'LOW' },
        },
      },
    })
  })

  it('is not asked to think when it does not by itself', async () => {
    server.answers.push(response => completeAnswer(response, whole))
    await model({ model: 'gemini-3.5-flash-lite' }).generate(request(), () => {})
    expect(server.heard[0]?.body.generationConfig).not.toHaveProperty('thinkingConfig')
  })

  it('may send its events in any pieces', async () => {
    server.answers.push(response => inBytes(response, to => completeAnswer(to, whole)))
    expect((await model().generate(request(), () => {})).value).toEqual(good)
  })

  it('may show its thoughts: they are no part of the answer', async () => {
    server.answers.push(response =>
      chunks(
        response,
        { candidates: [{ content: { parts: [{ text: 'The colleague wants…', thought: true }] } }] },
        { candidates: [{ content: { parts: [{ text: whole }, { thoughtSignature: 'AbC=' }] }, finishReason: 'STOP' }] },
      ),
    )
    const deltas: string[] = []
    expect((await model().generate(request(), delta => deltas.push(delta))).text).toBe(whole)
    expect(deltas).toEqual([whole])
  })
})

describe('a Google account that is refused', () => {
  const tooMany = 'You exceeded your current quota, please check your plan and billing details.'

  it('429: waits as long as the body says, and may be asked again', async () => {
    const error = rpcStatus(429, 'RESOURCE_EXHAUSTED', tooMany, [
      quotaFailure('GenerateRequestsPerMinutePerProjectPerModel'),
      retryInfo('34.07s'),
    ])
    server.answers.push(response => status(response, 429, error, { 'retry-after': '7' }))
    expect(await ask()).toMatchObject({ code: 'rate-limited', retryable: true, retryAfter: 34.07 })
    expect(server.heard, 'retries are the job’s business').toHaveLength(1)
  })

  it('429 with a header alone: seconds, or a date', async () => {
    const error = rpcStatus(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).')
    const at = new Date(Date.now() + 90_000).toUTCString()
    server.answers.push(
      response => status(response, 429, error, { 'retry-after': '7' }),
      response => status(response, 429, error, { 'retry-after': at }),
      response => status(response, 429, error),
    )
    expect(await ask()).toMatchObject({ code: 'rate-limited', retryAfter: 7 })
    const { retryAfter } = await ask()
    expect(retryAfter).toBeGreaterThan(80)
    expect(retryAfter).toBeLessThanOrEqual(90)
    expect(await ask()).toMatchObject({ code: 'rate-limited', retryable: true, retryAfter: null })
  })

  it.each([
    ['the quota of the day', tooMany, [quotaFailure('GenerateRequestsPerDayPerProjectPerModel-FreeTier')]],
    ['the prepaid money', 'Your prepayment credits are depleted.', []],
    ['a plan without the model', `${tooMany}\n* Quota exceeded for metric: requests, limit: 0, model: x`, []],
  ])('429 because of %s: no waiting helps', async (_, message, details) => {
    const error = rpcStatus(429, 'RESOURCE_EXHAUSTED', message, [...details, retryInfo('12s')])
    server.answers.push(response => status(response, 429, error))
    expect(await ask()).toMatchObject({ code: 'unauthorised', retryable: false })
  })

  it.each([500, 502, 503, 504])('%i: unavailable, may be asked again', async code => {
    server.answers.push(response => status(response, code, rpcStatus(code, 'UNAVAILABLE', 'overloaded')))
    expect(await ask()).toMatchObject({ code: 'unavailable', retryable: true })
    expect(server.heard).toHaveLength(1)
  })

  it('502 of a proxy, with a page that calls itself JSON: unavailable', async () => {
    server.answers.push(response => {
      response.writeHead(502, { 'content-type': 'application/json' })
      response.end('<html>Bad gateway</html>')
    })
    expect(await ask()).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('401, 403, and a wrong key, which comes as 400: the key, and asking again is no use', async () => {
    server.answers.push(
      response => status(response, 401, rpcStatus(401, 'UNAUTHENTICATED', 'Request had invalid credentials.')),
      response => status(response, 403, rpcStatus(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.')),
      response =>
        status(
          response,
          400,
          rpcStatus(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
            errorInfo('API_KEY_INVALID'),
          ]),
        ),
    )
    for (let times = 0; times < 3; times++) {
      const error = await ask()
      expect(error).toMatchObject({ code: 'unauthorised', retryable: false })
      expect(error.message).toContain('GOOGLE_API_KEY')
    }
  })

  it('never names the key, even when a provider or the network quotes it', async () => {
    server.answers.push(
      response => status(response, 403, rpcStatus(403, 'PERMISSION_DENIED', `The key ${KEY} may not do this.`)),
      response => status(response, 400, rpcStatus(400, `KEY ${KEY}`, `The key ${KEY} is odd.`)),
    )
    const unsendable = `${KEY}\nwith a second line`
    for (const error of [await ask(), await ask(), await ask({ apiKey: unsendable })])
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(KEY)
  })

  it('400 and 404: our request is wrong', async () => {
    server.answers.push(
      response => status(response, 400, rpcStatus(400, 'FAILED_PRECONDITION', 'User location is not supported.')),
      response => status(response, 404, rpcStatus(404, 'NOT_FOUND', 'models/x is not found for API version v1beta')),
    )
    const location = await ask()
    expect(location).toMatchObject({ code: 'bad-request', retryable: false })
    expect(location.message).toContain('400, FAILED_PRECONDITION')
    const missing = await ask()
    expect(missing).toMatchObject({ code: 'bad-request', retryable: false })
    expect(missing.message).toContain('GOOGLE_MODEL')
  })

  it('a name that is no model’s: our request is wrong, and nothing is sent', async () => {
    expect(await ask({ model: 'gemini?key=1' })).toMatchObject({ code: 'bad-request', retryable: false })
    expect(server.heard).toHaveLength(0)
  })

  it('a redirect: the key is not taken to another host', async () => {
    const other = await startProviderServer()
    server.answers.push(response => response.writeHead(307, { location: other.url }).end())
    expect(await ask()).toMatchObject({ code: 'bad-request', retryable: false })
    expect(other.heard).toHaveLength(0)
    await other.close()
  })
})

describe('an answer that Google does not let through', () => {
  it.each(['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'BLOCKLIST', 'SPII', 'LANGUAGE'])(
    '%s: refused, not asked again, with what came',
    async reason => {
      server.answers.push(response => stopped(response, reason))
      const error = await ask()
      expect(error).toMatchObject({ code: 'refused', retryable: false, partial: '{"lines":[' })
      expect(error.message).toContain(reason)
    },
  )

  it('a request that is blocked: refused', async () => {
    server.answers.push(response => chunks(response, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }))
    expect(await ask()).toMatchObject({ code: 'refused', retryable: false })
  })
})

describe('an answer of Google that does not arrive whole', () => {
  it('cut in the middle: may be asked again, and what came is kept for the trace', async () => {
    server.answers.push(response => {
      beginAnswer(response, '{"lines":[{"n":1,"text":"She')
      setTimeout(() => response.destroy(), 50)
    })
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: true, partial: '{"lines":[{"n":1,"text":"She' })
  })

  it('ended politely without a reason to finish: the same', async () => {
    server.answers.push(response => {
      beginAnswer(response, '{"lines":[')
      response.end()
    })
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: true, partial: '{"lines":[' })
  })

  it('too long for the model: not asked again, nor continued by the library', async () => {
    server.answers.push(
      response => stopped(response, 'MAX_TOKENS'),
      response =>
        chunks(response, said('{"lines":['), {
          candidates: [{ finishReason: 'CONTINUATION', continuationToken: 'more' }],
        }),
    )
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: false, partial: '{"lines":[' })
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: false })
    expect(server.heard).toHaveLength(2)
  })

  it('ended by the provider for no reason given: may be asked again', async () => {
    server.answers.push(response => stopped(response, 'OTHER'))
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: true })
  })

  it('without a candidate, or with an empty one: nothing was answered, may be asked again', async () => {
    server.answers.push(
      response => chunks(response, { candidates: [], usageMetadata: { promptTokenCount: 812 } }),
      response => chunks(response, said('', { finishReason: 'STOP' })),
    )
    for (let times = 0; times < 2; times++) {
      const error = await ask()
      expect(error).toMatchObject({ code: 'invalid-output', retryable: true, partial: '' })
      expect(error.message).toContain('nothing')
    }
  })

  it('no JSON, or JSON of another shape: may be asked again, and what came is kept', async () => {
    const words = 'Sure! Here is your rewrite: She waits.'
    server.answers.push(
      response => completeAnswer(response, words),
      response => completeAnswer(response, '{"lines":"all of them","rationale":1}'),
    )
    expect(await ask()).toMatchObject({ code: 'invalid-output', retryable: true, partial: words })
    expect(await ask()).toMatchObject({ code: 'invalid-output', retryable: true })
  })

  it('half a chunk, closed or not: cut off', async () => {
    const half = (end: string) => (response: Parameters<typeof openStream>[0]) => {
      openStream(response)(said('{"lines":['))
      response.end(`data: {"candidates":[{"content":${end}`)
    }
    server.answers.push(half('\r\n\r\n'), half(''))
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: true, partial: '{"lines":[' })
    expect(await ask()).toMatchObject({ code: 'cut-off', retryable: true, partial: '{"lines":[' })
  })

  it('an error inside the stream: by its code', async () => {
    const failing = (error: Record<string, unknown>) => (response: Parameters<typeof openStream>[0]) => {
      const send = openStream(response)
      send(said('{"lines":['))
      // a chunk of its own, as it comes after some time
      setTimeout(() => response.end(`data: ${JSON.stringify({ error })}\r\n\r\n`), 20)
    }
    server.answers.push(
      failing(rpcStatus(503, 'UNAVAILABLE', 'The model is overloaded.')),
      failing(rpcStatus(429, 'RESOURCE_EXHAUSTED', 'Too many tokens', [retryInfo('3s')])),
    )
    expect(await ask()).toMatchObject({ code: 'unavailable', retryable: true, partial: '{"lines":[' })
    expect(await ask()).toMatchObject({ code: 'rate-limited', retryable: true, retryAfter: 3 })
  })
})

describe('Google when it is slow', () => {
  it('to begin: unavailable, also when the head comes and nothing after it', async () => {
    server.answers.push(
      () => {},
      response => {
        openStream(response)
        response.flushHeaders()
      },
    )
    for (let times = 0; times < 2; times++)
      expect(await ask({ firstByteTimeout: 150 })).toMatchObject({ code: 'unavailable', retryable: true, partial: '' })
  })

  it('to go on: unavailable once nothing more comes, with what came', async () => {
    server.answers.push(response => beginAnswer(response, '{"lines":['))
    expect(await ask({ idleTimeout: 150 })).toMatchObject({
      code: 'unavailable',
      retryable: true,
      partial: '{"lines":[',
    })
  })

  it('with the body of an error: unavailable', async () => {
    server.answers.push(response => {
      response.writeHead(429, { 'content-type': 'application/json' })
      response.write('{"error":')
    })
    expect(await ask({ firstByteTimeout: 150 })).toMatchObject({ code: 'unavailable', retryable: true })
  })

  it('but steady: is waited for, longer than for the first byte', async () => {
    server.answers.push(response => slowly(response, 30, to => completeAnswer(to, whole)))
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

  it('is let go of at once when it refuses and talks on', async () => {
    let closed = false
    server.answers.push(response => {
      response.on('close', () => {
        closed = true
      })
      openStream(response)({ candidates: [{ finishReason: 'SAFETY' }] })
    })
    expect(await ask()).toMatchObject({ code: 'refused' })
    await expect.poll(() => closed).toBe(true)
  })

  it('or is not there at all: unavailable', async () => {
    await server.close()
    expect(await ask()).toMatchObject({ code: 'unavailable', retryable: true })
  })
})
