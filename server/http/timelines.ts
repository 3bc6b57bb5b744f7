import { type Context, Hono } from 'hono'
import type { Action } from '../../shared/core/access.ts'
import { mergeRequest } from '../../shared/core/api/merges.ts'
import {
  forkTimeline,
  keepInvalidated as kept,
  regenerateScript as regenerated,
  renameTimeline as renamed,
} from '../../shared/core/api/timelines.ts'
import { requireRole } from '../access.ts'
import { compare } from '../timelines/compare.ts'
import { fork } from '../timelines/fork.ts'
import { keepInvalidated, readInvalidated } from '../timelines/invalidated.ts'
import { merge, previewMerge } from '../timelines/merge.ts'
import { countUnchanged, regenerateScript } from '../timelines/regenerate.ts'
import {
  deleteTimeline,
  projectOfTimeline,
  readHistory,
  readTimelines,
  renameTimeline,
  restoreTimeline,
} from '../timelines/timelines.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/** /api/projects/:id/timelines: the graph of a project, and a new branch of it. */
export function projectTimelineRoutes({ sql, sync, boss, config, turns }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/timelines', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readTimelines({ sql, sync }, id))
  })

  routes.get('/:id/timelines/history', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readHistory(sql, id))
  })

  routes.post('/:id/timelines', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, id, 'timeline.write')
    const place = await askedPlace(c, sql, id)
    const { name, message, commitId = null } = await bodyAs(c, forkTimeline)
    const author = { kind: 'person', id: person.id, name: person.name } as const
    return c.json(await fork({ sql, sync, boss, turns }, place, { name, message, commitId, author }), 201)
  })

  routes.get('/:id/script/regenerate', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    return c.json(await countUnchanged(sql, (await askedPlace(c, sql, id)).timelineId))
  })

  routes.post('/:id/script/regenerate', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, id, 'agent.run')
    const place = await askedPlace(c, sql, id)
    const asked = await bodyAs(c, regenerated)
    const by = { kind: 'person', id: person.id, name: person.name } as const
    return c.json(await regenerateScript({ sql, sync, boss, config, turns }, place, { ...asked, by }), 202)
  })

  routes.get('/:id/invalidated', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json(await readInvalidated(sql, (await askedPlace(c, sql, id)).timelineId))
  })

  routes.post('/:id/invalidated/keep', async c => {
    const id = c.req.param('id')
    const { person } = c.var
    await requireRole(sql, person.id, id, 'stage.approve')
    const asked = await bodyAs(c, kept)
    const by = { kind: 'person', id: person.id, name: person.name } as const
    return c.json(await keepInvalidated({ sql, sync }, await askedPlace(c, sql, id), asked, by))
  })

  routes.get('/:id/compare', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const { from = '', to = '' } = c.req.query()
    return c.json(await compare({ sql, sync }, id, { from, to }))
  })

  return routes
}

/** /api/timelines/:id: rename, delete, bring back. */
export function timelineRoutes({ sql, sync, turns }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const allowed = async (c: Context<HttpEnv>, id: string, action: Action): Promise<string> => {
    const projectId = await projectOfTimeline(sql, id)
    await requireRole(sql, c.var.person.id, projectId, action)
    return projectId
  }

  routes.patch('/:id', async c => {
    const id = c.req.param('id')
    const projectId = await allowed(c, id, 'timeline.write')
    await renameTimeline(sql, projectId, id, (await bodyAs(c, renamed)).name)
    return c.body(null, 204)
  })

  routes.get('/:id/merge', async c => {
    const into = c.req.param('id')
    const projectId = await allowed(c, into, 'document.read')
    return c.json(await previewMerge({ sql, sync }, projectId, { from: c.req.query('from') ?? '', into }))
  })

  routes.post('/:id/merge', async c => {
    const into = c.req.param('id')
    const projectId = await allowed(c, into, 'timeline.merge')
    const request = await bodyAs(c, mergeRequest)
    const by = { kind: 'person', id: c.var.person.id, name: c.var.person.name } as const
    return c.json(await merge({ sql, sync, turns }, projectId, { from: c.req.query('from') ?? '', into }, request, by))
  })

  routes.delete('/:id', async c => {
    const id = c.req.param('id')
    await deleteTimeline({ sql, sync, turns }, await allowed(c, id, 'timeline.delete'), id)
    return c.body(null, 204)
  })

  routes.post('/:id/restore', async c => {
    const id = c.req.param('id')
    await restoreTimeline(sql, await allowed(c, id, 'timeline.delete'), id)
    return c.body(null, 204)
  })

  return routes
}
