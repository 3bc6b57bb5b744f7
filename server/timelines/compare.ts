import * as Y from 'yjs'
import type { Comparison, DocumentChange } from '../../shared/core/api/timelines.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Platform } from '../http/platform.ts'
import { readHands, viewOf } from '../versions/view.ts'
import { hashOfDocument, readSide, type Side, type SideDocument } from './sides.ts'

/** The order in which documents are shown: that of the pipeline. */
export const DOCUMENT_ORDER: readonly DocumentKind[] = ['brief', 'treatment', 'beats', 'script', 'assets', 'scene']

/**
 * What is otherwise in `to` than in `from`, document by document; those that say the same are left out. One side twice: all
 * that it says.
 */
export async function compare(
  platform: Pick<Platform, 'sql' | 'sync'>,
  projectId: string,
  ids: { from: string; to: string },
): Promise<Comparison> {
  const to = await readSide(platform, projectId, ids.to)
  const from = ids.from === ids.to ? to : await readSide(platform, projectId, ids.from)
  const headings = await headingsOf([to, from])
  const changes: DocumentChange[] = []
  for (const key of new Set([...from.documents.keys(), ...to.documents.keys()])) {
    const change = await changeOf(platform.sql, from.documents.get(key), to.documents.get(key))
    if (!change) continue
    const title = change.sceneId === null ? '' : (headings.get(change.sceneId) ?? 'A scene that is not in the script')
    changes.push({ ...change, title })
  }
  const places = [...headings.keys()]
  changes.sort(
    (a, b) =>
      DOCUMENT_ORDER.indexOf(a.kind) - DOCUMENT_ORDER.indexOf(b.kind) ||
      places.indexOf(a.sceneId ?? '') - places.indexOf(b.sceneId ?? ''),
  )
  return { from: { id: ids.from, name: from.name }, to: { id: ids.to, name: to.name }, changes }
}

async function changeOf(
  sql: Sql,
  was: SideDocument | undefined,
  is: SideDocument | undefined,
): Promise<Omit<DocumentChange, 'title'> | null> {
  const known = is ?? was
  const isOneSide = was === is
  if (!known || (!isOneSide && was?.hash != null && was.hash === is?.hash)) return null
  const after = is ? await is.read() : new Y.Doc()
  const before = isOneSide ? after : was ? await was.read() : new Y.Doc()
  try {
    const { kind, sceneId } = known
    if (!isOneSide && hashOfDocument(kind, before) === hashOfDocument(kind, after)) return null
    const { authors, authorOf } = await readHands(sql, ...[is, was].flatMap(side => side?.documentId ?? []))
    return { kind, sceneId, authors, view: viewOf(kind, before, after, { authorOf, remover: null }) }
  } finally {
    before.destroy()
    after.destroy()
  }
}

/** Scene id -> number and heading, in the order of the script; what is in an earlier side wins. */
async function headingsOf(sides: readonly Side[]): Promise<Map<string, string>> {
  const headings = new Map<string, string>()
  for (const side of sides) {
    const doc = await side.documents.get('script/')?.read()
    if (!doc) continue
    for (const { id, number, heading } of readScenes(doc))
      if (!headings.has(id)) headings.set(id, `Scene ${number}${heading ? `, ${heading}` : ''}`)
    doc.destroy()
  }
  return headings
}
