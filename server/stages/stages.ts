import type { StageRow } from '../../shared/core/api/stages.ts'
import { FLAGS, type FlagReason, isMutual, reasonSentence } from '../../shared/core/dependencies/stageFlags.ts'
import { STAGES, type Stage, type StageId, stageNamed } from '../../shared/core/stages/stages.ts'
import { createCommit } from '../../shared/node/commits.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { acceptFits } from '../../shared/node/stageFlags.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { ApiError } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { announce } from '../projects.ts'
import { LockError } from '../sync/locks.ts'

interface ApprovalRow {
  kind: Stage['kind']
  documentId: string
  by: string | null
  at: Date | null
}

/** The stages of a timeline and how each stands. */
async function approvals(sql: Query, timelineId: string): Promise<ApprovalRow[]> {
  const kinds = STAGES.map(stage => stage.kind)
  return sql<ApprovalRow[]>`
    select d.kind, d.id as "documentId", l.locked_by_name as by, l.locked_at as at
    from documents d
    left join locks l on l.document_id = d.id and l.root is null and l.approved and l.released_at is null
    where d.kind = any(${kinds})
      and d.timeline_id = ${timelineId}`
}

export async function readStages(sql: Query, timelineId: string): Promise<StageRow[]> {
  const rows = await approvals(sql, timelineId)
  const compared = await sql<{ stage: StageId; against: StageId; reasons: FlagReason[] }[]>`
    select stage, against, reasons from stage_flags where timeline_id = ${timelineId} order by stage, against`
  const flags = compared.filter(({ reasons }) => reasons.length > 0)
  const flagsOf = (id: StageId): StageRow['flags'] =>
    FLAGS.filter(({ stage }) => stage === id).flatMap(({ against }) => {
      const own = flags.find(flag => flag.stage === id && flag.against === against)?.reasons ?? []
      const theirs = isMutual(id, against) ? flags.find(flag => flag.stage === against && flag.against === id) : null
      // a beat that was edited is a reason for the sheet, too; of the script's own edits those that break a beat are
      const mutual = (theirs?.reasons ?? []).filter(reason => id === 'beats' || reason.breaks)
      const reasons = [...own, ...mutual].map(reasonSentence)
      const title = `Not Up-to-Date with Current ${stageNamed(against)?.title}`
      return reasons.length === 0 ? [] : [{ against, title, reasons }]
    })
  return STAGES.flatMap(({ id, number, title, kind }) => {
    const row = rows.find(one => one.kind === kind)
    if (!row) return []
    const { documentId, by, at } = row
    const status = at ? 'locked' : 'draft'
    const feeds = compared.flatMap(({ stage, against, reasons }) =>
      against === id && reasons.length === 0 ? (stageNamed(stage)?.id ?? []) : [],
    )
    return [{ id, number, title, documentId, status, by, at: at?.toISOString() ?? null, flags: flagsOf(id), feeds }]
  })
}

async function documentOf(sql: Query, timelineId: string, stage: Stage): Promise<ApprovalRow> {
  const row = (await approvals(sql, timelineId)).find(one => one.kind === stage.kind)
  if (!row) throw new Error(`Timeline ${timelineId} has no ${stage.kind}.`)
  return row
}

async function refuseUnready(sql: Query, documentId: string, stage: Stage): Promise<void> {
  const doc = await loadDocument(sql, documentId)
  const [beside] = await sql<{ hasPrimary: boolean; isAudio: boolean }[]>`
    select p.type = 'audio' as "isAudio", exists (
      select from project_files f where f.timeline_id = d.timeline_id and f.role = 'primary' and f.state = 'ready'
    ) as "hasPrimary"
    from documents d join projects p on p.id = d.project_id where d.id = ${documentId}`
  const missing = stage.missing(doc, beside?.hasPrimary, beside?.isAudio)
  doc.destroy()
  if (missing.length > 0) throw new ApiError(409, 'not-ready', `${missing.join(' ')} Nothing was locked.`)
}

/** Approvals that are being made, by document. */
const underWay = new Map<string, Promise<void>>()

/**
 * Locks the document of a stage and makes a commit of the timeline as it is then. Two people who press at once get one
 * approval. Throws {@link ApiError} 'not-ready' when something is missing, {@link LockError} when it is locked otherwise.
 */
export async function approve(
  platform: Pick<Platform, 'sql' | 'sync'>,
  place: Place,
  stage: Stage,
  by: { id: string; name: string },
  message: string,
): Promise<void> {
  const { documentId, at } = await documentOf(platform.sql, place.timelineId, stage)
  if (at) return
  const running = underWay.get(documentId)
  if (running) return running
  const work = lockAndCommit(platform, { ...place, documentId }, stage, by, message)
  underWay.set(documentId, work)
  try {
    await work
  } finally {
    underWay.delete(documentId)
  }
}

async function lockAndCommit(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  { projectId, timelineId, documentId }: Place & { documentId: string },
  stage: Stage,
  by: { id: string; name: string },
  message: string,
): Promise<void> {
  await sync.drain([documentId])
  await refuseUnready(sql, documentId, stage)
  try {
    await sync.lock(documentId, by, { reason: message.slice(0, 500), root: null, approved: true })
  } catch (error) {
    // somebody approved it between the look and the lock
    if (error instanceof LockError && (await documentOf(sql, timelineId, stage)).at) return
    throw error
  }
  try {
    // somebody may have taken something away between the look and the lock
    await refuseUnready(sql, documentId, stage)
    await sql.begin(async tx => {
      const author = { kind: 'person' as const, id: by.id, name: by.name }
      await createCommit(tx, timelineId, { kind: 'stage', name: stage.approved, message, author })
      await announce(tx, projectId, 'documents')
    })
  } catch (error) {
    await sync.unlock(documentId, by, null)
    throw error
  }
}

/** Opens an approved stage again for editing. False: it was open already. */
export async function reopen(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  { projectId, timelineId }: Place,
  stage: Stage,
  by: { id: string },
): Promise<boolean> {
  const { documentId, at } = await documentOf(sql, timelineId, stage)
  if (!at || !(await sync.unlock(documentId, by, null))) return false
  await announce(sql, projectId, 'documents')
  return true
}

/** Somebody has looked: the stage fits what the other one says now. Throws {@link ApiError} when they are never compared. */
export async function accept(sql: Sql, place: Place, stage: Stage, against: StageId): Promise<void> {
  if (!FLAGS.some(flag => flag.stage === stage.id && flag.against === against))
    throw new ApiError(
      400,
      'not-compared',
      `The ${stage.title.toLowerCase()} is not compared with that. Nothing was changed.`,
    )
  await sql.begin(tx => acceptFits(tx, place, stage.id, against))
}
