import { Hono } from 'hono'
import { z } from 'zod'
import { PICTURE_SIZES } from '../../shared/core/media/picture.ts'
import { findPicture, pictureBytes } from '../../shared/node/media.ts'
import { Thumbnails } from '../media/thumbnails.ts'
import { notFound } from './errors.ts'
import type { HttpEnv, Platform } from './platform.ts'

const asked = z.object({ size: z.enum(Object.keys(PICTURE_SIZES) as (keyof typeof PICTURE_SIZES)[]).optional() })

/** /api/media: pictures, for whoever may see a project or a library that shows them; `size`: a smaller copy, for lists. */
export function mediaRoutes({ sql, objects, log }: Pick<Platform, 'sql' | 'objects' | 'log'>): Hono<HttpEnv> {
  const thumbnails = new Thumbnails({ sql, objects, log })
  return new Hono<HttpEnv>().get('/:id', async c => {
    const id = c.req.param('id')
    const { size } = asked.parse(c.req.query())
    const picture = await findPicture(sql, c.var.person.id, id)
    if (!picture) throw notFound()
    const content = size ? null : await pictureBytes(sql, objects, id)
    const shown = size ? await thumbnails.get(id, picture, size) : content && { type: picture.type, content }
    if (!shown) throw notFound()
    // an id never stands for other bytes
    c.header('cache-control', 'private, max-age=31536000, immutable')
    c.header('content-type', shown.type)
    return c.body(new Uint8Array(shown.content))
  })
}
