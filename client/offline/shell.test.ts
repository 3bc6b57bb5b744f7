import { expect, test } from 'vitest'
import { PAGE, type Shell, ShellCache, wayOf } from './shell.ts'

const ORIGIN = 'https://studio.example'

/** As much of the browser's caches as the shell uses. `serve` is the network. */
function browser(serve: (path: string) => Response) {
  const kept = new Map<string, Map<string, Response>>()
  const fetch = async (request: Request) => serve(new URL(request.url).pathname)
  const caches = {
    open: async (name: string) => {
      const files = kept.get(name) ?? new Map<string, Response>()
      kept.set(name, files)
      return {
        addAll: async (requests: Request[]) => {
          const answers = await Promise.all(requests.map(fetch))
          if (answers.some(answer => !answer.ok)) throw new TypeError('A file is not there.')
          for (const [i, answer] of answers.entries()) files.set(requests[i]?.url ?? '', answer)
        },
      }
    },
    delete: async (name: string) => kept.delete(name),
    keys: async () => [...kept.keys()],
    match: async (url: string, { cacheName }: { cacheName?: string } = {}) => {
      const from = cacheName === undefined ? [...kept.values()] : [kept.get(cacheName)]
      return from.map(files => files?.get(url)).find(found => found !== undefined)
    },
  } as unknown as CacheStorage
  return { kept, shell: (shell: Shell) => new ShellCache(shell, caches, fetch) }
}

/** A server whose build can be changed, and which can go away. */
function server() {
  const state = { build: 'one', answers: 200 }
  const serve = (path: string): Response => {
    if (state.answers === 0) throw new TypeError('Failed to fetch')
    const isThere = !path.startsWith('/assets/') || path.includes(state.build)
    return new Response(`${path} of ${state.build}`, { status: isThere ? state.answers : 404 })
  }
  return { state, ...browser(serve) }
}

const shellOf = (build: string): Shell => ({
  version: build,
  files: [PAGE, '/theme.js', `/assets/page-${build}.js`].map(path => ({ path, integrity: '' })),
})
const page = new Request(`${ORIGIN}/p/1/script`)
const file = (build: string) => new Request(`${ORIGIN}/assets/page-${build}.js`)

test('pages, their files, and what must always come from the server are told apart', () => {
  expect(wayOf('/', true)).toBe('page')
  expect(wayOf('/p/1/script', true)).toBe('page')
  expect(wayOf('/assets/page-one.js', false)).toBe('kept-first')
  expect(wayOf('/theme.js', false)).toBe('server-first')
  for (const path of ['/api', '/api/session', '/api/projects/1/export', '/sync']) {
    expect(wayOf(path, false)).toBe('live')
    expect(wayOf(path, true)).toBe('live')
  }
})

test('the page is the server’s while it answers, and the kept one when it does not', async () => {
  const { state, shell } = server()
  const one = shell(shellOf('one'))
  await one.install(ORIGIN)
  state.build = 'two'
  expect(await (await one.answer(page, 'page')).text()).toBe('/p/1/script of two')
  for (const answers of [0, 502]) {
    state.answers = answers
    const kept = await one.answer(page, 'page')
    expect(await kept.clone().text()).toBe(`${PAGE} of one`)
  }
})

test('without a network the newest build opens, and tabs of the build before it find their files', async () => {
  const { state, shell, kept } = server()
  for (const build of ['one', 'two', 'three']) {
    state.build = build
    await shell(shellOf(build)).install(ORIGIN)
    await shell(shellOf(build)).sweep()
  }
  expect([...kept.keys()]).toEqual(['aiuteur shell two', 'aiuteur shell three'])
  const three = shell(shellOf('three'))
  expect(await (await three.answer(file('two'), 'kept-first')).text()).toBe('/assets/page-two.js of two')
  state.answers = 0
  expect(await (await three.answer(page, 'page')).text()).toBe(`${PAGE} of three`)
  await expect(three.answer(file('one'), 'kept-first')).rejects.toThrow('Failed to fetch')
})

test('a build that is not there as a whole is not kept, and the one before stays', async () => {
  const { state, shell, kept } = server()
  const one = shell(shellOf('one'))
  await one.install(ORIGIN)
  state.build = 'three' // the server was updated again meanwhile
  await expect(shell(shellOf('two')).install(ORIGIN)).rejects.toThrow('A file is not there.')
  expect([...kept.keys()]).toEqual(['aiuteur shell one'])
})

test('what nobody kept fails as it would without a service worker', async () => {
  const { state, shell } = server()
  const one = shell(shellOf('one'))
  state.answers = 0
  await expect(one.answer(page, 'page')).rejects.toThrow('Failed to fetch')
  state.answers = 503
  expect((await one.answer(page, 'page')).status).toBe(503)
})
