import type { Page } from '@playwright/test'
import * as Y from 'yjs'
import { z } from 'zod'
import { type SceneRow, sceneRow } from '../../shared/core/api/schemas.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import type { Studio } from './studio.ts'

/** The address of the document of a kind, and of a scene. */
async function addressOf(
  page: Page,
  studio: Studio,
  projectId: string,
  kind: DocumentKind,
  sceneId: string | null,
): Promise<string> {
  const listed = await page.request.get(`${studio.url}/api/projects/${projectId}/documents`)
  const rows: { id: string; kind: string; sceneId: string | null }[] = await listed.json()
  const id = rows.find(row => row.kind === kind && row.sceneId === sceneId)?.id
  if (id === undefined) throw new Error(`The project has no ${kind}.`)
  return `${studio.url}/api/documents/${id}`
}

async function readState(page: Page, address: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await (await page.request.get(`${address}/state`)).body())
  return doc
}

/** A copy of the document of a kind. */
export const readDocument = async (page: Page, studio: Studio, projectId: string, kind: DocumentKind): Promise<Y.Doc> =>
  readState(page, await addressOf(page, studio, projectId, kind, null))

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
  sceneId: string | null = null,
): Promise<void> {
  const address = await addressOf(page, studio, projectId, kind, sceneId)
  const doc = await readState(page, address)
  const before = Y.encodeStateVector(doc)
  write(doc)
  const answer = await page.request.post(`${address}/updates`, {
    data: Buffer.from(Y.encodeStateAsUpdate(doc, before)),
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}

/** The scenes of a project as its pages list them: when its documents have come to rest, a moment after they were written. */
export async function readSceneRows(page: Page, studio: Studio, projectId: string): Promise<SceneRow[]> {
  const answer = await page.request.get(`${studio.url}/api/projects/${projectId}/scenes`)
  return z.array(sceneRow).parse(await answer.json())
}
