import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { restoreBackup } from '../../server/backup/restore.ts'
import { saveBackup } from '../../server/backup/save.ts'
import { readTables } from '../../server/backup/tables.ts'
import { connect, type Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { migrate } from '../../shared/node/migrate.ts'
import { createTestDatabase } from './postgres.ts'
import { openHouse } from './sync/house.ts'

/** What only a careless reader of lines and fields stumbles over. */
const HARD = 'tab\t, line\nend, \\. and \\N, \u2028, \r\n, “quotes” and 🎬'

let url: string
let script: string
let saved: Buffer
const open: Sql[] = []
const database = async (options?: { empty: boolean }) => {
  const sql = connect(await createTestDatabase(options), 2)
  open.push(sql)
  return sql
}
const save = async (sql: Sql): Promise<Buffer> => {
  const out = new PassThrough()
  const [whole] = await Promise.all([buffer(out), saveBackup(sql, out)])
  return whole
}
const restore = (sql: Sql, bytes: Buffer) => restoreBackup(sql, Readable.from([bytes]))

/** Table -> its rows, as one number for all of them. */
async function contents(sql: Sql): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const { name } of await readTables(sql)) {
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as rows from "${name}" t`,
    )
    all[name] = String(row?.rows)
  }
  return all
}

beforeAll(async () => {
  url = await createTestDatabase()
  const house = await openHouse({ databaseUrl: url })
  const ana = await house.person(HARD, 'editor')
  script = house.script
  await house.sync.transact(script, ana, doc => doc.getText('t').insert(0, HARD))
  await house.close()
  const sql = connect(url, 2)
  open.push(sql)
  // timelines that came of each other, and a row that refers to its own table
  const [main] = await sql<{ id: string; projectId: string }[]>`select id, project_id as "projectId" from timelines`
  await sql`insert into timelines (id, project_id, name, parent_id) values ('b', ${main?.projectId ?? ''}, 'Dark', ${main?.id ?? ''})`
  // the script waits to be projected, another document does not
  await sql`insert into document_settled (document_id, hash) select id, 'hash' from documents where id <> ${script} limit 1`
  saved = await save(sql)
})
afterAll(() => Promise.all(open.map(sql => sql.end())))

describe('a backup', () => {
  test('fills an empty database with all that there was, and people write on', async () => {
    const [before] = open
    const sql = await database({ empty: true })
    await restore(sql, saved)
    if (!before) throw new Error('no database')
    // what waited there settles once more here
    expect(await before`delete from document_settled where not projected`).toMatchObject({ count: 1 })
    expect(await contents(sql)).toEqual(await contents(before))
    expect((await loadDocument(sql, script)).getText('t').toString()).toBe(HARD)
    // numbers go on where they were, references hold, triggers work
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'On. ')
    const seqs = async () =>
      (await sql<{ seq: number }[]>`select seq from document_updates order by seq`).map(r => r.seq)
    const there = await seqs()
    await sql`insert into document_updates (document_id, payload) values (${script}, ${Y.encodeStateAsUpdate(doc)})`
    const after = await seqs()
    expect(after.slice(0, -1)).toEqual(there)
    expect(after.at(-1)).toBeGreaterThan(there.at(-1) ?? 0)
    await expect(sql`insert into timelines (id, project_id, name) values ('c', 'none', 'C')`).rejects.toThrow(
      /foreign key/,
    )
    const triggers = `select count(*) filter (where tgenabled = 'D')::int as off from pg_trigger`
    expect((await sql.unsafe(triggers))[0]).toEqual({ off: 0 })
  })

  test('of an older version gets the migrations that came since', async () => {
    const older = await database({ empty: true })
    const all = (JSON.parse(gunzipSync(saved).toString().split('\n')[0] ?? '') as { migrations: string[] }).migrations
    await migrate(older, undefined, all.slice(0, -3))
    await older`insert into projects (id, name, type) values ('old', 'Older', 'narrative')`
    await older`insert into timelines (id, project_id, name) values ('main', 'old', 'Main')`
    await older`insert into documents (id, project_id, timeline_id, kind) values ('doc', 'old', 'main', 'script')`
    await older`insert into jobs (id, project_id, timeline_id, document_id, agent, key, input)
      values ('job', 'old', 'main', 'doc', 'script', 'key', '{}')`
    const sql = await database({ empty: true })
    await restore(sql, await save(older))
    expect(await sql`select name from projects`).toEqual([{ name: 'Older' }])
    expect(await sql`select name from schema_migrations order by name`).toHaveLength(all.length)
    // its queue is not there any more
    expect(await sql`select state, error->>'code' as why from jobs`).toEqual([{ state: 'failed', why: 'restored' }])
    const text = gunzipSync(saved).toString('latin1').replace('0001_foundation', '9999_later')
    const newer = gzipSync(Buffer.from(text, 'latin1'))
    await expect(restore(await database({ empty: true }), newer)).rejects.toThrow(
      'This version does not know 9999_later',
    )
  })

  test('that is damaged, cut off or none changes nothing', async () => {
    const text = gunzipSync(saved)
    const wrong: [Buffer, RegExp][] = [
      [saved.subarray(0, saved.length - 20), /damaged or not whole/],
      [gzipSync(text.subarray(0, text.length - 9)), /damaged or not whole/],
      [gzipSync(text.subarray(0, text.length / 2)), /damaged or not whole|invalid|missing data/],
      [Buffer.from('INT. NOWHERE - DAY'), /damaged or not whole/],
      [gzipSync('INT. NOWHERE - DAY\n'), /no backup of Aiuteur/],
    ]
    const sql = await database()
    const before = await contents(sql)
    for (const [bytes, why] of wrong) await expect(restore(sql, bytes)).rejects.toThrow(why)
    expect(await contents(sql)).toEqual(before)
    await restore(sql, saved)
    await expect(restore(sql, saved)).rejects.toThrow('There are projects or people in this database already.')
  })

  test('is written and restored by command', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'backup-'))
    const file = join(folder, 'film.backup')
    const run = (command: string, path: string, database: string) =>
      new Promise<{ code: number; out: string }>(resolve =>
        execFile(
          process.execPath,
          ['server/backup/main.ts', command, path],
          { env: { ...process.env, DATABASE_URL: database } },
          (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
        ),
      )
    try {
      expect(await run('backup', file, url)).toMatchObject({ code: 0, out: expect.stringContaining('everything in') })
      expect((await stat(file)).mode & 0o077).toBe(0)
      const target = await createTestDatabase({ empty: true })
      expect(await run('restore', file, target)).toMatchObject({ code: 0, out: expect.stringContaining('Restored') })
      expect(await run('restore', file, target)).toMatchObject({ code: 1, out: expect.stringContaining('already') })
      expect(await run('restore', join(folder, 'none'), target)).toMatchObject({ code: 1 })
      expect(await run('save', file, url)).toMatchObject({ code: 2, out: expect.stringContaining('npm run -s backup') })
      await writeFile(file, 'x')
      expect(await run('backup', file, `${url}-gone`)).toMatchObject({ code: 1 })
      expect(await readFile(file, 'utf8')).toBe('x')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
