import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { newId } from '../../shared/core/ids.ts'
import { connect } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { createTestDatabase } from './postgres.ts'

test.each([
  ['0014_treatments_and_beats.sql', ['beats', 'treatment'], 3],
  ['0023_assets.sql', ['assets'], 3],
])('a timeline of an earlier version gets its documents by %s, with their comments', async (file, kinds, schema) => {
  const sql = connect(await createTestDatabase(), 2)
  const [projectId, timelineId] = [newId(), newId()]
  await sql`insert into projects (id, name, type) values (${projectId}, 'Old', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values (${timelineId}, ${projectId}, 'Main')`
  await sql.unsafe(await readFile(`migrations/${file}`, 'utf8'))
  const rows = await sql<{ id: string; kind: string; target: string | null }[]>`
    select d.id, d.kind, t.kind as target from documents d left join documents t on t.id = d.target_document_id
    where d.project_id = ${projectId} order by d.kind, t.kind`
  const expected = [...kinds.map(kind => [kind, null]), ...kinds.map(kind => ['comments', kind])]
  const found = rows.map(({ kind, target }) => [kind, target])
  expect(found).toHaveLength(expected.length)
  expect(found).toEqual(expect.arrayContaining(expected))
  for (const { id } of rows) {
    const doc = await loadDocument(sql, id)
    expect(doc.getMap('meta').toJSON()).toEqual({ schema })
  }
  await sql.end()
})
