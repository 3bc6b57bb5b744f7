import { afterAll, beforeAll, expect, test } from 'vitest'
import { Turns } from '../../../server/timelines/turns.ts'
import { connect, type Sql } from '../../../shared/node/database.ts'
import { createTestDatabase } from '../postgres.ts'

let sql: Sql
/** As two servers on one database have them. */
let one: Turns
let other: Turns
beforeAll(async () => {
  const url = await createTestDatabase({ empty: true })
  sql = connect(url, 1)
  one = new Turns(url)
  other = new Turns(url)
})
afterAll(() => Promise.all([one.stop(), other.stop(), sql.end()]))

/** Something that is done until it is told to end. */
function held(log: string[], name: string) {
  let end: (error?: Error) => void = () => {}
  const ended = new Promise<void>((resolve, reject) => {
    end = error => (error ? reject(error) : resolve())
  })
  const act = async () => {
    log.push(`${name} begins`)
    await ended
    log.push(`${name} ends`)
    return name
  }
  return { act, end }
}
const waiting = async () =>
  (
    await sql`
      select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and locktype = 'advisory' and not granted`
  ).length

test('of one project are taken one after the other, by two servers; another project does not wait', async () => {
  const log: string[] = []
  const [a, b, c] = [held(log, 'a'), held(log, 'b'), held(log, 'c')]
  const first = one.take('film', a.act)
  await expect.poll(() => log).toEqual(['a begins'])
  const second = other.take('film', b.act)
  await expect.poll(waiting).toBe(1)
  c.end()
  expect(await other.take('another film', c.act)).toBe('c')
  b.end()
  a.end()
  expect(await Promise.all([first, second])).toEqual(['a', 'b'])
  expect(log).toEqual(['a begins', 'c begins', 'c ends', 'a ends', 'b begins', 'b ends'])
})

test('end with what is done, also when it fails, and with the process that has one', async () => {
  const log: string[] = []
  const [a, b, c] = [held(log, 'a'), held(log, 'b'), held(log, 'c')]
  const failing = one.take('film', a.act)
  await expect.poll(() => log).toEqual(['a begins'])
  a.end(new Error('the disk is full'))
  await expect(failing).rejects.toThrow('the disk is full')
  const lost = one.take('film', b.act)
  await expect.poll(() => log).toEqual(['a begins', 'b begins'])
  const next = other.take('film', c.act)
  await expect.poll(waiting).toBe(1)
  // as when the process of the first is killed
  await sql`
    select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
    where d.datname = current_database() and locktype = 'advisory' and granted`
  await expect.poll(() => log).toEqual(['a begins', 'b begins', 'c begins'])
  c.end()
  expect(await next).toBe('c')
  // what was under way is done all the same, and says so
  b.end()
  expect(await lost).toBe('b')
})

test('of more projects than there are connections for are all taken', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `film ${at}`)
  expect(await Promise.all(names.map(name => one.take(name, async () => name)))).toEqual(names)
})
