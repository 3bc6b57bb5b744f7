import { expect, test } from 'vitest'
import { createTestDatabase } from '../integration/postgres.ts'
import { revoked } from './revoked.ts'

test('a session that ends in mid-edit closes its socket by name; what was called saved is durable, nothing after counts', async () => {
  const { counts, closed } = await revoked({ url: await createTestDatabase() })
  expect(closed).toEqual({ code: 4401, reason: 'sign-in-needed' })
  expect(counts).toMatchObject({ 'closed within 5 s': 1, 'of these lost': 0, 'edits taken after the end': 0 })
  expect(counts['edits called saved before']).toBeGreaterThan(10)
})
