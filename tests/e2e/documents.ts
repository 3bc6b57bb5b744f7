import type { Page } from '@playwright/test'
import * as Y from 'yjs'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import type { Studio } from './studio.ts'

/**
 * Writes in a document of a project over HTTP as the person of `page`: for what a spec needs to be there and is not about.
 * Answered when it is durable; open pages show it at once.
 */
export async function writeIn(
  page: Page,
  studio: Studio,
  projectId: string,
  kind: DocumentKind,
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const listed = await page.request.get(`${studio.url}/api/projects/${projectId}/documents`)
  const rows: { id: string; kind: string }[] = await listed.json()
  const id = rows.find(row => row.kind === kind)?.id
  if (id === undefined) throw new Error(`The project has no ${kind}.`)
  const address = `${studio.url}/api/documents/${id}`
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await (await page.request.get(`${address}/state`)).body())
  const before = Y.encodeStateVector(doc)
  write(doc)
  const answer = await page.request.post(`${address}/updates`, {
    data: Buffer.from(Y.encodeStateAsUpdate(doc, before)),
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}
