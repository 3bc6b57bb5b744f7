import { type Context, Hono } from 'hono'
import type { Action } from '../../shared/core/access.ts'
import { nameVersion, type VersionDiff, type VersionPreview, type VersionRow } from '../../shared/core/api/versions.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { readScreenplay } from '../../shared/core/script/seed.ts'
import { createCommit } from '../../shared/node/commits.ts'
import { findDocument, loadDocument } from '../../shared/node/documents.ts'
import {
  deleteNamedVersion,
  listVersions,
  readTimelineVersion,
  readVersion,
  readVersionState,
  type VersionRecord,
} from '../../shared/node/versionList.ts'
import { createVersion } from '../../shared/node/versions.ts'
import { sweepStates } from '../../shared/node/versionThinning.ts'
import { requireRole } from '../access.ts'
import { restoreVersion } from '../versions/restore.ts'
import { readHands, soleAuthor, viewOf } from '../versions/view.ts'
import { ApiError, notFound } from './errors.ts'
import { askedFormat, sendScript } from './exportFile.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

const toRow = ({ projectId: _, documentKind: _kind, seq: _seq, ...row }: VersionRecord): VersionRow => row
const personOf = (c: Context<HttpEnv>): Author & { kind: 'person' } => ({
  kind: 'person',
  id: c.var.person.id,
  name: c.var.person.name,
})

/** /api/documents/:id/versions: the history of a document. */
export function documentVersionRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/versions', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.read')
    return c.json((await listVersions(sql, document.id)).map(toRow))
  })

  routes.post('/:id/versions', async c => {
    const document = await findDocument(sql, c.req.param('id'))
    if (!document) throw notFound()
    await requireRole(sql, c.var.person.id, document.projectId, 'document.write')
    if (document.kind === 'comments')
      throw new ApiError(409, 'no-versions', 'Comments have no versions. Make one of the document that they are about.')
    const { whole, ...said } = await bodyAs(c, nameVersion)
    const draft = { kind: 'named', ...said, author: personOf(c) } as const
    const { timelineId } = document
    const documents = whole
      ? await sql<{ id: string }[]>`select id from documents where timeline_id = ${timelineId}`
      : []
    // what was typed a moment ago belongs to it
    await sync.drain([document.id, ...documents.map(({ id }) => id)])
    const made = await sql.begin(async tx => {
      if (!whole) return readVersion(tx, await createVersion(tx, document.id, draft))
      const together = await readTimelineVersion(tx, await createCommit(tx, timelineId, draft))
      return together.find(version => version.documentId === document.id) ?? null
    })
    if (!made) throw notFound()
    return c.json(toRow(made), 201)
  })

  return routes
}

/** /api/versions/:id: what a document said, how it differs, and the way back. */
export function versionRoutes({ sql, sync }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const allowed = async (c: Context<HttpEnv>, id: string, action: Action): Promise<VersionRecord> => {
    const version = await readVersion(sql, id)
    if (!version) throw notFound()
    await requireRole(sql, c.var.person.id, version.projectId, action)
    return version
  }

  routes.get('/:id', async c => {
    const version = await allowed(c, c.req.param('id'), 'document.read')
    const { authors, authorOf } = await readHands(sql, version.documentId)
    const doc = await readVersionState(sql, version.id)
    const view = viewOf(version.documentKind, doc, doc, { authorOf, remover: null })
    doc.destroy()
    return c.json({ version: toRow(version), authors, view } satisfies VersionPreview)
  })

  routes.get('/:id/diff', async c => {
    const from = await allowed(c, c.req.param('id'), 'document.read')
    const against = c.req.query('against') ?? 'now'
    const to = against === 'now' ? null : await allowed(c, against, 'document.read')
    if (to && to.documentId !== from.documentId)
      throw new ApiError(400, 'other-document', 'These are versions of two documents. Compare versions of one.')
    if (!to) await sync.drain([from.documentId])
    const hands = await readHands(sql, from.documentId)
    const remover = to ? hands.placeOf(await soleAuthor(sql, from, to)) : null
    const before = await readVersionState(sql, from.id)
    const after = to ? await readVersionState(sql, to.id) : await loadDocument(sql, from.documentId)
    const view = viewOf(from.documentKind, before, after, { authorOf: hands.authorOf, remover })
    for (const doc of [before, after]) doc.destroy()
    return c.json({ from: toRow(from), to: to && toRow(to), authors: hands.authors, view } satisfies VersionDiff)
  })

  routes.post('/:id/restore', async c => {
    const version = await allowed(c, c.req.param('id'), 'document.write')
    const before = await restoreVersion({ sql, sync }, version, personOf(c))
    const kept = before === null ? null : await readVersion(sql, before)
    return c.json({ changed: before !== null, before: kept && toRow(kept) })
  })

  routes.get('/:id/export', async c => {
    const version = await allowed(c, c.req.param('id'), 'document.read')
    if (version.documentKind !== 'script')
      throw new ApiError(400, 'unknown-format', 'Only versions of scripts are exported.')
    const format = askedFormat(c.req.query('format'))
    const doc = await readVersionState(sql, version.id)
    const screenplay = readScreenplay(doc)
    doc.destroy()
    const [project] = await sql<{ name: string }[]>`select name from projects where id = ${version.projectId}`
    const which = version.name ?? version.createdAt.slice(0, 16).replace('T', ' ').replace(':', '.')
    return sendScript(c, screenplay, format, `${project?.name ?? 'Screenplay'}, ${which}`)
  })

  routes.delete('/:id', async c => {
    const version = await allowed(c, c.req.param('id'), 'document.write')
    if (!(await sql.begin(tx => deleteNamedVersion(tx, version))))
      throw new ApiError(409, 'not-named', 'Only versions that somebody named can be deleted. Nothing was changed.')
    await sweepStates(sql)
    return c.body(null, 204)
  })

  return routes
}
