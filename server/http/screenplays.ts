import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { projectName } from '../../shared/core/api/schemas.ts'
import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
import { readScreenplay, seedScript } from '../../shared/core/script/seed.ts'
import { cleanName, clipped } from '../../shared/core/text/storable.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { isVisitorEmail } from '../auth/visitors.ts'
import { importIntoScript, projectImported } from '../import/intoScript.ts'
import { readScreenplayFile } from '../import/readFile.ts'
import { insertProject, projectCards, scriptOf } from '../projects.ts'
import { ApiError, notFound } from './errors.ts'
import { askedFormat, sendScript } from './exportFile.ts'
import { askedPlace } from './place.ts'
import type { HttpEnv, Platform } from './platform.ts'
import { projectType } from './projectTypes.ts'

const MEGABYTES = 10
const limited = bodyLimit({
  maxSize: MEGABYTES * 1024 * 1024 + 4096,
  onError: () => {
    throw new ApiError(413, 'too-large', `A screenplay file has at most ${MEGABYTES} MB. Nothing was imported.`)
  },
})

/** The uploaded file, and the name and type to give a project made of it. Throws {@link ApiError} unless there is one file. */
async function upload(c: Context) {
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, string | File>)
  const { file, name, type } = form
  if (!(file instanceof File))
    throw new ApiError(400, 'file-needed', 'Send the screenplay as multipart form data, in a field called “file”.')
  const given = typeof name === 'string' && name.trim() !== ''
  return { file, name: given ? projectName.parse(name) : undefined, type: projectType.parse(type) }
}

/** A name for the project: the title page's title without emphasis marks, else the file's name. */
function titleOf({ titlePage }: Screenplay, fileName: string): string {
  const title = titlePage.find(({ key }) => key.toLowerCase() === 'title')?.value ?? ''
  const plain = cleanName(title.replace(/[*_]+/g, '').replace(/\s+/g, ' '))
  const base = cleanName(fileName.replace(/\.[^.]*$/, ''))
  return clipped(plain || base || 'Untitled', 200).trim()
}

/** Screenplays in and out: a file becomes a project or an empty project's script, and a script a file. */
export function screenplayRoutes({ sql, sync, config }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.post('/import', limited, async c => {
    const { file, name, type } = await upload(c)
    const { screenplay, ...reading } = await readScreenplayFile(new Uint8Array(await file.arrayBuffer()))
    const owner = c.var.person
    const local = config.LOCAL_MODE && isVisitorEmail(owner.email)
    const made = await sql.begin(async tx => {
      const project = { name: name ?? titleOf(screenplay, file.name), type, owner, local }
      const { id, timelineId, scriptId } = await insertProject(tx, project, doc => seedScript(doc, screenplay))
      return { id, timelineId, ...(await projectImported(tx, scriptId)), ...reading }
    })
    return c.json(made, 201)
  })

  routes.post('/:id/import', limited, async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.import')
    const place = await askedPlace(c, sql, id)
    const { file } = await upload(c)
    const { screenplay, ...reading } = await readScreenplayFile(new Uint8Array(await file.arrayBuffer()))
    const { id: personId, name } = c.var.person
    const imported = await importIntoScript({ sql, sync }, place, screenplay, { id: personId, name })
    return c.json({ id, ...imported, ...reading })
  })

  routes.get('/:id/export', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const place = await askedPlace(c, sql, id)
    const format = askedFormat(c.req.query('format'))
    const [card] = await projectCards(sql, c.var.person.id, place)
    if (!card) throw notFound()
    const doc = await loadDocument(sql, await scriptOf(sql, place.timelineId))
    const screenplay = readScreenplay(doc)
    doc.destroy()
    return sendScript(c, screenplay, format, card.name)
  })

  return routes
}
