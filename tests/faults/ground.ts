import * as Y from 'yjs'
import { newId } from '../../shared/core/ids.ts'
import { connect, type Sql } from '../../shared/node/database.ts'
import { createDocument, loadDocument } from '../../shared/node/documents.ts'
import { type Identity, makeSyncToken } from '../../shared/node/syncToken.ts'
import { createTestDatabase } from '../integration/postgres.ts'
import { SECRET } from './child.ts'

export type Person = Extract<Identity, { kind: 'person' }>

/** A database with one project, in which the servers of a fault keep their documents. */
export interface Ground {
  url: string
  sql: Sql
  project: { projectId: string; timelineId: string }
  person(name: string): Promise<Person>
  token(person: Person): string
  /** A new document; any server here can open it. */
  document(): Promise<string>
  /** What our server would load, and what a stock one would. */
  stored(documentId: string): Promise<Y.Doc>
  storedByStock(documentId: string): Promise<Y.Doc>
  close(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  const url = await createTestDatabase()
  const sql = connect(url, 6)
  const project = { projectId: newId(), timelineId: newId() }
  await sql`insert into projects (id, name, type) values (${project.projectId}, 'Test', 'narrative')`
  await sql`insert into timelines (id, project_id, name) values (${project.timelineId}, ${project.projectId}, 'Main')`
  return {
    url,
    sql,
    project,
    async person(name) {
      const id = `${name}-${newId()}`
      await sql`insert into "user" (id, name, email) values (${id}, ${name}, ${`${id}@example.com`})`
      return { kind: 'person', id, name }
    },
    token: person => makeSyncToken(SECRET, person).token,
    document: () => createDocument(sql, { ...project, kind: 'scene', sceneId: newId() }),
    stored: documentId => loadDocument(sql, documentId),
    async storedByStock(documentId) {
      const doc = new Y.Doc()
      const [row] = await sql<{ state: Buffer }[]>`select state from stock_documents where name = ${documentId}`
      if (row) Y.applyUpdate(doc, row.state)
      return doc
    },
    close: () => sql.end(),
  }
}
