import type * as Y from 'yjs'
import type { VersionView } from '../../shared/core/api/versions.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { diffAssets, readAssetsState } from '../../shared/core/history/assetsState.ts'
import type { AuthorOfClient } from '../../shared/core/history/authored.ts'
import { diffBeats, readBeatsState } from '../../shared/core/history/beatsState.ts'
import { diffBriefs, readBriefState } from '../../shared/core/history/briefState.ts'
import { diffScripts } from '../../shared/core/history/diffScript.ts'
import { diffShots } from '../../shared/core/history/diffShots.ts'
import type { Hands } from '../../shared/core/history/pieces.ts'
import { readScriptState } from '../../shared/core/history/scriptState.ts'
import { readShotsState } from '../../shared/core/history/shotsState.ts'
import { diffTables, readTablesState } from '../../shared/core/history/tablesState.ts'
import { diffTreatments, readTreatmentState } from '../../shared/core/history/treatmentState.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { listVersions, type VersionRecord } from '../../shared/node/versionList.ts'
import { readAuthors } from '../http/documents.ts'

/** From one state of a document to another. The same document twice: what it says, in the hands of its authors. */
export function viewOf(kind: DocumentKind, before: Y.Doc, after: Y.Doc, hands: Hands): VersionView {
  const read = <S>(state: (doc: Y.Doc) => S): [S, S] => {
    const was = state(before)
    return [was, after === before ? was : state(after)]
  }
  if (kind === 'brief') return diffBriefs(...read(readBriefState), hands)
  if (kind === 'treatment') return diffTreatments(...read(readTreatmentState), hands)
  if (kind === 'beats') return diffBeats(...read(readBeatsState), hands)
  if (kind === 'assets') return diffAssets(...read(readAssetsState), hands)
  if (kind === 'script') return diffScripts(...read(readScriptState), hands)
  const tables = diffTables(...read(doc => readTablesState(kind, doc)), hands)
  return { kind: 'scene', shots: diffShots(...read(readShotsState), hands), tables }
}

const keyOf = (author: Author): string => (author.kind === 'person' ? author.id : `agent ${author.agent}`)

/** The authors of documents, each once, and the place in that list of everybody who wrote under some client id. */
export async function readHands(
  sql: Query,
  ...documentIds: string[]
): Promise<{ authors: Author[]; authorOf: AuthorOfClient; placeOf: (author: Author | null) => number | null }> {
  const places = new Map<string, number>()
  const authors: Author[] = []
  const placeOf = (author: Author | null): number | null => {
    if (!author) return null
    const key = keyOf(author)
    const place = places.get(key) ?? authors.push(author) - 1
    places.set(key, place)
    return place
  }
  const ofClient = new Map<number, number | null>()
  for (const documentId of documentIds)
    for (const [client, author] of Object.entries(await readAuthors(sql, documentId)))
      ofClient.set(Number(client), placeOf(author))
  return { authors, placeOf, authorOf: client => ofClient.get(client) ?? null }
}

/** The one author of all that happened from one version to a later one; null where there were several, or nobody knows. */
export async function soleAuthor(sql: Sql, from: VersionRecord, to: VersionRecord): Promise<Author | null> {
  const between = (await listVersions(sql, from.documentId)).filter(
    version => version.createdAt > from.createdAt && version.createdAt <= to.createdAt,
  )
  const authors = new Map(between.flatMap(version => version.authors.map(author => [keyOf(author), author])))
  return authors.size === 1 ? ([...authors.values()][0] ?? null) : null
}
