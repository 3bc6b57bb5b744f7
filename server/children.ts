import { type ChildProcess, fork } from 'node:child_process'

const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 10_000
/** A process that lived this long was well: the next death counts as the first. */
const WELL_AFTER_MS = 30_000
/** How long a process may take to make everything durable before it is killed. */
const DRAIN_MS = 15_000

export interface SupervisedProcess {
  /** Resolves when the process said it is ready; rejects when it ended before that on its first start. */
  ready: Promise<void>
  /** SIGTERM, time to drain, then SIGKILL. It is not started again. */
  stop(): Promise<void>
}

/** Runs a module as a child process and starts it again when it dies, waiting longer each time. */
export function supervise(
  name: string,
  module: string,
  env: NodeJS.ProcessEnv,
  say: (message: string) => void,
): SupervisedProcess {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  let child: ChildProcess
  let deaths = 0
  let wasReady = false
  let stopping = false
  let timer: NodeJS.Timeout | undefined

  const start = (): void => {
    const born = Date.now()
    child = fork(module, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.on('message', () => {
      wasReady = true
      resolve()
    })
    child.once('exit', (code, signal) => {
      if (stopping) return
      const how = signal ?? `code ${code}`
      if (!wasReady) return reject(new Error(`The ${name} ended while it started (${how}).`))
      if (Date.now() - born > WELL_AFTER_MS) deaths = 0
      const delay = Math.min(FIRST_DELAY_MS * 2 ** deaths, LONGEST_DELAY_MS)
      deaths += 1
      say(`The ${name} ended (${how}); starting it again.`)
      timer = setTimeout(start, delay)
    })
  }
  start()
  return {
    ready,
    async stop() {
      stopping = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>(done => child.once('exit', () => done()))
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS)
      await ended
      clearTimeout(force)
    },
  }
}
