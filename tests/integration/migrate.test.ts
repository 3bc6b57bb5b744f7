import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect, type Sql } from '../../shared/node/database.ts'
import { MigrationError, migrate } from '../../shared/node/migrate.ts'
import { createTestDatabase } from './postgres.ts'

let sql: Sql
let folder: string
beforeEach(async () => {
  sql = connect(await createTestDatabase(), 4)
  await sql`delete from schema_migrations`
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  await sql.end()
  await rm(folder, { recursive: true })
})
const file = (name: string, text: string) => writeFile(join(folder, name), text)

describe('migrations', () => {
  test('run once each, in the order of their numbers', async () => {
    await file('0002_second.sql', 'insert into letters values (2)')
    await file('0001_first.sql', 'create table letters (n int)')
    await file('README.md', 'not SQL')
    expect(await migrate(sql, folder)).toEqual(['0001_first.sql', '0002_second.sql'])
    expect(await migrate(sql, folder)).toEqual([])
    expect(await sql`select n from letters`).toHaveLength(1)
  })

  test('two processes that start at once run each migration once', async () => {
    await file('0001_first.sql', 'create table letters (n int); insert into letters values (1)')
    const ran = await Promise.all([migrate(sql, folder), migrate(sql, folder)])
    expect(ran.flat()).toEqual(['0001_first.sql'])
  })

  test('one that fails changes nothing and names itself', async () => {
    await file('0001_first.sql', 'create table letters (n int)')
    await file('0002_broken.sql', 'insert into letters values (1); select nonsense')
    await expect(migrate(sql, folder)).rejects.toThrow(/0002_broken\.sql failed and changed nothing/)
    expect(await sql`select n from letters`).toHaveLength(0)
    await file('0002_broken.sql', 'insert into letters values (1)')
    expect(await migrate(sql, folder)).toEqual(['0002_broken.sql'])
  })

  test('an edited file and a database from the future are refused', async () => {
    await file('0001_first.sql', 'create table letters (n int)')
    await migrate(sql, folder)
    await file('0001_first.sql', 'create table letters (n bigint)')
    await expect(migrate(sql, folder)).rejects.toThrow(MigrationError)
    await rm(join(folder, '0001_first.sql'))
    await expect(migrate(sql, folder)).rejects.toThrow(/newer than this version/)
  })
})
