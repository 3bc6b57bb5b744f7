import type { Config } from '../shared/node/config.ts'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** Is this an address that only this machine can reach? */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** The origins a browser may call us from: our address, and on the loopback each of its names. */
export function ownOrigins(config: Pick<Config, 'url' | 'HOST' | 'PORT'>): string[] {
  const origins = new Set([new URL(config.url).origin])
  if (isLoopback(config.HOST)) for (const name of LOOPBACK_NAMES) origins.add(`http://${name}:${config.PORT}`)
  return [...origins]
}

/**
 * Does a request with this Origin come from our own pages? Same host as the request's counts too: a server bound to all
 * interfaces is called by many names, and a foreign page cannot choose the Host that its victim's browser sends.
 */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  config: Pick<Config, 'url' | 'HOST' | 'PORT'>,
): boolean {
  if (ownOrigins(config).includes(origin)) return true
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
