import { Hono } from 'hono'
import { AGENTS, type AgentName } from '../../shared/core/agents/catalog.ts'
import { operation } from '../../shared/core/api/consequences.ts'
import { MOST_CAUSES, type OutdatedList } from '../../shared/core/api/outdated.ts'
import { thingKey } from '../../shared/core/dependencies/engine.ts'
import { costOf, priceOf } from '../../shared/core/dependencies/prices.ts'
import { inPlaces } from '../../shared/core/dependencies/things.ts'
import { Names } from '../../shared/core/dependencies/words.ts'
import { readEngine } from '../../shared/node/dependencies.ts'
import { ANEW, readInvalidations } from '../../shared/node/invalidations.ts'
import { activeModel, estimateCredits } from '../../shared/node/models.ts'
import { requireRole } from '../access.ts'
import { consequencesOf, consequencesOfEditing, consequencesOfWriting } from '../consequences/consequences.ts'
import { hypothesesOf } from '../consequences/hypotheses.ts'
import { assetsToApprove, scenesToApprove } from '../timelines/invalidated.ts'
import { askedPlace } from './place.ts'
import { bodyAs, type HttpEnv, type Platform } from './platform.ts'

/**
 * /api/projects/:id/outdated: what is outdated on a timeline, why, and what it would cost to make it again.
 * /api/projects/:id/invalidations: what became outdated, by whom and when.
 * /api/projects/:id/consequences: what would be, after something that nobody did yet.
 */
export function outdatedRoutes({ sql, sync, config }: Pick<Platform, 'sql' | 'sync' | 'config'>): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const active = activeModel(config)
  const credits = new Map(AGENTS.map(agent => [agent.name, estimateCredits(active, agent)]))
  const agentCredits = (agent: AgentName): number => credits.get(agent) ?? 0

  routes.get('/:id/outdated', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const { timelineId } = await askedPlace(c, sql, id)
    const { engine, numbers } = await readEngine(sql, timelineId)
    const numberOf = (scene: string): string => numbers.get(scene) ?? ''
    const names = new Names(engine, numberOf)
    const sorted = inPlaces(numbers.keys())
    const toApprove = await scenesToApprove(sql, timelineId)
    const outdated = [...engine.outdated().values()].filter(({ thing }) => numbers.has(thing.scene))
    for (const thing of [...toApprove].flatMap(scene => (numbers.has(scene) ? engine.things(scene) : [])))
      if (!engine.outdated().has(thingKey(thing))) outdated.push({ key: thingKey(thing), thing, causes: () => [] })
    outdated.sort((a, b) => sorted(a.thing, b.thing))
    const answer: OutdatedList = {
      things: outdated.map(found => {
        const { thing } = found
        const causes = found.causes(MOST_CAUSES + 1)
        const listed = causes.slice(0, MOST_CAUSES)
        return {
          sceneId: thing.scene,
          scene: numberOf(thing.scene),
          reference: thing.reference,
          name: names.thing(thing),
          because: listed.length > 0 ? names.because(listed) : ANEW,
          causes: listed.map(cause => ({
            change: cause.change,
            reference: cause.reference,
            name: names.cause(cause),
            path: names.path(cause),
          })),
          moreCauses: causes.length > listed.length,
          invalidated: toApprove.has(thing.scene),
          ...costOf(thing, agentCredits),
        }
      }),
      assets: (await assetsToApprove(sql, timelineId, engine)).map(({ assetId, name }) => ({ assetId, name })),
      credits: priceOf(
        outdated.map(({ thing }) => thing),
        agentCredits,
      ),
      uncovered: [...numbers.keys()].flatMap(sceneId => {
        const lines = engine.uncovered(sceneId).length
        const hasShots = engine.things(sceneId).some(({ reference }) => reference.startsWith('shot:'))
        return lines > 0 && hasShots ? [{ sceneId, scene: numberOf(sceneId), lines }] : []
      }),
    }
    return c.json(answer)
  })

  routes.get('/:id/invalidations', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'project.read')
    const { timelineId } = await askedPlace(c, sql, id)
    const before = Number(c.req.query('before'))
    const older = Number.isSafeInteger(before) && before > 0 ? before : null
    return c.json(await readInvalidations(sql, timelineId, older))
  })

  routes.post('/:id/consequences', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const asked = await bodyAs(c, operation)
    const place = await askedPlace(c, sql, id)
    if (asked.kind === 'edit') return c.json(await consequencesOfEditing(sql, place.timelineId, asked, agentCredits))
    if (asked.kind === 'write') return c.json(await consequencesOfWriting(sql, place.timelineId, asked, agentCredits))
    const hypotheses = await hypothesesOf({ sql, sync }, place, asked)
    const answer = await consequencesOf(sql, place.timelineId, hypotheses, agentCredits)
    for (const { now, then } of hypotheses) for (const doc of [now, then]) doc.destroy()
    return c.json(answer)
  })

  return routes
}
