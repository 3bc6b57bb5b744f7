import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { copyRequest, makeLibraryAsset, patchLibraryAsset, promoteAsset } from '../../shared/core/api/library.ts'
import { ASSET_KINDS } from '../../shared/core/assets/assets.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import { PICTURE_LIMITS, PictureError } from '../../shared/core/media/picture.ts'
import { findPlace } from '../../shared/node/timelines.ts'
import { allow, requireRole } from '../access.ts'
import {
  changeAsset,
  changePicture,
  makeAsset,
  readLibraryAsset,
  readLibraryRow,
  searchLibrary,
  shelfOf,
} from '../library/assets.ts'
import { copyToTimeline, takeOut } from '../library/copy.ts'
import { promote } from '../library/promote.ts'
import { deleteAsset, restoreAsset } from '../library/remove.ts'
import { copiesOn } from '../library/uses.ts'
import { ApiError, notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** Bytes that a form has around its file. */
const FORM = 4096
const limited = bodyLimit({
  maxSize: PICTURE_LIMITS.bytes + FORM,
  onError: () => {
    throw new PictureError('too-large')
  },
})

/** A request with a body that may be large. */
export const PICTURE_PATH = /^\/api\/library\/[^/]+\/picture$/

/** What `whose` in the address stands for when it is no id of an organisation. */
const OWN = 'own'

/** /api/library: assets of the organisations of an account, and its own. */
export function libraryRoutes({ sql, sync, objects }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/', async c => {
    const { person } = c.var
    const { q = '', kind, whose, deleted, skip } = c.req.query()
    const from = Number(skip ?? 0)
    const search = {
      query: q.slice(0, LIBRARY_LIMITS.query),
      kind: ASSET_KINDS.find(one => one === kind) ?? null,
      shelf: whose === undefined ? null : shelfOf(whose === OWN ? null : whose, person.id),
      deleted: deleted !== undefined,
      skip: Number.isSafeInteger(from) && from > 0 ? from : 0,
    }
    return c.json(await searchLibrary(sql, person.id, search))
  })

  routes.post('/', async c => {
    const { person } = c.var
    const made = await bodyAs(c, makeLibraryAsset)
    if (made.organisationId !== null)
      await allow(sql, person.id, 'library.write', { organisation: made.organisationId })
    const id = await sql.begin(tx => makeAsset(tx, person, made))
    return c.json(await readLibraryAsset(sql, person.id, id), 201)
  })

  routes.get('/:id', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'library.read', { libraryAsset: id })
    return c.json(await readLibraryAsset(sql, c.var.person.id, id))
  })

  routes.patch('/:id', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'library.write', { libraryAsset: id })
    const change = await bodyAs(c, patchLibraryAsset)
    await sql.begin(tx => changeAsset(tx, person, id, change))
    return c.json(await readLibraryAsset(sql, person.id, id))
  })

  routes.delete('/:id', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'library.write', { libraryAsset: id })
    await sql.begin(tx => deleteAsset(tx, person, id, c.req.query('seen') ?? ''))
    return c.body(null, 204)
  })

  routes.post('/:id/restore', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'library.write', { libraryAsset: id })
    await sql.begin(tx => restoreAsset(tx, id))
    return c.json(await readLibraryAsset(sql, c.var.person.id, id))
  })

  routes.post('/:id/picture', limited, async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'library.write', { libraryAsset: id })
    const { file } = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
    if (!(file instanceof File))
      throw new ApiError(400, 'file-needed', 'Send the picture as multipart form data, in a field called “file”.')
    const bytes = new Uint8Array(await file.arrayBuffer())
    await sql.begin(tx => changePicture(tx, objects, person, id, bytes))
    return c.json(await readLibraryAsset(sql, person.id, id))
  })

  routes.delete('/:id/picture', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'library.write', { libraryAsset: id })
    await sql.begin(tx => changePicture(tx, objects, person, id, null))
    return c.body(null, 204)
  })

  routes.post('/:id/copies', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'library.read', { libraryAsset: id })
    const { projectId, timelineId } = await bodyAs(c, copyRequest)
    await requireRole(sql, person.id, projectId, 'document.write')
    const place = await findPlace(sql, projectId, timelineId)
    if (!place) throw notFound()
    const asset = await readLibraryRow(sql, person.id, id)
    return c.json(await copyToTimeline({ sql, sync }, asset, place, person), 201)
  })

  return routes
}

/** /api/projects/:id/assets: what goes into a library, and what came out of one. */
export function projectLibraryRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/assets/copies', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const { timelineId } = await askedPlace(c, sql, id)
    return c.json(await copiesOn(sql, c.var.person.id, timelineId))
  })

  routes.post('/:id/assets/:assetId/promote', async c => {
    const { id, assetId } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'asset.promote')
    const asked = await bodyAs(c, promoteAsset)
    const place = await askedPlace(c, sql, id)
    return c.json(await promote({ sql, sync }, { place, assetId, by: person }, asked))
  })

  routes.delete('/:id/assets/:assetId', async c => {
    const { id, assetId } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'document.write')
    await takeOut({ sql, sync }, await askedPlace(c, sql, id), assetId, person)
    return c.body(null, 204)
  })

  return routes
}
