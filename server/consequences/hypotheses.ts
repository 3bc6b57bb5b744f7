import * as Y from 'yjs'
import type { Operation } from '../../shared/core/api/consequences.ts'
import { deleteAssets } from '../../shared/core/assets/write.ts'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { approveFrame, unapproveFrame } from '../../shared/core/frames/frames.ts'
import { approveTake, unapproveTake } from '../../shared/core/frames/takes.ts'
import { moveScene } from '../../shared/core/script/edit.ts'
import { setOmitted } from '../../shared/core/script/production.ts'
import { deleteShots } from '../../shared/core/shots/write.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { readVersion, readVersionState } from '../../shared/node/versionList.ts'
import { notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { supposeMerge } from '../timelines/merge.ts'
import { writeState } from '../versions/restore.ts'
import type { Hypothesis } from './consequences.ts'

type Deps = Pick<Platform, 'sql' | 'sync'>

/** Operations that are tried on copies of documents; of others it is only known where somebody will write. */
export type Tried = Exclude<Operation, { kind: 'edit' | 'write' }>

const APPROVALS = {
  frame: { approve: approveFrame, unapprove: unapproveFrame },
  take: { approve: approveTake, unapprove: unapproveTake },
} as const

/** What documents of a timeline would say after an operation. Nothing is written. Throws the 404 of what is not there. */
export async function hypothesesOf(deps: Deps, place: Place, asked: Tried): Promise<Hypothesis[]> {
  const { sql } = deps
  switch (asked.kind) {
    case 'moveScene':
      return [await supposed(deps, place, 'script', null, doc => moveScene(doc, asked.sceneId, asked.after))]
    case 'omitScene':
      return [await supposed(deps, place, 'script', null, doc => setOmitted(doc, asked.sceneId, asked.omitted))]
    case 'deleteShots':
      return [await supposed(deps, place, 'scene', asked.sceneId, doc => deleteShots(doc, asked.shotIds))]
    case 'deleteAssets':
      return [await supposed(deps, place, 'assets', null, doc => deleteAssets(doc, asked.assetIds))]
    case 'approve': {
      const write = APPROVALS[asked.of][asked.approved ? 'approve' : 'unapprove']
      return [await supposed(deps, place, 'scene', asked.sceneId, doc => write(doc, asked.id))]
    }
    case 'merge':
      return supposeMerge(deps, place.projectId, { from: asked.from, into: place.timelineId }, asked.choices)
    case 'restore': {
      const version = await readVersion(sql, asked.versionId)
      if (!version || version.projectId !== place.projectId) throw notFound()
      const target = await readVersionState(sql, version.id)
      const [document] = await sql<{ timelineId: string; kind: DocumentKind; sceneId: string | null }[]>`
        select timeline_id as "timelineId", kind, scene_id as "sceneId" from documents where id = ${version.documentId}`
      if (!document || document.timelineId !== place.timelineId) throw notFound()
      const { kind, sceneId } = document
      const told = await supposed(deps, place, kind, sceneId, doc => writeState(kind, doc, target, new Set()))
      target.destroy()
      return [told]
    }
  }
}

async function supposed(
  { sql, sync }: Deps,
  { timelineId }: Place,
  kind: DocumentKind,
  sceneId: string | null,
  edit: (doc: Y.Doc) => void,
): Promise<Hypothesis> {
  const [row] = await sql<{ id: string }[]>`
    select id from documents
    where timeline_id = ${timelineId} and kind = ${kind} and scene_id is not distinct from ${sceneId}`
  if (!row) throw notFound()
  // what was typed a moment ago counts
  await sync.drain([row.id])
  const now = await loadDocument(sql, row.id)
  const then = new Y.Doc()
  Y.applyUpdate(then, Y.encodeStateAsUpdate(now))
  edit(then)
  return { kind, sceneId, now, then }
}
