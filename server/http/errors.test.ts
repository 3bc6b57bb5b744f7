import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createLog } from '../../shared/node/log.ts'
import { Refusal } from '../sync/refusal.ts'
import { onError } from './errors.ts'

test('a document that is read anew just now is no fault of the server: it says so, and to try again', async () => {
  const app = new Hono()
  app.onError(onError(createLog('test', 'silent')))
  app.get('/', () => {
    throw new Refusal('restarting', 'The document was locked elsewhere. Try again.')
  })
  const answer = await app.request('/')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({
    error: { code: 'restarting', message: 'The document was locked elsewhere. Try again.' },
  })
})
