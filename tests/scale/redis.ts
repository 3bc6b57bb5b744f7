import { type ChildProcess, spawn } from 'node:child_process'
import { connect } from 'node:net'
import { freePort } from '../integration/factories.ts'

/** A Redis of its own, which keeps nothing. */
export interface TestRedis {
  url: string
  /** As when its machine dies. */
  kill(): Promise<void>
  /** Starts it (again), at the same address. */
  start(): Promise<void>
}

/** Debian's `redis-server`, on a free port. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  let running: ChildProcess | null = null
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const child = running
      running = null
      if (!child) return
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      const child = spawn('redis-server', settings, { stdio: 'ignore' })
      child.once('error', error => {
        throw new Error('These tests need redis-server: apt-get install redis-server', { cause: error })
      })
      running = child
      for (let attempt = 0; !(await answers(port)); attempt++) {
        if (attempt === 100) throw new Error('redis-server does not answer.')
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
  }
  await redis.start()
  return redis
}

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
