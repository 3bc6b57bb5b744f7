import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, freePort } from './factories.ts'

const root = join(import.meta.dirname, '../..')

/** `npm start` as people run it: a process of its own. */
export interface Supervisor {
  child: ChildProcess
  output(): string
  /** The exit code, once it ends. */
  ended: Promise<number | null>
}

/** A fresh DATA_DIR and port, with whatever is started on them. */
export interface StartPlace {
  dataDir: string
  port: number
  start(env?: Record<string, string>): Supervisor
  /** Ends everything that was started here. */
  stop(): Promise<void>
  remove(): Promise<void>
}

export async function openStartPlace(): Promise<StartPlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'start-'))
  const port = await freePort()
  const running = new Set<ChildProcess>()
  return {
    dataDir,
    port,
    start(env = {}) {
      const { DATABASE_URL: _, LOCAL_MODE: __, ...inherited } = process.env
      const child = spawn(process.execPath, ['server/start.ts'], {
        cwd: root,
        env: { ...inherited, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...env },
      })
      running.add(child)
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += String(data)))
      const ended = new Promise<number | null>(resolve =>
        child.once('close', code => {
          running.delete(child)
          resolve(code)
        }),
      )
      return { child, output: () => output, ended }
    },
    async stop() {
      await Promise.all([...running].map(child => end(child)))
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise(resolve => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Waits for the printed address; fails at once, with all output, when the supervisor ends before. */
export async function started(supervisor: Supervisor): Promise<URL> {
  const output = await eventually(
    () => supervisor.output(),
    text => /Open +http/.test(text) || supervisor.child.exitCode !== null,
    90,
  )
  const address = /Open +(http\S+)/.exec(output)?.[1]
  if (address === undefined) throw new Error(`It did not start:\n${output}`)
  return new URL(address)
}
