import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('neither keys nor the words of a story get into the log', () => {
  const written: string[] = []
  const log = createLog('test', 'info', [], { write: line => void written.push(line) })
  const error = Object.assign(new Error('cut off'), { partial: 'Once upon a time' })
  log.warn({ err: error, apiKey: 'sk-secret', headers: { authorization: 'Bearer x' } }, 'an attempt failed')
  expect(written.join()).toContain('cut off')
  for (const word of ['Once upon', 'sk-secret', 'Bearer']) expect(written.join()).not.toContain(word)
})
