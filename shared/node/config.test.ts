import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig, readSettings } from './config.ts'

const needed = { DATABASE_URL: 'postgres://a:b@localhost/c', AUTH_SECRET: 'x'.repeat(32) }

describe('settings', () => {
  it('have defaults for all that npm start needs', () => {
    expect(readSettings({})).toMatchObject({ PORT: 4000, HOST: '127.0.0.1', DATA_DIR: '.data', LOCAL_MODE: false })
  })

  it('count as unset when they are empty', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' })).not.toHaveProperty('DATABASE_URL')
  })

  it('list every mistake at once, by name', () => {
    const read = () => readSettings({ PORT: '99999', AUTH_SECRET: 'short', PUBLIC_URL: 'not an address' })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(/3 mistake\(s\)/)
    for (const mistake of [/PORT:/, /PUBLIC_URL:/, /AUTH_SECRET: needs at least 32 characters/])
      expect(read).toThrow(mistake)
  })

  it('of a process alone must name database and secret', () => {
    expect(() => readConfig({})).toThrow(/Set DATABASE_URL and AUTH_SECRET, or run `npm start`/)
    expect(readConfig(needed).url).toBe('http://127.0.0.1:4000')
  })

  it('give the address that people use', () => {
    expect(readConfig({ ...needed, PUBLIC_URL: 'https://film.example/' }).url).toBe('https://film.example')
    expect(readConfig({ ...needed, HOST: '::1' }).url).toBe('http://[::1]:4000')
    expect(readConfig({ ...needed, HOST: '0.0.0.0', PORT: '80' }).url).toBe('http://localhost:80')
  })
})
