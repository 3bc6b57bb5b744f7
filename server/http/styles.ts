import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { makeStyle, patchStyle, searchStyle } from '../../shared/core/api/styles.ts'
import { FILE_LIMITS } from '../../shared/core/brief/files.ts'
import { tooLargeForSample } from '../../shared/core/styles/limits.ts'
import { cleanName, clipped } from '../../shared/core/text/storable.ts'
import { activeEmbedder } from '../../shared/node/styles/activeEmbedder.ts'
import { stylesForProject } from '../../shared/node/styles/choosable.ts'
import { EmbeddingError } from '../../shared/node/styles/embedder.ts'
import { searchPassages } from '../../shared/node/styles/search.ts'
import { allow, requireRole } from '../access.ts'
import { addSample, readChunks, removeSample, retrySample } from '../styles/samples.ts'
import { changeStyle, deleteStyle, insertStyle, listSamples, listStyles, readStyle } from '../styles/styles.ts'
import { ApiError, notFound } from './errors.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** Bytes that a form has around its file. */
const FORM = 4096
const tooLarge = (bytes: number): ApiError =>
  new ApiError(413, 'too-large', tooLargeForSample(bytes) ?? 'The file is too large.')
const limited = bodyLimit({
  maxSize: FILE_LIMITS.bytes + FORM,
  onError: () => {
    throw tooLarge(FILE_LIMITS.bytes + FORM)
  },
})

/** Requests with a body that may be large. */
export const SAMPLES_PATH = /^\/api\/styles\/[^/]+\/samples$/

/** Passages that a search on the page shows. */
const SHOWN = 12

/** /api/styles: written styles, their samples and their passages. */
export function styleRoutes({ sql, boss, log, config }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const embedder = activeEmbedder(config)

  const detail = async (userId: string, id: string) => {
    const { name, local } = await embedder
    return readStyle(sql, userId, id, { name, local })
  }

  routes.get('/', async c => c.json(await listStyles(sql, c.var.person.id)))

  routes.post('/', async c => {
    const { person } = c.var
    const made = await bodyAs(c, makeStyle)
    if (made.organisationId !== null) await allow(sql, person.id, 'style.write', { organisation: made.organisationId })
    const id = await sql.begin(tx => insertStyle(tx, person, made))
    return c.json(await detail(person.id, id), 201)
  })

  routes.get('/:id', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'style.read', { style: id })
    return c.json(await detail(c.var.person.id, id))
  })

  routes.patch('/:id', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'style.write', { style: id })
    await changeStyle(sql, id, await bodyAs(c, patchStyle))
    return c.json(await detail(c.var.person.id, id))
  })

  routes.delete('/:id', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'style.write', { style: id })
    await sql.begin(tx => deleteStyle(tx, c.var.person.id, id, c.req.query('anyway') !== undefined))
    return c.body(null, 204)
  })

  routes.post('/:id/samples', limited, async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await allow(sql, person.id, 'style.write', { style: id })
    const { file } = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
    if (!(file instanceof File))
      throw new ApiError(400, 'file-needed', 'Send the file as multipart form data, in a field called “file”.')
    if (tooLargeForSample(file.size) !== null) throw tooLarge(file.size)
    const ending = /\.[^.]{1,20}$/.exec(file.name)?.[0] ?? ''
    // a name that is cut keeps its ending: it says what the file is
    const name = clipped(cleanName(file.name.slice(0, file.name.length - ending.length)) || 'Untitled', 170)
    const sample = { name: name + cleanName(ending), bytes: new Uint8Array(await file.arrayBuffer()) }
    return c.json(await addSample({ sql, boss, log }, id, sample, { id: person.id, name: person.name }), 201)
  })

  routes.post('/:id/samples/:sampleId/retry', async c => {
    const { id, sampleId } = c.req.param()
    await allow(sql, c.var.person.id, 'style.write', { style: id })
    await retrySample({ sql, boss }, id, sampleId)
    const [row] = await listSamples(sql, id, sampleId)
    if (!row) throw notFound()
    return c.json(row, 202)
  })

  routes.delete('/:id/samples/:sampleId', async c => {
    const { id, sampleId } = c.req.param()
    await allow(sql, c.var.person.id, 'style.write', { style: id })
    await removeSample(sql, id, sampleId)
    return c.body(null, 204)
  })

  routes.get('/:id/chunks', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'style.read', { style: id })
    const skip = Number(c.req.query('skip') ?? 0)
    return c.json(await readChunks(sql, id, Number.isSafeInteger(skip) && skip > 0 ? skip : 0))
  })

  routes.post('/:id/search', async c => {
    const id = c.req.param('id')
    await allow(sql, c.var.person.id, 'style.read', { style: id })
    const { query } = await bodyAs(c, searchStyle)
    const model = await embedder
    const [vector] = await model.embed([query]).catch((error: unknown) => {
      if (!(error instanceof EmbeddingError)) throw error
      log.warn({ err: error, styleId: id }, 'a style was not searched')
      throw new ApiError(503, 'no-embedding', `${error.message} Nothing was changed; the passages are below.`)
    })
    const wanted = { styleId: id, embedder: model, vector: vector ?? [], count: SHOWN }
    return c.json((await searchPassages(sql, wanted)).found)
  })

  return routes
}

/** /api/projects/:id/styles: what its brief may choose from. */
export function projectStyleRoutes({ sql }: Platform): Hono<HttpEnv> {
  return new Hono<HttpEnv>().get('/:id/styles', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await stylesForProject(sql, id))
  })
}
