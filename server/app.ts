import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { accountRoutes, passwordRoutes } from './http/account.ts'
import { agentRoutes, jobRoutes } from './http/agents.ts'
import { assetRoutes, SHEET_PATH } from './http/assets.ts'
import { authRoutes } from './http/auth.ts'
import { clientRoutes } from './http/client.ts'
import { directorRoutes } from './http/director.ts'
import { contentRoutes, documentRoutes } from './http/documents.ts'
import { ApiError, onError } from './http/errors.ts'
import { eventRoutes } from './http/eventStream.ts'
import { FILES_PATH, fileRoutes } from './http/files.ts'
import { findingRoutes } from './http/findings.ts'
import { pageHeaders } from './http/headers.ts'
import { healthRoutes } from './http/health.ts'
import { handingOutRoutes, linkRoutes } from './http/invitations.ts'
import { libraryRoutes, PICTURE_PATH, projectLibraryRoutes } from './http/library.ts'
import { limitAddress } from './http/limits.ts'
import { localRoutes } from './http/local.ts'
import { lockRoutes } from './http/locks.ts'
import { mediaRoutes } from './http/media.ts'
import { memberRoutes } from './http/members.ts'
import { countRequests, metricsRoutes } from './http/metrics.ts'
import { notificationRoutes } from './http/notifications.ts'
import { openApiRoutes } from './http/openApi.ts'
import { operatingRoutes } from './http/operating.ts'
import { organisationRoutes } from './http/organisations.ts'
import { ownOriginOnly } from './http/origin.ts'
import { outdatedRoutes } from './http/outdated.ts'
import { type HttpEnv, type Platform, signedIn } from './http/platform.ts'
import { projectRoutes } from './http/projects.ts'
import { reportRoutes } from './http/reports.ts'
import { requestScope } from './http/requestScope.ts'
import { screenplayRoutes } from './http/screenplays.ts'
import { sessionRoutes, syncTokenRoutes } from './http/session.ts'
import { stageRoutes } from './http/stages.ts'
import { strayRoutes } from './http/strays.ts'
import { projectStyleRoutes, SAMPLES_PATH, styleRoutes } from './http/styles.ts'
import { projectTimelineRoutes, timelineRoutes } from './http/timelines.ts'
import { UPDATES_PATH, updateRoutes } from './http/updates.ts'
import { vaultRoutes } from './http/vault.ts'

import { documentVersionRoutes, versionRoutes } from './http/versions.ts'

export const CLIENT_FOLDER = fileURLToPath(new URL('../dist/client', import.meta.url))

/** JSON bodies are small; files have a limit of their own. */
const jsonOf = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new ApiError(413, 'too-large', 'The request is too large. Nothing was changed; send less at once.')
    },
  })
const smallBody = jsonOf(256 * 1024)
/** What is chosen of a merge names each hunk: of a feature film, thousands. */
const choicesBody = jsonOf(8 * 1024 * 1024)
const CHOICES_PATHS = [/^\/api\/timelines\/[^/]+\/merge$/, /^\/api\/projects\/[^/]+\/consequences$/]

/** Every route of the server. `stop` ends what would otherwise stay open. */
export async function createApp(
  platform: Platform,
  stop: AbortSignal,
  clientFolder = CLIENT_FOLDER,
): Promise<Hono<HttpEnv>> {
  const { config, log, sync } = platform
  const known = signedIn(platform)
  const app = new Hono<HttpEnv>()
  app.onError(onError(log))

  const socket = new Hono()
  sync.mount(socket)
  app.route('/', socket)
  app.use('*', countRequests(platform))
  app.use('/api/*', requestScope(platform))
  app.use('*', pageHeaders(config))
  app.use('/api/*', limitAddress(platform))
  app.use('/api/*', ownOriginOnly(config))
  app.use('/api/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  app.use('/api/*', (c, next) =>
    [/\/import$/, UPDATES_PATH, FILES_PATH, SHEET_PATH, SAMPLES_PATH, PICTURE_PATH].some(path => path.test(c.req.path))
      ? next()
      : (CHOICES_PATHS.some(path => path.test(c.req.path)) ? choicesBody : smallBody)(c, next),
  )

  app.route('/api', healthRoutes(platform, stop))
  app.route('/api', openApiRoutes(platform))
  app.route('/api/auth', authRoutes(platform))
  app.route('/api/account', passwordRoutes(platform))
  app.route('/api/account', accountRoutes(platform))
  app.route('/api/invitations', linkRoutes(platform, 'invitations'))
  app.route('/api/links', linkRoutes(platform, 'links'))
  app.route('/api/session', sessionRoutes(platform))
  app.route('/api/local', localRoutes(platform))
  app.route('/api/sync', syncTokenRoutes(platform))

  app.use('/api/projects/*', known)
  app.route('/api/projects', screenplayRoutes(platform))
  app.route('/api/projects', reportRoutes(platform))
  app.route('/api/projects', stageRoutes(platform))
  app.route('/api/projects', outdatedRoutes(platform))
  app.route('/api/projects', projectTimelineRoutes(platform))
  app.route('/api/projects', fileRoutes(platform))
  app.route('/api/projects', directorRoutes(platform))
  app.route('/api/projects', findingRoutes(platform))
  app.route('/api/projects', vaultRoutes(platform))
  app.route('/api/projects', assetRoutes(platform))
  app.route('/api/projects', projectStyleRoutes(platform))
  app.route('/api/projects', projectLibraryRoutes(platform))
  app.route('/api/projects', projectRoutes(platform))
  app.route('/api/projects', contentRoutes(platform))
  app.route('/api/projects', memberRoutes(platform))
  app.route('/api/projects', handingOutRoutes(platform))
  app.route('/api/projects', agentRoutes(platform))
  app.route('/api/projects', eventRoutes(platform, stop))
  app.use('/api/jobs/*', known)
  app.route('/api/jobs', jobRoutes(platform))
  app.use('/api/documents/*', known)
  app.route('/api/documents', documentRoutes(platform))
  app.route('/api/documents', updateRoutes(platform))
  app.route('/api/documents', strayRoutes(platform))
  app.route('/api/documents', lockRoutes(platform))
  app.route('/api/documents', documentVersionRoutes(platform))
  app.use('/api/versions/*', known)
  app.route('/api/versions', versionRoutes(platform))

  app.use('/api/timelines/*', known)
  app.route('/api/timelines', timelineRoutes(platform))

  app.use('/api/notifications/*', known)
  app.route('/api/notifications', notificationRoutes(platform))

  app.use('/api/organisations/*', known)
  app.route('/api/organisations', organisationRoutes(platform))

  app.use('/api/styles/*', known)
  app.route('/api/styles', styleRoutes(platform))

  app.use('/api/library/*', known)
  app.route('/api/library', libraryRoutes(platform))
  app.use('/api/media/*', known)
  app.route('/api/media', mediaRoutes(platform))

  app.use('/api/operating/*', known)
  app.route('/api/operating', operatingRoutes(platform))

  app.all('/api/*', () => {
    throw new ApiError(404, 'not-found', 'There is no such address in this API.')
  })
  app.route('/', metricsRoutes(platform))
  app.route('/', await clientRoutes(clientFolder))
  return app
}
