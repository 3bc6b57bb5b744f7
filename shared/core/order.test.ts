import { describe, expect, it } from 'vitest'
import { firstKeys, isOrderKey, keyAfter, LAST_KEY } from './order.ts'

describe('order keys', () => {
  it('every key that is made is one, and others can be made next to it', () => {
    const keys = firstKeys(200)
    for (let i = 0; i < 500; i++) {
      const after = keys[(i * 7) % keys.length] ?? null
      keys.push(keyAfter(keys.toSorted(), i % 10 === 0 ? null : after))
    }
    expect(keys.every(isOrderKey)).toBe(true)
  })

  it('what no key can be put next to is none', () => {
    for (const value of ['', 'a', 'a00', 'b1', '!', LAST_KEY, `A${'0'.repeat(26)}`, 7, undefined])
      expect(isOrderKey(value)).toBe(false)
    expect(['a0', 'b10', 'a0V', 'Zz'].every(isOrderKey)).toBe(true)
  })
})
