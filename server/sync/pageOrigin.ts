import type { Config } from '../../shared/node/config.ts'

/** Hosts by which a browser reaches this machine itself; a foreign name here would be DNS rebinding. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * May a page of this Origin open a socket here? Pages of our own address may, and those of the host that the request
 * itself names; in local mode this must be a loopback address. A request without Origin comes from a program, which must bring a token.
 */
export function isOwnOrigin(
  config: Pick<Config, 'url' | 'LOCAL_MODE' | 'HOST'>,
  origin: string,
  host: string | undefined,
): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  if (from.origin === new URL(config.url).origin) return true
  if (from.host !== host) return false
  // a server bound to all interfaces has many names; on the loopback a foreign one would be DNS rebinding
  return !config.LOCAL_MODE || LOOPBACK.has(from.hostname) || from.hostname === config.HOST
}
