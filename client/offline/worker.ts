import { type Shell, ShellCache, wayOf } from './shell.ts'

/** The service worker: opens the pages without a network. It knows nothing of what they show. */

/** Put in by the build. */
declare const __SHELL__: Shell

/** The few things of a service worker that we use; TypeScript's own declarations exclude those of pages. */
interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Fetching extends Event {
  request: Request
  respondWith(answer: Promise<Response>): void
}
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
const scope = globalThis as unknown as Scope
const { origin } = location
const shell = new ShellCache(__SHELL__, caches, request => fetch(request))

// a new build takes over at once: without a network nobody is to get an editor older than the one they had
scope.addEventListener('install', event => event.waitUntil(shell.install(origin).then(() => scope.skipWaiting())))
scope.addEventListener('activate', event => event.waitUntil(shell.sweep().then(() => scope.clients.claim())))
scope.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return
  const way = wayOf(url.pathname, request.mode === 'navigate')
  if (way !== 'live') event.respondWith(shell.answer(request, way))
})
