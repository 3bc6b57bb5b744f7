import { describe, expect, it } from 'vitest'
import { isLoopback } from '../shared/node/loopback.ts'
import { isOwnOrigin, ownOrigins } from './origins.ts'

const local = { url: 'http://127.0.0.1:4000', HOST: '127.0.0.1', PORT: 4000, LOCAL_MODE: true }
const everywhere = { url: 'http://localhost:4000', HOST: '0.0.0.0', PORT: 4000, LOCAL_MODE: false }

describe('our own pages', () => {
  it('on the loopback have each of its names, with our port only', () => {
    expect(ownOrigins(local)).toEqual(['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000'])
    expect(isOwnOrigin('http://localhost:4001', 'localhost:4001', local)).toBe(false)
  })

  it('in local mode are not those of a foreign name that points here', () => {
    expect(isOwnOrigin('http://rebound.example:4000', 'rebound.example:4000', local)).toBe(false)
  })

  it('on all interfaces are those of the name that the request itself used', () => {
    expect(isOwnOrigin('http://192.168.1.5:4000', '192.168.1.5:4000', everywhere)).toBe(true)
    expect(isOwnOrigin('http://192.168.1.5:4000', '192.168.1.6:4000', everywhere)).toBe(false)
    expect(isOwnOrigin('null', undefined, everywhere)).toBe(false)
  })

  it('know the loopback from every other address', () => {
    expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].map(isLoopback)).toEqual([true, true, true, true])
    expect(['0.0.0.0', '10.0.0.1', '::', '127.evil.example'].map(isLoopback)).toEqual([false, false, false, false])
  })
})
