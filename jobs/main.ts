import { priceOf } from '../shared/core/agents/models.ts'
import { loadEnvFile, readConfig } from '../shared/node/config.ts'
import { connect } from '../shared/node/database.ts'
import { createLog } from '../shared/node/log.ts'
import { secretsOf } from '../shared/node/logSecrets.ts'
import { migrate } from '../shared/node/migrate.ts'
import { openBoss } from '../shared/node/queues.ts'
import { activeEmbedder } from '../shared/node/styles/activeEmbedder.ts'
import { startTracing } from '../shared/node/tracing.ts'
import { registerAgents } from './agents/registry.ts'
import { serveMetrics } from './metrics/listener.ts'
import { createWorkerMetrics } from './metrics/workerMetrics.ts'
import { loadPrompts } from './prompts.ts'
import { textModel } from './providers/models.ts'
import { RETRY_DELAYS } from './runJob.ts'
import { prepareStyles } from './styles/styleWorker.ts'
import { startWorker } from './worker.ts'

/** Milliseconds in which a worker lets go of everything after its time to finish is over. */
const LET_GO_WITHIN = 4_000
const PATIENCE = 8_000

/** Milliseconds before its end in which a model is warned about: sixty days. */
const RETIRES_SOON = 60 * 24 * 3600 * 1000

/** One worker process: `npm run worker`, or a child of `npm start`. Any number of them may run. */
async function main(): Promise<void> {
  loadEnvFile()
  const config = readConfig(process.env)
  const log = createLog('worker', config.LOG_LEVEL, secretsOf(config))
  const stopTracing = await startTracing('worker', config, log)
  const prompts = await loadPrompts()
  const agents = registerAgents(prompts)
  const sql = connect(config.DATABASE_URL, config.WORKER_CONCURRENCY + 3)
  await migrate(sql)
  const boss = await openBoss(config.DATABASE_URL, log, { worker: true })
  const meters = createWorkerMetrics()
  const model = meters.metered(await textModel(config))
  const embedder = await activeEmbedder(config)
  await prepareStyles({ sql, boss, log, embedder })
  const deps = { sql, boss, config, log, agents, prompts, model, embedder, retryDelays: RETRY_DELAYS, meters }
  const { METRICS_PORT } = config
  const stopMetrics = METRICS_PORT === undefined ? () => {} : await serveMetrics(config, METRICS_PORT, meters.metrics)
  const worker = await startWorker(deps)
  const retires = model.provider === 'offline' ? null : priceOf(model.model).retires
  if (retires && Date.parse(retires) - Date.now() < RETIRES_SOON)
    log.warn(
      { model: model.model, retires },
      `the provider switches this model off; set ${model.provider.toUpperCase()}_MODEL to another one`,
    )
  log.info({ provider: model.provider, model: model.model, concurrency: config.WORKER_CONCURRENCY }, 'working')
  process.send?.({ ready: true })

  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'stopping')
    // whatever still hangs after this is taken over by another worker when our heartbeats stop
    setTimeout(() => process.exit(1), PATIENCE + LET_GO_WITHIN).unref()
    await worker.stop(PATIENCE).catch(error => log.error({ err: error }, 'did not stop cleanly'))
    stopMetrics()
    await stopTracing().catch(() => {})
    await sql.end({ timeout: 2 })
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // The supervisor is gone, and with it whoever would stop us.
  process.on('disconnect', () => void stop('the supervisor ended'))
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
