import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { patchFile } from '../../shared/core/api/files.ts'
import { FILE_LIMITS, tooLargeToStage } from '../../shared/core/brief/files.ts'
import { cleanName, clipped } from '../../shared/core/text/storable.ts'
import { requireRole } from '../access.ts'
import { changeFile, contentOf, removeFile, stagedFiles, stageFile } from '../files/staged.ts'
import { importIntoScript } from '../import/intoScript.ts'
import { readScreenplayFile } from '../import/readFile.ts'
import { ApiError, notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** Bytes that a form has around its file. */
const FORM = 4096
const limited = bodyLimit({
  maxSize: FILE_LIMITS.bytes + FORM,
  onError: () => {
    throw tooLarge(FILE_LIMITS.bytes + FORM)
  },
})
const tooLarge = (bytes: number): ApiError =>
  new ApiError(413, 'too-large', tooLargeToStage(bytes) ?? 'The file is too large.')

/** Requests with a body that may be large. */
export const FILES_PATH = /^\/api\/projects\/[^/]+\/files$/

/** /api/projects/:id/files: the staging area beside the brief. */
export function fileRoutes({ sql, sync, log }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/files', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const place = await askedPlace(c, sql, id)
    return c.json(await stagedFiles(sql, place.timelineId))
  })

  routes.post('/:id/files', limited, async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, id, 'files.write')
    const place = await askedPlace(c, sql, id)
    const { file } = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
    if (!(file instanceof File))
      throw new ApiError(400, 'file-needed', 'Send the file as multipart form data, in a field called “file”.')
    if (tooLargeToStage(file.size) !== null) throw tooLarge(file.size)
    const ending = /\.[^.]{1,20}$/.exec(file.name)?.[0] ?? ''
    // a name that is cut keeps its ending: it says what the file is
    const name = clipped(cleanName(file.name.slice(0, file.name.length - ending.length)) || 'Untitled', 170)
    const bytes = new Uint8Array(await file.arrayBuffer())
    const staged = { name: name + cleanName(ending), bytes }
    return c.json(await stageFile({ sql, log }, place, staged, { id: person.id, name: person.name }), 201)
  })

  routes.patch('/:id/files/:fileId', async c => {
    const { id, fileId } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'files.write')
    const place = await askedPlace(c, sql, id)
    await changeFile({ sql }, place, fileId, await bodyAs(c, patchFile))
    const [row] = await stagedFiles(sql, place.timelineId, fileId)
    if (!row) throw notFound()
    return c.json(row)
  })

  routes.delete('/:id/files/:fileId', async c => {
    const { id, fileId } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'files.write')
    const place = await askedPlace(c, sql, id)
    await removeFile({ sql }, place, fileId)
    return c.body(null, 204)
  })

  routes.post('/:id/files/:fileId/script', async c => {
    const { id, fileId } = c.req.param()
    const { person } = c.var
    await requireRole(sql, person.id, id, 'project.import')
    const place = await askedPlace(c, sql, id)
    const { screenplay, ...reading } = await readScreenplayFile(await contentOf(sql, place.timelineId, fileId))
    const by = { id: person.id, name: person.name }
    return c.json({ id, ...(await importIntoScript({ sql, sync }, place, screenplay, by)), ...reading })
  })

  return routes
}
