import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readTraceparent } from '../../shared/node/scope.ts'
import { ApiError, anything, api } from './request.ts'

const answers: Record<string, [number, string]> = {
  '/good': [200, '{"name":"Pilot"}'],
  '/empty': [204, ''],
  '/refused': [403, '{"error":{"code":"not-allowed","message":"Only the owner can archive it."}}'],
  '/auth': [401, '{"code":"INVALID_EMAIL_OR_PASSWORD","message":"Invalid email or password"}'],
  '/broken': [502, '<html>Bad gateway</html>'],
  '/newer': [200, '{"title":"Pilot"}'],
  '/html': [200, '<html></html>'],
}
const traceparents: (string | undefined)[] = []
const server = createServer((request, response) => {
  traceparents.push(request.headers.traceparent?.toString())
  const [status, body] = answers[request.url ?? ''] ?? [404, '']
  response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? undefined : body)
})
let base = ''

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const named = z.object({ name: z.string() })
const refusalOf = async (path: string): Promise<ApiError> => {
  const error: unknown = await api.get(path, named).catch((reason: unknown) => reason)
  if (error instanceof ApiError) return error
  throw new Error(`${path} was not refused`)
}

test('a good answer comes back parsed', async () => {
  expect(await api.get(`${base}/good`, named)).toEqual({ name: 'Pilot' })
})

test('each thing that a person does begins a trace of its own; reading begins none', async () => {
  traceparents.length = 0
  for (const _ of [1, 2]) await api.post(`${base}/empty`, {}, anything)
  await api.get(`${base}/good`, named)
  const [first, second, read] = traceparents
  expect([readTraceparent(first), readTraceparent(second), read]).toEqual([
    expect.any(Object),
    expect.any(Object),
    undefined,
  ])
  expect(first).not.toBe(second)
})

test('an answer without a body is fine where nobody asked for one', async () => {
  expect(await api.post(`${base}/empty`, {}, anything)).toBeNull()
})

test('a refusal keeps the server’s code and sentence', async () => {
  expect(await refusalOf(`${base}/refused`)).toMatchObject({
    code: 'not-allowed',
    message: 'Only the owner can archive it.',
    status: 403,
  })
})

test('refusals of the sign-in are read as well', async () => {
  expect(await refusalOf(`${base}/auth`)).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD', status: 401 })
})

test('an error without words becomes a sentence, and is worth another try', async () => {
  const error = await refusalOf(`${base}/broken`)
  expect(error.message).toContain('502')
  expect(error.unreachable).toBe(true)
})

test.each(['/newer', '/html'])('an answer that cannot be read (%s) asks for a reload', async path => {
  expect(await refusalOf(`${base}${path}`)).toMatchObject({ code: 'unreadable' })
})

test('a server that is away is said to be away', async () => {
  const error = await refusalOf('http://127.0.0.1:1/nobody')
  expect(error).toMatchObject({ code: 'unreachable', status: 0, unreachable: true })
  expect(error.message).toContain('still here')
})
