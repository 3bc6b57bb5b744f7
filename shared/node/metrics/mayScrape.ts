import { createHash, timingSafeEqual } from 'node:crypto'
import type { Config } from '../config.ts'
import { isLoopback, wasForwarded } from '../loopback.ts'

type Settings = Pick<Config, 'METRICS_TOKEN' | 'PUBLIC_URL' | 'TRUST_PROXY'>

/** Why somebody may not read the metrics. */
export interface NoScrape {
  status: 401 | 403
  code: string
  message: string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/**
 * May this request read the metrics? With METRICS_TOKEN whoever shows it may, and nobody else. Without it programs on this
 * machine may, which call it by its own name (a page whose name was pointed here has another Host), unless a proxy brings
 * the world to the loopback. A cookie never counts. Null: it may.
 */
export function refuseScrape(settings: Settings, headers: Headers, address: string | undefined): NoScrape | null {
  const { METRICS_TOKEN, PUBLIC_URL, TRUST_PROXY } = settings
  if (METRICS_TOKEN !== undefined) {
    const shown = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
    if (shown !== undefined && isSame(shown, METRICS_TOKEN)) return null
    return { status: 401, code: 'token-needed', message: 'Show METRICS_TOKEN as a bearer token to read the metrics.' }
  }
  const called = (headers.get('host') ?? '').replace(/:\d+$/, '')
  const isNear = isLoopback((address ?? '').replace(/^::ffff:/, '')) && isLoopback(called) && !wasForwarded(headers)
  if (isNear && PUBLIC_URL === undefined && !TRUST_PROXY) return null
  return {
    status: 403,
    code: 'not-allowed',
    message: 'Without METRICS_TOKEN the metrics are read on the machine itself. Set it to read them from here.',
  }
}
