import type { Config } from '../shared/node/config.ts'
import { isLoopback } from '../shared/node/loopback.ts'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** The origins a browser may call us from: our address, and on the loopback each of its names. */
export function ownOrigins(config: Pick<Config, 'url' | 'HOST' | 'PORT'>): string[] {
  const origins = new Set([new URL(config.url).origin])
  if (isLoopback(config.HOST)) for (const name of LOOPBACK_NAMES) origins.add(`http://${name}:${config.PORT}`)
  return [...origins]
}

/**
 * Does a request with this Origin come from our own pages? Outside of local mode the same host as the request's counts
 * too: a server bound to all interfaces is called by many names, and a foreign page cannot choose the Host that its
 * visitor's browser sends. In local mode a foreign name for this machine would be DNS rebinding.
 */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  config: Pick<Config, 'url' | 'HOST' | 'PORT' | 'LOCAL_MODE'>,
): boolean {
  if (ownOrigins(config).includes(origin)) return true
  if (config.LOCAL_MODE || host === undefined) return false
  return origin === `http://${host}` || origin === `https://${host}`
}
