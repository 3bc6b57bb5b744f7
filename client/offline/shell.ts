/** What one build of the pages consists of. Made by the build, see shellPlugin.ts. */
export interface Shell {
  /** Different for every build. */
  version: string
  files: readonly ShellFile[]
}

export interface ShellFile {
  path: string
  /** As in `integrity`: a server that has a newer build by now must not mix its files with ours. */
  integrity: string
}

export const PAGE = '/index.html'
const PREFIX = 'aiuteur shell '
const HASHED = '/assets/'
/** Answers of the server are never kept here, and what is typed goes by the socket. */
const LIVE = /^\/(api|sync)(\/|$)/

export type Way =
  /** The page itself: the server's if it answers, so that nobody stays with an old editor; else the kept one. */
  | 'page'
  /** Named by its content: the kept one is the right one. */
  | 'kept-first'
  | 'server-first'
  /** None of our business. */
  | 'live'

/** How a request of our own origin is answered. */
export function wayOf(path: string, isNavigation: boolean): Way {
  if (LIVE.test(path)) return 'live'
  if (isNavigation) return 'page'
  return path.startsWith(HASHED) ? 'kept-first' : 'server-first'
}

/**
 * The pages of the last builds, kept in this browser: they open without a network. The build before the newest is kept too,
 * because tabs that were opened with it still load parts of it, which the server no longer has.
 */
export class ShellCache {
  readonly #shell: Shell
  readonly #caches: CacheStorage
  readonly #fetch: (request: Request) => Promise<Response>

  constructor(shell: Shell, caches: CacheStorage, fetch: (request: Request) => Promise<Response>) {
    this.#shell = shell
    this.#caches = caches
    this.#fetch = fetch
  }

  get #name(): string {
    return PREFIX + this.#shell.version
  }

  /** Keeps the whole build, or nothing. `origin`: ours, to make addresses of paths. */
  async install(origin: string): Promise<void> {
    const cache = await this.#caches.open(this.#name)
    const requests = this.#shell.files.map(
      ({ path, integrity }) =>
        new Request(new URL(path, origin), { integrity, cache: path.startsWith(HASHED) ? 'default' : 'no-cache' }),
    )
    try {
      await cache.addAll(requests)
    } catch (error) {
      await this.#caches.delete(this.#name)
      throw error
    }
  }

  /** Removes what builds before the last left. */
  async sweep(): Promise<void> {
    const others = (await this.#caches.keys()).filter(name => name.startsWith(PREFIX) && name !== this.#name)
    await Promise.all(others.slice(0, -1).map(name => this.#caches.delete(name)))
  }

  async answer(request: Request, way: Exclude<Way, 'live'>): Promise<Response> {
    if (way === 'kept-first') return (await this.#kept(request.url)) ?? this.#fetch(request)
    const kept = () => this.#kept(way === 'page' ? new URL(PAGE, request.url).href : request.url)
    let answer: Response
    try {
      answer = await this.#fetch(request)
    } catch (error) {
      const found = await kept()
      if (found) return found
      throw error
    }
    // a proxy answers for a server that is away
    return answer.status < 500 ? answer : ((await kept()) ?? answer)
  }

  /** From this build, else from the one before. */
  async #kept(url: string): Promise<Response | undefined> {
    const ours = await this.#caches.match(url, { cacheName: this.#name })
    return ours ?? (await this.#caches.match(url))
  }
}
