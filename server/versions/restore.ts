import * as Y from 'yjs'
import { readBeats } from '../../shared/core/beats/beats.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { versionContent } from '../../shared/core/history/content.ts'
import { restoreBrief } from '../../shared/core/history/restoreBrief.ts'
import { restoreScript } from '../../shared/core/history/restoreScript.ts'
import { restoreSheet } from '../../shared/core/history/restoreSheet.ts'
import { restoreShots } from '../../shared/core/history/restoreShots.ts'
import { restoreTables } from '../../shared/core/history/restoreTables.ts'
import { restoreTreatment } from '../../shared/core/history/restoreTreatment.ts'
import { readScriptState } from '../../shared/core/history/scriptState.ts'
import { readShotsState } from '../../shared/core/history/shotsState.ts'
import { readTreatmentState } from '../../shared/core/history/treatmentState.ts'
import { clipped } from '../../shared/core/text/storable.ts'
import type { Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { readVersionState, type VersionRecord } from '../../shared/node/versionList.ts'
import { amendVersion, captureDocument, createVersion } from '../../shared/node/versions.ts'
import type { OpenRoomDoc, Sync } from '../sync/contract.ts'

/** What the version is called in the sentences about it. */
const called = ({ name }: VersionRecord): string => (name === null ? 'an earlier version' : `“${name}”`)

/**
 * Writes what a version said into the live document, as edits of `author`, and keeps what stood there before as a named
 * version. Returns the id of that version; null when the document says the same already, and nothing was done.
 */
export async function restoreVersion(
  { sql, sync }: { sql: Sql; sync: Sync },
  version: VersionRecord,
  author: Author & { kind: 'person' },
): Promise<string | null> {
  const { documentId, documentKind } = version
  const target = await readVersionState(sql, version.id)
  try {
    await sync.drain([documentId])
    const now = await loadDocument(sql, documentId)
    const same = versionContent(documentKind, now) === versionContent(documentKind, target)
    now.destroy()
    if (same) return null
    const before = await sql.begin(tx =>
      createVersion(tx, documentId, {
        kind: 'named',
        name: clipped(`Before restoring ${called(version)}`, 200),
        author,
      }),
    )
    let replacing = false
    const written = sync.transact(documentId, author, doc => {
      replacing = true
      const captured = captureDocument(documentKind, doc)
      writeState(documentKind, doc, target, occupiedLines(doc, author.id))
      return captured
    })
    const replaced = await written.catch(async error => {
      // refused before anything was replaced: nothing needs to be kept
      if (!replacing) await sql`delete from versions where id = ${before}`
      throw error
    })
    await sql.begin(async tx => {
      // stored before, in case that the process ends; now exactly as it was replaced
      await amendVersion(tx, before, replaced)
      await createVersion(tx, documentId, { kind: 'automatic', message: `Restored ${called(version)}.`, author })
    })
    return before
  } finally {
    target.destroy()
  }
}

/** Makes a document say what `target` says, by the fewest edits; lines in which somebody is stay. */
export function writeState(kind: DocumentKind, doc: Y.Doc, target: Y.Doc, occupied: ReadonlySet<string>): void {
  if (kind === 'brief') restoreBrief(doc, target)
  else if (kind === 'treatment') restoreTreatment(doc, readTreatmentState(target), occupied)
  else if (kind === 'beats') restoreSheet(doc, readBeats(target))
  else if (kind === 'assets') restoreTables(kind, doc, target)
  else if (kind === 'scene') {
    restoreShots(doc, readShotsState(target))
    restoreTables(kind, doc, target)
  } else restoreScript(doc, readScriptState(target), occupied)
}

/** Ids of the lines that somebody else's caret or selection ends in. */
function occupiedLines(doc: OpenRoomDoc, except: string): Set<string> {
  const lines = new Set<string>()
  for (const { user, cursor } of doc.awareness.getStates().values()) {
    if (user?.id === except) continue
    for (const end of [cursor?.anchor, cursor?.head]) {
      const line = lineAt(doc, end)
      if (line) lines.add(line)
    }
  }
  return lines
}

/** The line that a relative position, as awareness has it, is in. Positions are written by clients: anything may be there. */
function lineAt(doc: Y.Doc, position: unknown): string | null {
  try {
    const absolute = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc)
    const type: unknown = absolute?.type
    const element = type instanceof Y.XmlText ? type.parent : type
    const id = element instanceof Y.XmlElement ? element.getAttribute('id') : null
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}
