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

  it('name what is missing for the provider that is to answer, together with every other mistake', () => {
    const mistakes = (env: Record<string, string>) => {
      try {
        readSettings(env)
      } catch (error) {
        return error instanceof ConfigError ? error.message.split('\n').slice(1) : [error]
      }
      return []
    }
    expect(mistakes({ TEXT_PROVIDER: 'google', OPENAI_API_KEY: 'sk-test', PORT: '0' })).toEqual([
      expect.stringMatching(/^ {2}PORT: /),
      '  TEXT_PROVIDER: is google, which needs GOOGLE_API_KEY',
    ])
    expect(mistakes({ TEXT_PROVIDER: 'openai', GOOGLE_API_KEY: 'AIza' })).toEqual([
      '  TEXT_PROVIDER: is openai, which needs OPENAI_API_KEY',
    ])
    expect(mistakes({ TEXT_PROVIDER: 'gemini' })).toEqual([expect.stringMatching(/^ {2}TEXT_PROVIDER: .*google/)])
    expect(mistakes({ GOOGLE_BASE_URL: 'http://localhost:1' })).toEqual([
      expect.stringMatching(/^ {2}GOOGLE_BASE_URL: needs GOOGLE_API_KEY as well/),
    ])
    const right: Record<string, string>[] = [
      { TEXT_PROVIDER: 'google', GEMINI_API_KEY: 'AIza' },
      { TEXT_PROVIDER: 'offline', GOOGLE_BASE_URL: 'http://localhost:1' },
      { TEXT_PROVIDER: 'google', GOOGLE_API_KEY: 'AIza', OPENAI_BASE_URL: 'http://localhost:1' },
    ]
    for (const env of right) expect(mistakes(env)).toEqual([])
  })

  it('refuse keys and addresses that would be quoted in an error, without quoting them', () => {
    const secret = 'AIza-secret'
    for (const env of [
      { GOOGLE_API_KEY: `${secret}\nline` },
      { OPENAI_API_KEY: `${secret}’` },
      { OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: `https://me:${secret}@models.example/v1` },
      { GOOGLE_API_KEY: 'AIza', GOOGLE_BASE_URL: `ftp://${secret}` },
    ]) {
      expect(() => readSettings(env)).toThrow(/1 mistake\(s\)/)
      expect(() => readSettings(env)).not.toThrow(secret)
    }
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
