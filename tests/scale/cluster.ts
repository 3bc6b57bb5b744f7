import { type ChildProcess, spawn } from 'node:child_process'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../integration/factories.ts'
import { createTestDatabase } from '../integration/postgres.ts'
import { startRedis, type TestRedis } from './redis.ts'

export const SECRET = 'a secret that only the tests know, for a day'

const root = join(import.meta.dirname, '../..')

/** Servers as they run in production, each a process, behind one address. */
export interface Cluster {
  /** What the people use. */
  url: string
  /** Of each server by itself. */
  urls: readonly string[]
  databaseUrl: string
  redis: TestRedis
  start(index: number): Promise<void>
  /** SIGKILL, or SIGTERM as when it is replaced. Resolves when it has ended. */
  end(index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  close(): Promise<void>
}

export async function startCluster(count: number): Promise<Cluster> {
  const [redis, databaseUrl, balancerPort] = [await startRedis(), await createTestDatabase(), await freePort()]
  const ports: number[] = []
  for (let i = 0; i < count; i++) ports.push(await freePort())
  const running = new Map<number, ChildProcess>()
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    AUTH_SECRET: SECRET,
    PUBLIC_URL: `http://127.0.0.1:${balancerPort}`,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
  }
  const balancer = await balance(balancerPort, ports)
  const cluster: Cluster = {
    url: `http://127.0.0.1:${balancerPort}`,
    urls: ports.map(port => `http://127.0.0.1:${port}`),
    databaseUrl,
    redis,
    start(index) {
      const child = spawn(process.execPath, ['server/main.ts'], {
        cwd: root,
        env: { ...env, PORT: String(ports[index]) },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      running.set(index, child)
      return new Promise((resolve, reject) => {
        child.once('message', () => resolve())
        child.once('exit', code => reject(new Error(`Server ${index} ended with ${code}.`)))
      })
    },
    async end(index, signal) {
      const child = running.get(index)
      running.delete(index)
      if (!child) return
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill(signal)
      await ended
    },
    async close() {
      await Promise.all([...running.keys()].map(index => cluster.end(index, 'SIGTERM')))
      balancer.close()
      await redis.kill()
    },
  }
  await Promise.all(ports.map((_, index) => cluster.start(index)))
  return cluster
}

/** Passes each connection to the next server that takes it. */
function balance(port: number, servers: readonly number[]): Promise<Server> {
  let next = 0
  // a small frame must not wait for the answer to the one before it
  const balancer = createServer({ noDelay: true }, client => {
    client.on('error', () => {})
    const attempt = (left: number): void => {
      if (left === 0) return void client.destroy()
      const port = servers[next++ % servers.length] ?? 0
      const server: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const refused = () => attempt(left - 1)
      server.once('error', refused)
      server.once('connect', () => {
        server.off('error', refused)
        server.on('error', () => client.destroy())
        server.on('close', () => client.destroy())
        client.on('close', () => server.destroy())
        client.pipe(server).pipe(client)
      })
    }
    attempt(servers.length)
  })
  return new Promise(resolve => balancer.listen(port, '127.0.0.1', () => resolve(balancer)))
}
