import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../../server/embeddedPostgres.ts'
import { newId } from '../../../shared/core/ids.ts'
import { connect, type Sql } from '../../../shared/node/database.ts'
import { createDocument } from '../../../shared/node/documents.ts'
import { migrate } from '../../../shared/node/migrate.ts'

/** `raw` passes bytes on and nothing else: the noise of the machine and of the clients. */
export const KINDS = ['raw', 'y-websocket', 'stock', 'ours'] as const
export type Kind = (typeof KINDS)[number]

export interface Peer {
  kind: Kind
  port: number
  /** The name of a new document, as this server knows it. */
  document(): Promise<string>
  /** Processor time in microseconds since it started, the heap in bytes after garbage collection, and open documents of ours. */
  usage(): Promise<{ cpu: number; heap: number; documents: number }>
  stop(): Promise<void>
}

/** A Postgres as it is installed. */
export interface Store {
  url: string
  sql: Sql
  stop(): Promise<void>
}

/** fsync and all, with people of these ids. */
export async function startStore(people: number): Promise<Store> {
  const home = await mkdtemp(join(tmpdir(), 'aiuteur-bench-'))
  const cluster = await startPostgres({ home, logFile: join(home, 'postgres.log'), password: newId() })
  const admin = connect(cluster.url('postgres'), 1)
  await admin.unsafe('create database bench')
  await admin.end()
  const url = cluster.url('bench')
  const sql = connect(url, 2)
  await migrate(sql)
  await sql`insert into projects (id, name, type) values ('bench', 'Bench', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values ('main', 'bench', 'Main')`
  for (let i = 0; i < people; i++)
    await sql`insert into "user" (id, name, email) values (${`p${i}`}, ${`p${i}`}, ${`p${i}@example.com`})`
  return {
    url,
    sql,
    async stop() {
      await sql.end()
      await cluster.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

export async function startPeer(kind: Kind, store: Pick<Store, 'url' | 'sql'>): Promise<Peer> {
  const child = fork(new URL('./serverProcess.ts', import.meta.url), [kind], {
    env: { ...process.env, DATABASE_URL: store.url },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const heard = <T>() => new Promise<T>(resolve => child.once('message', message => resolve(message as T)))
  const { port } = await heard<{ port: number }>()
  let scenes = 0
  return {
    kind,
    port,
    document: async () =>
      kind === 'ours'
        ? createDocument(store.sql, {
            projectId: 'bench',
            timelineId: 'main',
            kind: 'scene',
            sceneId: `${process.pid}-${scenes++}-${newId()}`,
          })
        : newId(),
    usage() {
      child.send('usage')
      return heard()
    },
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.send('exit')
      }),
  }
}
