import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { compact } from '../../../server/sync/compaction.ts'
import type { Sync } from '../../../server/sync/contract.ts'
import { createSync } from '../../../server/sync/sync.ts'
import { AutomaticVersions } from '../../../server/versions/automatic.ts'
import { restoreVersion } from '../../../server/versions/restore.ts'
import type { Author } from '../../../shared/core/documents/author.ts'
import { newId } from '../../../shared/core/ids.ts'
import { insertLines } from '../../../shared/core/script/edit.ts'
import { plain } from '../../../shared/core/script/line.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { addShot } from '../../../shared/core/shots/write.ts'
import { createCommit } from '../../../shared/node/commits.ts'
import { connect, type Sql } from '../../../shared/node/database.ts'
import { createDocument, type DocumentRecord, findDocument, loadInto } from '../../../shared/node/documents.ts'
import { createLog } from '../../../shared/node/log.ts'
import { listVersions, readTimelineVersion, readVersionState } from '../../../shared/node/versionList.ts'
import { createVersion } from '../../../shared/node/versions.ts'
import { sweepStates, thinVersions } from '../../../shared/node/versionThinning.ts'
import { eventually } from '../factories.ts'
import { createTestDatabase } from '../postgres.ts'

let sql: Sql
let sync: Sync
let ana: Author & { kind: 'person' }
beforeAll(async () => {
  sql = connect(await createTestDatabase())
  sync = createSync({
    sql,
    config: { url: 'http://127.0.0.1', HOST: '127.0.0.1', PORT: 0, LOCAL_MODE: false },
    log: createLog('test', 'silent'),
    identify: async () => null,
    authorise: async () => null,
    onSettled: async () => {},
  })
  ana = { kind: 'person', id: newId(), name: 'Ana' }
  await sql`insert into "user" (id, name, email) values (${ana.id}, ${ana.name}, ${`${ana.id}@example.com`})`
})
afterAll(async () => {
  await sync?.stop()
  await sql?.end()
})

/** A timeline with a script and a scene. */
async function film(): Promise<{ timelineId: string; script: string; scene: string }> {
  const [projectId, timelineId] = [newId(), newId()]
  await sql`insert into projects (id, name, type) values (${projectId}, 'A film', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values (${timelineId}, ${projectId}, 'Main')`
  const script = await createDocument(sql, { projectId, timelineId, kind: 'script', sceneId: null })
  const scene = await createDocument(sql, { projectId, timelineId, kind: 'scene', sceneId: 's1' })
  return { timelineId, script, scene }
}
async function record(id: string): Promise<DocumentRecord> {
  const document = await findDocument(sql, id)
  if (!document) throw new Error(`There is no document ${id}.`)
  return document
}
const addLine = (doc: Y.Doc, text: string): string[] =>
  insertLines(doc, readLines(doc).at(-1)?.id ?? null, [{ type: 'action', runs: plain(text) }])
const named = (name: string) => ({ kind: 'named', name, author: ana }) as const

describe('a version of a whole timeline', () => {
  it('has all documents at one moment, whatever is edited meanwhile', async () => {
    const { timelineId, script, scene } = await film()
    let stop = false
    let round = 0
    // a shot is only ever added when the line of the same round is durable
    const editing = (async () => {
      while (!stop) {
        round++
        await sync.transact(script, ana, doc => addLine(doc, `line ${round}`))
        await sync.transact(scene, ana, doc => addShot(doc, readShots(doc).at(-1)?.id ?? null, { action: `${round}` }))
      }
    })()
    const seen: [number, number][] = []
    for (let i = 0; i < 25; i++) {
      const id = await sql.begin(tx => createCommit(tx, timelineId, { ...named(`Round ${i}`), kind: 'stage' }))
      const together = await readTimelineVersion(sql, id)
      expect(together.map(version => version.documentId).sort()).toEqual([script, scene].sort())
      const count = async (documentId: string, read: (doc: Y.Doc) => number): Promise<number> => {
        const version = together.find(one => one.documentId === documentId)
        return read(await readVersionState(sql, version?.id ?? ''))
      }
      seen.push([await count(script, doc => readLines(doc).length), await count(scene, doc => readShots(doc).length)])
    }
    stop = true
    await editing
    for (const [lines, shots] of seen) expect([0, 1]).toContain(lines - shots)
    expect(seen.at(-1)?.[0]).toBeGreaterThan(seen[0]?.[0] ?? 0)
  })

  it('covers the log up to its sequence, also after the log was folded', async () => {
    const { script } = await film()
    await sync.transact(script, ana, doc => addLine(doc, 'one'))
    await sql.begin(tx => createVersion(tx, script, named('One')))
    const [first] = await listVersions(sql, script)
    const [log] = await sql<
      { seq: number }[]
    >`select max(seq) as seq from document_updates where document_id = ${script}`
    expect(first?.seq).toBe(log?.seq)
    await compact(sql, script)
    await sql.begin(tx => createVersion(tx, script, named('Two')))
    expect((await listVersions(sql, script))[0]?.seq).toBe(first?.seq)
  })
})

describe('going back', () => {
  it('leaves no version behind when the document may not be written', async () => {
    const { script } = await film()
    const id = await sql.begin(tx => createVersion(tx, script, named('Early')))
    await sync.transact(script, ana, doc => addLine(doc, 'one'))
    const before = await listVersions(sql, script)
    const version = before.find(one => one.id === id)
    if (!version) throw new Error('the version is not listed')
    const refusing: Sync = { ...sync, transact: () => Promise.reject(new Error('It is locked.')) }
    await expect(restoreVersion({ sql, sync: refusing }, version, ana)).rejects.toThrow('It is locked.')
    expect(await listVersions(sql, script)).toEqual(before)
    await restoreVersion({ sql, sync }, version, ana)
    expect((await listVersions(sql, script)).length).toBe(before.length + 2)
  })
})

describe('automatic versions', () => {
  /** Of a document that is all stored, and nowhere else. */
  const stored = { durable: async () => {}, caughtUp: async () => {} }

  it('are made when the last person leaves after edits, with who made them, deletions included; not otherwise', async () => {
    const { script } = await film()
    const kinds = async () => (await listVersions(sql, script)).map(version => version.kind)
    // every transaction opens the document and leaves it
    await sync.transact(script, ana, doc => addLine(doc, 'one'))
    await eventually(kinds, all => all.length === 2)
    await sync.transact(script, ana, () => {})
    const [last] = await listVersions(sql, script)
    expect(last?.authors).toEqual([ana])
    expect(await kinds()).toEqual(['automatic', 'automatic'])
  })

  it('are made of a document that changed without one, before anybody edits it', async () => {
    const { script } = await film()
    const doc = new Y.Doc()
    await loadInto(sql, script, doc)
    const document = await record(script)
    const opened = async () => {
      const versions = new AutomaticVersions({ sql, document, doc, ...stored, onError: fail })
      await versions.opened()
      await versions.flush()
      versions.end()
    }
    await opened()
    await opened()
    expect(await listVersions(sql, script)).toHaveLength(1)
  })

  it('are made after so long of editing, at a pause, and again only after as long', async () => {
    const { script } = await film()
    const doc = new Y.Doc()
    await loadInto(sql, script, doc)
    const every = { edited: 60, pause: 20, most: 1_000, retry: 50 }
    const document = await record(script)
    const versions = new AutomaticVersions({ sql, document, doc, ...stored, onError: fail, every })
    for (const words of ['one', 'two']) {
      addLine(doc, words)
      versions.touch(ana)
      await eventually(
        async () => (await listVersions(sql, script)).length,
        count => count === (words === 'one' ? 1 : 2),
      )
    }
    versions.end()
  })

  it('try again when the store was away, with everybody who wrote', async () => {
    const { script } = await film()
    const doc = new Y.Doc()
    await loadInto(sql, script, doc)
    let failures = 0
    const versions = new AutomaticVersions({
      sql,
      document: await record(script),
      doc,
      ...stored,
      durable: async () => {
        if (failures < 2) throw new Error('the store is away')
      },
      onError: () => failures++,
      every: { edited: 10, pause: 0, most: 0, retry: 10 },
    })
    addLine(doc, 'one')
    versions.touch(ana)
    const [version] = await eventually(
      () => listVersions(sql, script),
      all => all.length === 1,
    )
    expect(failures).toBe(2)
    expect(version?.authors).toEqual([ana])
    versions.end()
  })

  it('are thinned by the written rule; the ones that stay have the authors of those that went, and no state is left over', async () => {
    const { script } = await film()
    const now = Date.UTC(2026, 9, 14, 12)
    const ids: string[] = []
    await sync.transact(script, ana, doc => addLine(doc, 'words'))
    for (let i = 0; i < 6; i++) {
      ids.push(await sql.begin(tx => createVersion(tx, script, { kind: 'automatic', author: null })))
      // six versions of one hour, three days ago
      await sql`update versions set created_at = ${new Date(now - 3 * 86_400_000 + i * 600_000)} where id = ${ids[i] ?? ''}`
    }
    await sql`delete from versions where document_id = ${script} and id <> all(${ids})`
    await sql`delete from version_authors where version_id = any(${ids}) and version_id <> ${ids[2] ?? ''}`
    await sql`insert into version_authors (version_id, user_id) values (${ids[2] ?? ''}, ${ana.id}) on conflict do nothing`
    await sql`update versions set kind = 'named', name = 'Kept' where id = ${ids[4] ?? ''}`
    expect(await sql.begin(tx => thinVersions(tx, script, now))).toBe(3)
    const left = await listVersions(sql, script)
    expect(left.map(version => version.id)).toEqual([ids[5], ids[4], ids[0]])
    expect(left.find(version => version.id === ids[4])?.authors).toEqual([ana])
    await sweepStates(sql)
    const [orphans] = await sql<{ count: number }[]>`
      select count(*)::int as count from version_states s where not exists (select from versions where state_hash = s.hash)`
    expect(orphans?.count).toBe(0)
  })

  it('never lose a state to a sweep that runs while versions are stored', async () => {
    const films = await Promise.all(Array.from({ length: 4 }, film))
    await Promise.all([
      ...films.map(async ({ script }) => {
        for (let i = 0; i < 8; i++) {
          const id = await sql.begin(tx => createVersion(tx, script, named(`${i}`)))
          await sql`delete from versions where id = ${id}`
        }
        await sql.begin(tx => createVersion(tx, script, named('last')))
      }),
      (async () => {
        for (let i = 0; i < 20; i++) await sweepStates(sql)
      })(),
    ])
    for (const { script } of films) expect(await listVersions(sql, script)).toHaveLength(1)
  })
})

function fail(error: unknown): never {
  throw error
}
