import { loadEnvFile, readConfig } from '../shared/node/config.ts'
import { connect } from '../shared/node/database.ts'
import { createLog } from '../shared/node/log.ts'
import { secretsOf } from '../shared/node/logSecrets.ts'
import { migrate } from '../shared/node/migrate.ts'
import { startTracing } from '../shared/node/tracing.ts'
import { explainFailure } from './failures.ts'
import { startServer } from './server.ts'

/** One server process: `npm run server`, or a child of `npm start`. */
async function main(): Promise<void> {
  loadEnvFile()
  const config = readConfig(process.env)
  const log = createLog('server', config.LOG_LEVEL, secretsOf(config))
  const stopTracing = await startTracing('server', config, log)
  const sql = connect(config.DATABASE_URL, 1)
  await migrate(sql).finally(() => sql.end())
  const server = await startServer(config, log)
  log.info({ host: config.HOST, port: server.port }, 'listening')
  process.send?.({ ready: true })

  let stopping = false
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'stopping')
    await server.stop().catch(error => log.error({ err: error }, 'did not stop cleanly'))
    await stopTracing().catch(() => {})
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
  // The supervisor is gone, and with it whoever would stop us.
  process.on('disconnect', () => void stop('the supervisor ended'))
  if (process.connected === false) void stop('the supervisor ended while we started')
}

main().catch(error => {
  console.error(explainFailure(error))
  process.exit(1)
})
