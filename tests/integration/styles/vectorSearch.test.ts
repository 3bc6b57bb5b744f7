import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FoundChunk } from '../../../shared/core/api/styles.ts'
import { connect, type Query, type Sql } from '../../../shared/node/database.ts'
import { migrate } from '../../../shared/node/migrate.ts'
import {
  exactSearch,
  indexSearch,
  searchPassages,
  steadyIndex,
  type Wanted,
} from '../../../shared/node/styles/search.ts'
import { ensureVectorIndex, hasVectorIndex } from '../../../shared/node/styles/vectorIndex.ts'
import { freePort } from '../factories.ts'
import { createTestDatabase } from '../postgres.ts'

/**
 * The same questions for both ways to search. The exact one is asked of the test Postgres; the index of a Postgres in this
 * process that has pgvector, or of the empty database that PGVECTOR_URL names.
 */
async function openPgvector(): Promise<{ sql: Sql; close: () => Promise<void> }> {
  if (process.env.PGVECTOR_URL) {
    const named = connect(process.env.PGVECTOR_URL, 1)
    return { sql: named, close: () => named.end({ timeout: 2 }) }
  }
  const db = await PGlite.create({ extensions: { vector } })
  const port = await freePort()
  const server = new PGLiteSocketServer({ db, port })
  await server.start()
  const own = connect(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`, 1)
  const close = async () => {
    await own.end({ timeout: 2 })
    await server.stop()
    await db.close()
  }
  return { sql: own, close }
}

const MODEL = { name: "it's a model", dimensions: 12 }
const OTHER = { name: 'another', dimensions: 12 }
const PASSAGES = 400

/** The same numbers every time: seed, as SEED says. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state / 2 ** 31
  }
}
const SEED = Number(process.env.SEED ?? 20_261_130)
function vectors(count: number, next = random(SEED)): number[][] {
  return Array.from({ length: count }, () => {
    const vector = Array.from({ length: MODEL.dimensions }, next)
    const length = Math.hypot(...vector)
    return vector.map(value => value / length)
  })
}
const all = vectors(PASSAGES + 5)
const questions = all.slice(PASSAGES)

/** Two styles whose passages lie among each other, three of them twice, and some of another model. */
async function fill(sql: Sql): Promise<void> {
  const rows = all.slice(0, PASSAGES).map((vector, at) => ({
    position: at,
    style: at % 4 === 0 ? 'mine' : 'theirs',
    embedding: at % 40 === 4 ? all[0] : vector,
    embedder: at % 17 === 3 ? OTHER.name : MODEL.name,
  }))
  await sql`insert into styles (id, name, made_by_name) values ('mine', 'Mine', 'Ada'), ('theirs', 'Theirs', 'Eve')`
  await sql`
    insert into style_samples (id, style_id, name, kind, bytes, uploaded_by_name)
    values ('s-mine', 'mine', 'a.txt', 'txt', 1, 'Ada'), ('s-theirs', 'theirs', 'b.txt', 'txt', 1, 'Eve')`
  await sql`
    insert into style_chunks (sample_id, position, style_id, text, words, embedder, embedding)
    select 's-' || r.style, r.position, r.style, 'Passage ' || r.position, 2, r.embedder, r.embedding
    from jsonb_to_recordset(${sql.json(rows)}) as r (position int, style text, embedding real[], embedder text)`
}
const wantedBy = (vector: readonly number[], count = 8): Wanted => ({ styleId: 'mine', embedder: MODEL, vector, count })

/** What has to come out, reckoned here. */
function nearest(vector: readonly number[], count: number): number[] {
  return all
    .slice(0, PASSAGES)
    .flatMap((own, at) => {
      if (at % 4 !== 0 || at % 17 === 3) return []
      const passage = (at % 40 === 4 ? all[0] : own) ?? []
      return [
        { at, score: passage.reduce((sum, value, d) => sum + Math.fround(value) * Math.fround(vector[d] ?? 0), 0) },
      ]
    })
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, count)
    .map(({ at }) => at)
}
const positions = (found: readonly FoundChunk[]) => found.map(({ position }) => position)

let sql: Sql
beforeAll(async () => {
  sql = connect(await createTestDatabase(), 2)
  await fill(sql)
})
afterAll(() => sql.end({ timeout: 2 }))

describe('the exact search', () => {
  test('finds the nearest passages of one style and one model, in an order that never changes', async () => {
    for (const question of questions) {
      const found = await exactSearch(sql, wantedBy(question))
      expect(positions(found)).toEqual(nearest(question, 8))
      expect(await exactSearch(sql, wantedBy(question))).toEqual(found)
    }
    // equally near ones stand in the order of the sample
    expect(positions(await exactSearch(sql, wantedBy(all[0] ?? [], 11)))).toEqual([
      0, 4, 44, 84, 124, 164, 204, 244, 284, 324, 364,
    ])
  })

  test('is what is used where Postgres has no pgvector', async () => {
    expect(await ensureVectorIndex(sql, MODEL)).toBe(false)
    expect(await hasVectorIndex(sql, MODEL)).toBe(false)
    const { found, method } = await searchPassages(sql, wantedBy(questions[0] ?? []))
    expect(method).toBe('exact')
    expect(positions(found)).toEqual(nearest(questions[0] ?? [], 8))
  })

  test('finds nothing for a question of which the model knows no word', async () => {
    expect((await searchPassages(sql, wantedBy(questions.map(() => 0)))).found).toEqual([])
  })
})

/** Writes down a statement instead of sending it. */
function recorder(): { tx: Query; text: (query: unknown) => string } {
  interface Part {
    text: string
  }
  const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && 'text' in value
  const tag = (strings: TemplateStringsArray, ...values: unknown[]): Part => ({
    text: strings.reduce(
      (told, string, at) => told + (isPart(values[at - 1]) ? (values[at - 1] as Part).text : '$') + string,
    ),
  })
  const tx = Object.assign(tag, { unsafe: (text: string): Part => ({ text }) })
  return {
    tx: tx as unknown as Query,
    text: query => (isPart(query) ? query.text.replace(/\s+/g, ' ').trim() : ''),
  }
}

describe('the search by the index', () => {
  test('asks it for more than are wanted, of one model by name, and weighs them as the exact search does', () => {
    const { tx, text } = recorder()
    const statement = text(indexSearch(tx, wantedBy(questions[0] ?? [])))
    expect(statement).toContain("where embedder = 'it''s a model' and style_id = $")
    expect(statement).toContain('order by (embedding::vector(12)) <#> $::vector(12) limit $')
    const exact = text(exactSearch(tx, wantedBy(questions[0] ?? [])))
    const weighed = /\(select sum\(.*?both_of\(a, b\)\) as score/
    expect(weighed.exec(statement)?.[0]).toBe(weighed.exec(exact)?.[0])
    expect(/order by score desc.*$/.exec(statement)?.[0]).toBe(/order by score desc.*$/.exec(exact)?.[0])
  })

  test('finds the same as the exact search, by HNSW', { timeout: 60_000 }, async () => {
    const { sql: indexed, close } = await openPgvector()
    try {
      await migrate(indexed)
      await fill(indexed)
      expect(await ensureVectorIndex(indexed, MODEL)).toBe(true)
      await indexed.begin(async tx => {
        await steadyIndex(tx)
        // so few passages would be compared one by one
        await tx`set local enable_seqscan = off`
        await tx`set local enable_bitmapscan = off`
        await tx`set local enable_sort = off`
        await tx`drop index style_chunks_style_id_embedder_idx`
        for (const question of questions) {
          const found = await indexSearch(tx, wantedBy(question))
          expect(found).toEqual(await exactSearch(sql, wantedBy(question)))
          expect(positions(found)).toEqual(nearest(question, 8))
        }
        const plan = await tx`explain ${indexSearch(tx, wantedBy(questions[0] ?? []))}`
        expect(plan.map(row => row['QUERY PLAN']).join('\n')).toContain('style_chunks_hnsw_')
      })
      expect((await searchPassages(indexed, wantedBy(questions[0] ?? []))).method).toBe('hnsw')
    } finally {
      await close()
    }
  })
})
