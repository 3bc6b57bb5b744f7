import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../factories.ts'

const MAIN = { server: '../../../server/main.ts', worker: '../../../jobs/main.ts' } as const

/** A server or a worker as it is run by itself, with what it writes. */
export interface Process {
  /** All that it wrote, logs and everything else. */
  output(): string
  /** Its log, line by line. */
  lines(): Record<string, unknown>[]
  /** Ends it as an operator would, and waits until it has. */
  stop(): Promise<void>
}

export async function startProcess(part: keyof typeof MAIN, env: Record<string, string>): Promise<Process> {
  const child: ChildProcess = fork(fileURLToPath(new URL(MAIN[part], import.meta.url)), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'debug', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', data => (output += String(data)))
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', code => reject(new Error(`The ${part} ended with ${code}.\n${output}`)))
  })
  return {
    output: () => output,
    lines: () =>
      output.split('\n').flatMap((line): Record<string, unknown>[] => (line.startsWith('{') ? [JSON.parse(line)] : [])),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

export interface House {
  url: string
  metricsPort: number
  server: Process
  worker: Process
  /** Ends both; what they write until then is still to be read. */
  stop(): Promise<void>
}

/** A server and a worker on one database, each in a process of its own. */
export async function startHouse(env: Record<string, string>): Promise<House> {
  const [port, metricsPort] = [await freePort(), await freePort()]
  const settings = { ...env, PORT: String(port) }
  const [server, worker] = await Promise.all([
    startProcess('server', settings),
    startProcess('worker', { ...settings, METRICS_PORT: String(metricsPort) }),
  ])
  let stopped: Promise<unknown> | null = null
  return {
    url: `http://127.0.0.1:${port}`,
    metricsPort,
    server,
    worker,
    async stop() {
      stopped ??= Promise.all([server.stop(), worker.stop()])
      await stopped
    },
  }
}
