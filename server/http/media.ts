import { Hono } from 'hono'
import { readMedia } from '../../shared/node/media.ts'
import { notFound } from './errors.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** /api/media: pictures, for whoever may see a project or a library that shows them. */
export function mediaRoutes({ sql, objects }: Pick<Platform, 'sql' | 'objects'>): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/:id', async c => {
    const picture = await readMedia(sql, objects, c.var.person.id, c.req.param('id'))
    if (!picture) throw notFound()
    // an id never stands for other bytes
    c.header('cache-control', 'private, max-age=31536000, immutable')
    c.header('content-type', picture.type)
    return c.body(new Uint8Array(picture.content))
  })
}
