import { describe, expect, it } from 'vitest'
import { type Identity, makeSyncToken, readSyncToken } from './syncToken.ts'

const secret = 'a secret of at least thirty-two characters'
const ada: Identity = { kind: 'person', id: 'ada', name: 'Ada' }

describe('a sync token', () => {
  it('carries the identity it was made for', () => {
    const { token, expiresAt } = makeSyncToken(secret, ada, 60)
    expect(readSyncToken(secret, token)).toEqual(ada)
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 50_000)
  })

  it('is worth nothing once it has expired', () => {
    expect(readSyncToken(secret, makeSyncToken(secret, ada, -1).token)).toBeNull()
  })

  it('is worth nothing under another secret, or changed, or made up', () => {
    const { token } = makeSyncToken(secret, ada)
    expect(readSyncToken('another secret of thirty-two characters', token)).toBeNull()
    const [body = '', signature = ''] = token.split('.')
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('ada', 'bob')).toString('base64url')
    for (const bad of ['', '.', 'x', `${forged}.${signature}`, `${body}.`, `${token}.x`, body])
      expect(readSyncToken(secret, bad)).toBeNull()
  })
})
