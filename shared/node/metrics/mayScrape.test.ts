import { describe, expect, test } from 'vitest'
import { refuseScrape } from './mayScrape.ts'

const OWN = { TRUST_PROXY: false }
const TOKEN = { ...OWN, METRICS_TOKEN: 'a-token-for-Prometheus' }
const near = (headers: Record<string, string> = {}) => new Headers({ host: 'localhost:4000', ...headers })
const statusOf = (...asked: Parameters<typeof refuseScrape>) => refuseScrape(...asked)?.status ?? 200

describe('who may read the metrics', () => {
  test('without a token: programs on this machine, which call it by its own name', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(statusOf(OWN, near(), address)).toBe(200)
    expect(statusOf(OWN, near({ host: '[::1]:4000' }), '::1')).toBe(200)
    expect(statusOf(OWN, near(), '10.0.0.7')).toBe(403)
    expect(statusOf(OWN, near(), undefined)).toBe(403)
    expect(statusOf(OWN, near({ host: 'evil.example:4000' }), '127.0.0.1')).toBe(403)
    expect(statusOf(OWN, near({ 'x-forwarded-for': '10.0.0.7' }), '127.0.0.1')).toBe(403)
    expect(statusOf(OWN, near({ cookie: 'aiuteur.session_token=x' }), '10.0.0.7')).toBe(403)
  })

  test('not on a machine where a proxy brings everybody to the loopback', () => {
    expect(statusOf({ ...OWN, PUBLIC_URL: 'https://film.example' }, near(), '127.0.0.1')).toBe(403)
    expect(statusOf({ TRUST_PROXY: true }, near(), '127.0.0.1')).toBe(403)
  })

  test('with a token: whoever shows it, from anywhere, and nobody else', () => {
    const shows = (token: string) => near({ host: 'film.example', authorization: `Bearer ${token}` })
    expect(statusOf(TOKEN, shows(TOKEN.METRICS_TOKEN), '10.0.0.7')).toBe(200)
    expect(statusOf(TOKEN, shows('another'), '127.0.0.1')).toBe(401)
    expect(statusOf(TOKEN, near(), '127.0.0.1')).toBe(401)
    expect(statusOf(TOKEN, near({ cookie: `token=${TOKEN.METRICS_TOKEN}` }), '127.0.0.1')).toBe(401)
  })
})
