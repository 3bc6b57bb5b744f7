import { createMiddleware } from 'hono/factory'
import type { Config } from '../../shared/node/config.ts'
import { isOwnOrigin } from '../origins.ts'
import { ApiError } from './errors.ts'
import type { HttpEnv } from './platform.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that a page of another site asks for in its visitor's name. Browsers send Origin with every change;
 * programs send none and have no visitor's cookie to misuse.
 */
export const ownOriginOnly = (config: Config) =>
  createMiddleware<HttpEnv>(async (c, next) => {
    const origin = c.req.header('origin')
    const foreign =
      origin !== undefined
        ? !isOwnOrigin(origin, c.req.header('host'), config)
        : ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')
    if (foreign && !READING.has(c.req.method))
      throw new ApiError(403, 'foreign-origin', 'This request came from a page of another site. Nothing was changed.')
    await next()
  })
