import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Ground } from './ground.ts'

/** What is measured, and what it is measured beside. */
export const CONTENDERS = ['aiuteur', 'stock'] as const
export type Contender = (typeof CONTENDERS)[number]

const FILES: Record<Contender, { file: string; path: string }> = {
  aiuteur: { file: 'syncServer.ts', path: '/sync' },
  stock: { file: 'stockServer.ts', path: '/' },
}

/** A server in a process of its own. */
export interface FaultServer {
  contender: Contender
  child: ChildProcess
  /** ws: address. */
  address: string
  /** How it ended; null while it lives. */
  ended(): string | null
  /** What it printed on the way, for a failure to show. */
  said(): string
  ask(what: string, value?: unknown): Promise<unknown>
  kill(): Promise<void>
}

/** Starts one. Resolves when it listens. */
export async function startServer(
  contender: Contender,
  { url }: Pick<Ground, 'url'>,
  env: Record<string, string> = {},
): Promise<FaultServer> {
  const { file, path } = FILES[contender]
  const child = fork(join(import.meta.dirname, file), {
    env: { ...process.env, ...env, DATABASE_URL: url },
    execArgv: ['--expose-gc', '--import', join(import.meta.dirname, 'clock.ts')],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-4000)
  })
  const answers = new Map<number, (answer: unknown) => void>()
  let questions = 0
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`The ${contender} server ended with ${code}: ${said}`)))
    child.on('message', (message: { port?: number; id?: number; answer?: unknown }) => {
      if (message.port !== undefined) resolve(message.port)
      else if (message.id !== undefined) answers.get(message.id)?.(message.answer)
    })
  })
  const exited = once(child, 'exit')
  return {
    contender,
    child,
    address: `ws://127.0.0.1:${port}${path}`,
    ended: () => child.signalCode ?? (child.exitCode === null ? null : `exit ${child.exitCode}`),
    said: () => said,
    ask(what, value) {
      const id = ++questions
      child.send({ id, ask: what, value })
      return new Promise((resolve, reject) => {
        answers.set(id, resolve)
        void exited.then(() => reject(new Error(`The ${contender} server is gone: ${said}`)))
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
