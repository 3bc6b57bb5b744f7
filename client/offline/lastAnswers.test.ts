import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { askOrRecall, askSession, forgetAnswers } from './lastAnswers.ts'

const stored = new Map<string, string>()
/** What the server answers: a body, a status without one, or nothing at all. */
let answer: unknown = null

beforeEach(() => {
  stored.clear()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  }
  // the keys of a browser's storage are properties of it
  const ownKeys = () => [...stored.keys()]
  const getOwnPropertyDescriptor = () => ({ enumerable: true, configurable: true })
  vi.stubGlobal('localStorage', new Proxy(storage, { ownKeys, getOwnPropertyDescriptor }))
  vi.stubGlobal('location', { pathname: '/', search: '' })
  vi.stubGlobal('fetch', async () => {
    if (answer === null) throw new TypeError('Failed to fetch')
    return typeof answer === 'number' ? new Response('{}', { status: answer }) : Response.json(answer)
  })
})
afterEach(() => vi.unstubAllGlobals())

const named = z.object({ name: z.string() })
const ask = () => askOrRecall('/api/projects/1', named)
const sessionOf = (id: string | null) => ({ user: id && { id, name: id, email: '' }, local: true, mail: false })

test('the last answer is given while the server cannot be reached', async () => {
  answer = null
  await expect(ask()).rejects.toThrow('could not be reached')
  answer = { name: 'Pilot' }
  await ask()
  for (const away of [null, 503]) {
    answer = away
    expect(await ask()).toEqual({ name: 'Pilot' })
  }
})

test('a refusal is given as it is, and forgets what was said before', async () => {
  answer = { name: 'Pilot' }
  await ask()
  answer = 404
  await expect(ask()).rejects.toMatchObject({ status: 404 })
  answer = null
  await expect(ask()).rejects.toThrow('could not be reached')
})

test('another account, or none, finds nothing of what the last one was told', async () => {
  for (const next of ['ben', null]) {
    answer = sessionOf('ana')
    await askSession()
    answer = { name: 'Ana’s film' }
    await ask()
    answer = sessionOf(next)
    await askSession()
    answer = null
    await expect(ask()).rejects.toThrow('could not be reached')
    expect((await askSession()).user?.id).toBe(next ?? undefined)
  }
})

test('after signing out nobody is signed in without a network', async () => {
  answer = sessionOf('ana')
  await askSession()
  forgetAnswers()
  answer = null
  await expect(askSession()).rejects.toThrow('could not be reached')
})

test('works as without it where the browser stores nothing', async () => {
  vi.stubGlobal('localStorage', undefined)
  answer = { name: 'Pilot' }
  expect(await ask()).toEqual({ name: 'Pilot' })
  answer = null
  await expect(ask()).rejects.toThrow('could not be reached')
})
