import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
import { readLines, scriptRoots } from '../../shared/core/script/scenes.ts'
import { seedScript } from '../../shared/core/script/seed.ts'
import type { Query } from '../../shared/node/database.ts'
import { findDocument, loadDocument } from '../../shared/node/documents.ts'
import { projectScript } from '../../shared/node/projection.ts'
import { lockTimeline } from '../../shared/node/sceneDocuments.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce, scriptOf } from '../projects.ts'

/** What was imported, counted. */
export interface Imported {
  scenes: number
  lines: number
}

/** Rebuilds the rows of scenes from the committed script. */
export async function projectImported(tx: Query, scriptId: string): Promise<Imported> {
  const document = await findDocument(tx, scriptId)
  if (!document) throw notFound()
  // read behind the lock: a worker that projects a newer script meanwhile would be overwritten with this one
  await lockTimeline(tx, document.timelineId)
  const doc = await loadDocument(tx, scriptId)
  try {
    await projectScript(tx, document, doc)
    const [row] = await tx<{ scenes: number }[]>`
      select count(*)::int as scenes from scenes where timeline_id = ${document.timelineId}`
    return { scenes: row?.scenes ?? 0, lines: readLines(doc).length }
  } finally {
    doc.destroy()
  }
}

/** Seeds the empty script of a timeline. Throws {@link ApiError} 'script-not-empty' when there are words in it. */
export async function importIntoScript(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  { projectId, timelineId }: Place,
  screenplay: Screenplay,
  by: { id: string; name: string },
): Promise<Imported> {
  const scriptId = await scriptOf(sql, timelineId)
  // Somebody may have the script open: the sync server writes, and everyone sees the import arrive as one change.
  await sync.transact(scriptId, { kind: 'person', id: by.id, name: by.name }, doc => {
    if (readLines(doc).some(line => line.text !== ''))
      throw new ApiError(
        409,
        'script-not-empty',
        'This project has a script already; it is unchanged. Import the file as a new project.',
      )
    // The editor may have put an empty line there for somebody to type into.
    const { script } = scriptRoots(doc)
    script.delete(0, script.length)
    seedScript(doc, screenplay)
  })
  return sql.begin(async tx => {
    // a worker may project the same script: whoever writes the project's row has locked the timeline before
    const imported = await projectImported(tx, scriptId)
    await announce(tx, projectId, 'project')
    return imported
  })
}
