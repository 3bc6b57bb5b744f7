import type { WorkOptions } from 'pg-boss'
import * as Y from 'yjs'
import { z } from 'zod'
import { isFlagged } from '../../shared/core/dependencies/stageFlags.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { CHANNEL, notify, type Sql } from '../../shared/node/database.ts'
import { findDocument, loadInto } from '../../shared/node/documents.ts'
import { logInvalidations } from '../../shared/node/invalidations.ts'
import type { Log } from '../../shared/node/log.ts'
import { storeMadeRows } from '../../shared/node/madeRows.ts'
import { projectAssets, projectScene, projectScript, projectStyle } from '../../shared/node/projection.ts'
import { type Boss, QUEUE } from '../../shared/node/queues.ts'
import { isRegenerated, projectRegeneration } from '../../shared/node/regenerations.ts'
import { lockTimeline } from '../../shared/node/sceneDocuments.ts'
import { takeSettled } from '../../shared/node/settled.ts'
import { projectFlags, projectRevision } from '../../shared/node/stageFlags.ts'

const settled = z.object({ documentId: z.string() })

/** Kinds of documents that things are made from, or are in. */
const LOGGED: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['script', 'assets', 'scene'])

/** Rebuilds the projections of documents that settled with changed content. */
export async function startProjection(
  { sql, boss, log }: { sql: Sql; boss: Boss; log: Log },
  options: WorkOptions,
): Promise<void> {
  await boss.work(QUEUE.projection, options, async ([queued]) => {
    if (!queued) return
    const { documentId } = settled.parse(queued.data)
    const began = performance.now()
    await projectDocument(sql, documentId)
    log.debug({ documentId, milliseconds: Math.round(performance.now() - began) }, 'projected')
  })
}

/** Projects a document as it is committed now; nothing happens when it is gone. */
export async function projectDocument(sql: Sql, documentId: string): Promise<void> {
  await sql.begin(async tx => {
    const document = await findDocument(tx, documentId)
    if (!document) return
    // read behind the lock: whoever projects last has read last
    await lockTimeline(tx, document.timelineId)
    const authors = await takeSettled(tx, documentId)
    const doc = new Y.Doc()
    try {
      await loadInto(tx, documentId, doc)
      if (document.kind === 'brief') await projectStyle(tx, document, doc)
      else if (document.kind === 'script') await projectScript(tx, document, doc)
      else if (document.kind === 'scene') await projectScene(tx, document, doc)
      else if (document.kind === 'assets') {
        await projectAssets(tx, document, doc)
        // what depends on them may be outdated now
        await notify(tx, CHANNEL.projectEvent, { projectId: document.projectId, type: 'scenes' })
      }
      await storeMadeRows(tx, document, doc)
      if (LOGGED.has(document.kind)) await logInvalidations(tx, document, authors)
      if (isFlagged(document.kind)) {
        await projectFlags(tx, document, document.kind, doc)
        await projectRevision(tx, document, document.kind, doc)
      }
      if (isRegenerated(document.kind)) await projectRegeneration(tx, document, document.kind, doc)
    } finally {
      doc.destroy()
    }
  })
}
