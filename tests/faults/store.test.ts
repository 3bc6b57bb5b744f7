import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { Documents } from '../../client/sync/documents.ts'
import type { OpenDocument } from '../../client/sync/openDocument.ts'
import { type Cluster, startPostgres } from '../../server/embeddedPostgres.ts'
import { connect } from '../../shared/node/database.ts'
import { migrate } from '../../shared/node/migrate.ts'
import { createTestDatabase } from '../integration/postgres.ts'
import { type House, openHouse, until } from '../integration/sync/house.ts'
import { mayMount, mountSmallDisk } from './smallDisk.ts'

/** Milliseconds in which everything drains by itself once the store is back. */
const RECOVERS_WITHIN = 10_000

let house: House
const tabs: Documents[] = []
const afterwards: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.destroy()
  await house.close()
  for (const undo of afterwards.splice(0).reverse()) await undo()
})

async function openTab(name: string): Promise<OpenDocument> {
  const person = await house.person(name, 'editor')
  const documents = new Documents(house.tab(person))
  tabs.push(documents)
  const open = documents.open(house.script, person)
  await until(open.getState).toMatchObject({ state: 'saved' })
  // a first letter: from now on both are known to the document
  text(open).insert(0, '0')
  await until(open.getState).toMatchObject({ state: 'saved' })
  return open
}
const text = (open: OpenDocument) => open.doc.getText('t')
const write = (open: OpenDocument, letter: string, times: number) => {
  for (let i = 0; i < times; i++) text(open).insert(text(open).length, letter)
}
const stored = async () => (await house.stored(house.script)).getText('t').toString()
const letters = (of: string) => [...of].sort().join('')

/**
 * Two people type while the store is away. Nothing is called saved, each sees what the other types, and everything is
 * saved by itself when it is back. Returns the milliseconds from the recovery to Saved.
 */
async function typeThrough(away: () => Promise<unknown>, back: () => Promise<unknown>): Promise<number> {
  const [ada, bob] = [await openTab('Ada'), await openTab('Bob')]
  await away()
  write(ada, 'a', 30)
  write(bob, 'b', 20)
  await until(() => [text(ada).length, text(bob).length]).toEqual([52, 52])
  for (const [open, unsaved] of [
    [ada, 30],
    [bob, 20],
  ] as const)
    expect(open.getState()).toMatchObject({ state: 'saving', unsaved, editable: true })
  const claimed: string[] = []
  const stops = [ada, bob].map(open => open.subscribe(() => claimed.push(open.getState().state)))
  // long enough for the store to refuse a few times
  await new Promise(resolve => setTimeout(resolve, 1500))
  write(ada, 'c', 1)
  expect(claimed).not.toContain('saved')
  for (const stop of stops) stop()
  await back()
  const recovered = performance.now()
  for (const open of [ada, bob])
    await until(open.getState, RECOVERS_WITHIN).toMatchObject({ state: 'saved', unsaved: 0 })
  const took = performance.now() - recovered
  expect(letters(await stored())).toBe(`00${'a'.repeat(30)}${'b'.repeat(20)}c`)
  expect(await stored()).toBe(text(ada).toString())
  return took
}

/** Writes smaller and smaller rows into the log of another document, until not one more fits. Resolves with the error's code. */
async function fillTable(): Promise<string> {
  const other = house.scene
  for (let bytes = 4096; ; bytes = Math.floor(bytes / 4))
    try {
      for (;;)
        await house.sql`
          insert into document_updates (document_id, payload)
          select ${other}, ${Buffer.alloc(bytes)} from generate_series(1, 20)`
    } catch (error) {
      if (bytes === 0) return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
}

describe('while the database is away, the header says Saving, typing goes on, and all is saved by itself after', () => {
  test('stopped and started again', async () => {
    const home = await mkdtemp(join(tmpdir(), 'aiuteur-faults-'))
    await chmod(home, 0o755)
    const options = {
      home,
      logFile: join(home, 'postgres.log'),
      password: randomBytes(18).toString('base64url'),
      settings: { fsync: 'off', full_page_writes: 'off' },
    }
    let cluster: Cluster = await startPostgres(options)
    afterwards.push(
      () => rm(home, { recursive: true, force: true }),
      () => cluster.stop(),
    )
    const databaseUrl = cluster.url('postgres')
    const sql = connect(databaseUrl, 1)
    await migrate(sql)
    await sql.end()
    house = await openHouse({ databaseUrl })
    const took = await typeThrough(
      () => cluster.stop(),
      async () => {
        cluster = await startPostgres({ ...options, port: cluster.port })
        expect(cluster.url('postgres')).toBe(databaseUrl)
      },
    )
    console.log(`database stopped: saved ${took.toFixed()} ms after it was back`)
  }, 60_000)

  test.runIf(mayMount)(
    'its disk is really full: a small tmpfs',
    async () => {
      const disk = await mountSmallDisk()
      afterwards.push(() => disk.unmount())
      const cluster = await startPostgres({
        home: join(disk.folder, 'postgres'),
        logFile: join(disk.folder, 'postgres.log'),
        password: randomBytes(18).toString('base64url'),
        settings: { fsync: 'off', min_wal_size: '32MB', max_wal_size: '32MB', autovacuum: 'off' },
      })
      afterwards.push(() => cluster.stop())
      const databaseUrl = cluster.url('postgres')
      const sql = connect(databaseUrl, 1)
      await migrate(sql)
      await sql.end()
      house = await openHouse({ databaseUrl })
      const codes = new Set<string>()
      const took = await typeThrough(
        async () => {
          await disk.fill()
          codes.add(await fillTable())
        },
        () => disk.clear(),
      )
      expect([...codes]).toEqual(['53100'])
      console.log(`tmpfs full: saved ${took.toFixed()} ms after there was room`)
    },
    90_000,
  )

  test('its disk is full', async () => {
    const databaseUrl = await createTestDatabase()
    house = await openHouse({ databaseUrl })
    const took = await typeThrough(
      () =>
        house.sql.unsafe(`
          create function disk_is_full() returns trigger language plpgsql as $$
          begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
          create trigger disk_is_full before insert on document_updates execute function disk_is_full()`),
      () => house.sql`drop trigger disk_is_full on document_updates`,
    )
    console.log(`disk full: saved ${took.toFixed()} ms after there was room`)
  }, 60_000)

  test('for somebody who comes while it is full: typing is kept here, and saved after', async () => {
    house = await openHouse()
    const ada = await openTab('Ada')
    await house.sql.unsafe(`
      create function disk_is_full() returns trigger language plpgsql as $$
      begin raise exception 'No space left on device' using errcode = '53100'; end $$;
      create trigger disk_is_full before insert on document_clients execute function disk_is_full();
      create trigger disk_is_full before insert on document_updates execute function disk_is_full()`)
    const person = await house.person('Bob', 'editor')
    const documents = new Documents(house.tab(person))
    tabs.push(documents)
    const bob = documents.open(house.script, person)
    await until(() => bob.getState().ready).toBe(true)
    write(bob, 'b', 5)
    await until(bob.getState).toMatchObject({ state: 'saving' })
    expect(bob.getState().unsaved).toBeGreaterThan(0)
    expect(ada.getState().state).toBe('saved')
    await house.sql`drop trigger disk_is_full on document_clients`
    await house.sql`drop trigger disk_is_full on document_updates`
    await until(bob.getState, RECOVERS_WITHIN).toMatchObject({ state: 'saved', unsaved: 0 })
    expect(await stored()).toBe('0bbbbb')
  }, 60_000)
})
