import { Hono } from 'hono'
import type { Action } from '../../shared/core/access.ts'
import { type JobRow, runAgent } from '../../shared/core/api/schemas.ts'
import {
  cancelJob,
  enqueueAgentJob,
  type JobRecord,
  listJobs,
  readJob,
  readTraces,
  retryJob,
} from '../../shared/node/agentJobs.ts'
import { activeModel, agentCards } from '../../shared/node/models.ts'
import { filesTold } from '../../shared/node/stagedFiles.ts'
import { requireRole } from '../access.ts'
import { notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

const toRow = ({ projectId: _, ...row }: JobRecord): JobRow => row

/** /api/projects/:id/agents and /jobs: who can be asked, and what was. */
export function agentRoutes({ sql, boss, config }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/agents', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const { timelineId } = await askedPlace(c, sql, id)
    return c.json(agentCards(config, await filesTold(sql, timelineId, activeModel(config).model)))
  })

  routes.post('/:id/agents/:agent', async c => {
    const { id: projectId, agent } = c.req.param()
    await requireRole(sql, c.var.person.id, projectId, 'agent.run')
    const place = await askedPlace(c, sql, projectId)
    const request = await bodyAs(c, runAgent)
    const asked = await enqueueAgentJob(
      { sql, boss, config },
      { ...request, ...place, agent, askedBy: c.var.person.id },
    )
    return c.json(asked, 202)
  })

  routes.get('/:id/jobs', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    return c.json((await listJobs(sql, id)).map(toRow))
  })

  return routes
}

/** /api/jobs/:id: one job, what its agent saw, retried or stopped. */
export function jobRoutes({ sql, boss, metrics }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const allowed = async (id: string, personId: string, action: Action): Promise<JobRecord> => {
    const job = await readJob(sql, id)
    if (!job) throw notFound()
    await requireRole(sql, personId, job.projectId, action)
    return job
  }

  routes.get('/:id', async c => c.json(toRow(await allowed(c.req.param('id'), c.var.person.id, 'project.read'))))

  routes.get('/:id/traces', async c => {
    const { id } = await allowed(c.req.param('id'), c.var.person.id, 'project.read')
    return c.json(await readTraces(sql, id))
  })

  routes.post('/:id/retry', async c => {
    const { id } = await allowed(c.req.param('id'), c.var.person.id, 'agent.run')
    return c.json(await retryJob({ sql, boss }, id), 202)
  })

  routes.post('/:id/cancel', async c => {
    const { id, agent } = await allowed(c.req.param('id'), c.var.person.id, 'job.cancel')
    const cancelled = await cancelJob(sql, id)
    if (cancelled) metrics.jobCancelled(agent)
    return c.json({ cancelled })
  })

  return routes
}
