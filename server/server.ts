import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Config } from '../shared/node/config.ts'
import { connect } from '../shared/node/database.ts'
import type { Log } from '../shared/node/log.ts'
import { createMailer } from '../shared/node/mail.ts'
import { areElsewhere, sweepRegularly } from '../shared/node/media.ts'
import { notifyMentioned } from '../shared/node/mentions.ts'
import { openObjectStore } from '../shared/node/objectStore.ts'
import { enqueueProjection, openBoss } from '../shared/node/queues.ts'
import { readSyncToken } from '../shared/node/syncToken.ts'
import { watchAccess } from './accessWatch.ts'
import { createApp } from './app.ts'
import { createAuth, type PasswordKeeper } from './auth/auth.ts'
import { identityOf } from './auth/callers.ts'
import { authoriseIdentity } from './authorise.ts'
import { listenForEvents } from './events.ts'
import { createLimits, type Limits } from './http/limits.ts'
import type { Platform } from './http/platform.ts'
import { createServerMetrics } from './metrics/serverMetrics.ts'
import { record } from './people/audit.ts'
import { resetMail } from './people/mails.ts'
import { suspensionOf } from './people/suspension.ts'
import { createSampleFor } from './sample.ts'
import { createSync } from './sync/sync.ts'
import { Turns } from './timelines/turns.ts'

export interface RunningServer {
  platform: Platform
  port: number
  /** Refuses new work, makes everything received durable, and closes every connection. */
  stop(): Promise<void>
}

/** What tests replace. */
export interface ServerParts {
  /** Where the built client is, instead of dist/client. */
  clientFolder?: string
  limits?: Limits
  passwords?: PasswordKeeper
}

/** Starts one server process on config.HOST and config.PORT (0: any free one). Rejects when the port is taken. */
export async function startServer(
  config: Config,
  log: Log,
  { clientFolder, limits = createLimits(), passwords }: ServerParts = {},
): Promise<RunningServer> {
  const stopping = new AbortController()
  const sql = connect(config.DATABASE_URL, 12)
  const objects = await openObjectStore(config)
  const boss = await openBoss(config.DATABASE_URL, log)
  const mail = createMailer(config, log)
  const metrics = createServerMetrics()
  const auth = createAuth({
    config,
    log,
    passwords,
    onSignUp: person => createSampleFor({ sql, log }, person),
    sendReset: (person, token) => mail.send(resetMail(config, person, token)),
    onPasswordReset: person => record(sql, { actor: person, action: 'password.changed' }),
    refusalOf: async userId => (await suspensionOf(sql, userId))?.message ?? null,
  })
  const events = await listenForEvents(sql, log)
  // of their own: in a turn of a project, what is done for its documents is waited for
  const documentTurns = config.REDIS_URL === undefined ? null : new Turns(config.DATABASE_URL)
  const sync = createSync({
    sql,
    config,
    log,
    identify: async ({ token, cookie }) => {
      if (token !== '') return readSyncToken(config.AUTH_SECRET, token)
      const caller = await auth.callerOf(cookie)
      return caller && identityOf(caller)
    },
    meters: metrics.sync,
    ...(config.REDIS_URL !== undefined && documentTurns
      ? { others: { redisUrl: config.REDIS_URL, alone: (name, act) => documentTurns.take(name, act) } }
      : {}),
    authorise: (identity, documentId) => authoriseIdentity(sql, identity, documentId),
    onSettled: (tx, document) =>
      document.kind === 'comments' ? notifyMentioned(tx, document) : enqueueProjection(boss, tx, document.id),
  })
  metrics.watch({ status: () => sync.status(), boss })

  // Members may have been changed by another server process.
  events.on(null, ({ type, userId }) => {
    if (type !== 'members' || userId === undefined) return
    sync.recheck(userId).catch(error => log.error({ err: error, userId }, 'could not check access again'))
  })

  const access = await watchAccess({ sql, log }, userId => sync.recheck(userId))

  const turns = new Turns(config.DATABASE_URL)
  const platform: Platform = {
    config,
    sql,
    objects,
    boss,
    log,
    auth,
    sync,
    turns,
    events,
    access,
    mail,
    limits,
    metrics,
  }
  const app = await createApp(platform, stopping.signal, clientFolder)
  const http = createAdaptorServer({ fetch: app.fetch, websocket: { server: sync.websocketServer } })
  if (!objects && (await areElsewhere(sql)))
    log.error('pictures are in a bucket, and S3_BUCKET is not set: they cannot be shown until it is')
  const stopSweeping = objects ? sweepRegularly({ sql, objects, log }) : () => {}
  const stop = async () => {
    stopping.abort()
    stopSweeping()
    const closed = new Promise<void>(resolve => http.close(() => resolve()))
    await sync.stop()
    if ('closeIdleConnections' in http) http.closeIdleConnections()
    const patience = setTimeout(() => 'closeAllConnections' in http && http.closeAllConnections(), 3_000)
    await closed
    clearTimeout(patience)
    await Promise.all([
      events.stop().catch(() => undefined),
      access.stop().catch(() => undefined),
      boss.stop({ graceful: true, timeout: 2_000 }),
      auth.stop(),
      turns.stop(),
      documentTurns?.stop(),
    ])
    mail.stop()
    objects?.close()
    await sql.end({ timeout: 5 })
  }
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject)
      http.listen(config.PORT, config.HOST, () => {
        http.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    await stop().catch(() => undefined)
    throw error
  }
  const { port } = http.address() as AddressInfo
  return { platform, port, stop }
}
