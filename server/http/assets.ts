import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { SHEET_LIMITS } from '../../shared/core/assets/sheet.ts'
import { cleanName, clipped } from '../../shared/core/text/storable.ts'
import { requireRole } from '../access.ts'
import { importIntoAssets } from '../import/intoAssets.ts'
import { ApiError } from './errors.ts'
import { askedPlace } from './place.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** Bytes that a form has around its file. */
const FORM = 4096
const tooLarge = (): ApiError =>
  new ApiError(
    413,
    'too-large',
    `An asset sheet has at most ${SHEET_LIMITS.bytes / 1024 / 1024} MB. Nothing was added. Split it.`,
  )
const limited = bodyLimit({
  maxSize: SHEET_LIMITS.bytes + FORM,
  onError: () => {
    throw tooLarge()
  },
})

/** A request with a body that may be large. */
export const SHEET_PATH = /^\/api\/projects\/[^/]+\/assets\/sheet$/

/** /api/projects/:id/assets: definitions that come with a screenplay. */
export function assetRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.post('/:id/assets/sheet', limited, async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, id, 'project.import')
    const { timelineId } = await askedPlace(c, sql, id)
    const { file } = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
    if (!(file instanceof File))
      throw new ApiError(400, 'file-needed', 'Send the sheet as multipart form data, in a field called “file”.')
    if (file.size > SHEET_LIMITS.bytes) throw tooLarge()
    // the end of a name says what the file is
    const name = clipped(cleanName(file.name.slice(-200)), 200)
    const bytes = new Uint8Array(await file.arrayBuffer())
    return c.json(
      await importIntoAssets({ sql, sync }, timelineId, { name, bytes }, { id: person.id, name: person.name }),
    )
  })

  return routes
}
