import { Hono } from 'hono'
import { tagArtifact, vaultPageQuery } from '../../shared/core/api/vault.ts'
import { requireRole } from '../access.ts'
import { readVault } from '../vault/artifacts.ts'
import { readContents } from '../vault/contents.ts'
import { readArtifact } from '../vault/read.ts'
import { addTag, removeTag } from '../vault/tags.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** /api/projects/:id/vault: everything that was ever made in a project, on all of its timelines. */
export function vaultRoutes({ sql }: Pick<Platform, 'sql'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/vault', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readVault(sql, id, vaultPageQuery.parse(c.req.query())))
  })

  routes.get('/:id/vault/contents', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readContents(sql, id))
  })

  routes.get('/:id/vault/artifacts/:artifact', async c => {
    const { id, artifact } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readArtifact(sql, id, artifact))
  })

  routes.post('/:id/vault/artifacts/:artifact/tags', async c => {
    const { id, artifact } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'vault.tag')
    const { tag } = await bodyAs(c, tagArtifact)
    return c.json({ tags: await addTag(sql, { projectId: id, id: artifact, tag, by: c.var.person.id }) })
  })

  routes.delete('/:id/vault/artifacts/:artifact/tags/:tag', async c => {
    const { id, artifact, tag } = c.req.param()
    await requireRole(sql, c.var.person.id, id, 'vault.tag')
    return c.json({ tags: await removeTag(sql, id, artifact, tag) })
  })

  return routes
}
