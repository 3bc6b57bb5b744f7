import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personWith, startTestServer, type TestPerson, type TestServer } from '../factories.ts'

let folder: string
let server: TestServer
let browser: TestPerson
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Aiuteur</title>')
  await writeFile(join(folder, 'assets/main-a1b2.js'), 'console.log(1)')
  server = await startTestServer({ clientFolder: folder })
  browser = personWith(server, '')
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

describe('the built client', () => {
  test('every address of the client gets its page, which is asked for again each time', async () => {
    for (const path of ['/', '/p/abc/script', '/join?key=abc']) {
      const answer = await browser.call('GET', path)
      expect(answer.body).toContain('<title>Aiuteur</title>')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
  })

  test('hashed files are kept for ever, and a missing one is not the page', async () => {
    const script = await browser.call('GET', '/assets/main-a1b2.js')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await browser.call('GET', '/assets/main-0000.js')).status).toBe(404)
  })

  test('an unchanged page is not sent twice', async () => {
    const etag = (await browser.call('GET', '/')).headers.get('etag') ?? ''
    expect((await browser.call('GET', '/', undefined, { 'if-none-match': etag })).status).toBe(304)
  })

  test('no path leads out of the folder', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '//etc/passwd', '/assets/..%2f..%2fpackage.json', '/%00'])
      expect(String((await browser.call('GET', path)).body)).not.toMatch(/root:|"aiuteur"/)
  })

  test('before the first build the page says what to run', async () => {
    const bare = await startTestServer()
    const answer = await personWith(bare, '').call('GET', '/')
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('npm run build')
    await bare.stop()
  })
})
