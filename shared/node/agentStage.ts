import type * as Y from 'yjs'
import type { AgentEntry, AgentTarget } from '../core/agents/catalog.ts'
import { hashOf } from '../core/agents/target.ts'
import { beatRow, readBeats } from '../core/beats/beats.ts'
import { REVISED } from '../core/dependencies/stageFlags.ts'
import { canonicalContent } from '../core/documents/content.ts'
import type { DocumentKind } from '../core/documents/kinds.ts'
import { readScenes } from '../core/script/scenes.ts'
import { STAGES, type Stage, type StageId, stageNamed } from '../core/stages/stages.ts'
import { WHY_LENGTH } from '../core/stages/why.ts'
import { readVariants } from '../core/treatment/variants.ts'
import { AgentJobError, type AgentRequest, type ResolvedTarget } from './agentRequest.ts'
import type { Sql } from './database.ts'
import { findDocument, loadDocument } from './documents.ts'
import { filesTold } from './stagedFiles.ts'

type StageTarget = Exclude<AgentTarget, 'selection' | 'scene' | 'thread' | 'room'>

/** What each agent of a stage writes in, and what it reads. */
const STAGE_OF: Record<Exclude<StageTarget, 'revision'>, { kind: DocumentKind; reads: DocumentKind }> = {
  treatment: { kind: 'treatment', reads: 'brief' },
  beats: { kind: 'beats', reads: 'treatment' },
  beat: { kind: 'beats', reads: 'treatment' },
  script: { kind: 'script', reads: 'beats' },
}

interface StageDocument {
  id: string
  kind: DocumentKind
  timelineId: string
  approved: boolean
  locked: boolean
}

/**
 * The document of a stage that an agent is asked to write. Throws {@link AgentJobError}: 'stage-waits' while the stage before it
 * is not locked, 'locked', 'why-needed' when something exists and nobody said why to make it anew, 'row-gone'.
 */
export async function resolveStage(
  sql: Sql,
  request: AgentRequest,
  agent: AgentEntry,
  target: StageTarget,
  model: string,
): Promise<ResolvedTarget> {
  const documents = await stageDocuments(sql, request.timelineId)
  const { kind, reads } = target === 'revision' ? revisedStage(request, documents) : STAGE_OF[target]
  const own = documents.find(one => one.kind === kind && (!request.documentId || one.id === request.documentId))
  const source = documents.find(one => one.kind === reads && one.timelineId === own?.timelineId)
  const stage = STAGES.find(stage => stage.kind === kind)
  if (!own || !source || !stage)
    throw new AgentJobError('document-not-found', 'This document is not in the project. Reload the page.', 404)
  if (target !== 'beat' && target !== 'revision') refuseWaiting(stage, documents)
  if (own.locked)
    throw new AgentJobError(
      'locked',
      `The ${stage.title.toLowerCase()} is locked, so nothing was asked. “Edit anyway” opens it.`,
      409,
    )
  const [doc, input] = [await loadDocument(sql, own.id), await loadDocument(sql, source.id)]
  try {
    refuseUnasked(target, doc, request)
    return {
      agent,
      document: await findDocument(sql, own.id),
      timelineId: own.timelineId,
      sceneId: null,
      state: hashOf([canonicalContent(kind, doc), canonicalContent(reads, input)]),
      part: hashOf([target, request.rowId ?? '', request.task ?? '', ...(request.angles ?? [])]),
      ...(target === 'treatment' ? { files: await filesTold(sql, request.timelineId, model) } : {}),
    }
  } finally {
    doc.destroy()
    input.destroy()
  }
}

/** A revision is of the document that is named. */
function revisedStage(
  { documentId }: AgentRequest,
  documents: readonly StageDocument[],
): { kind: DocumentKind; reads: DocumentKind } {
  const named = documents.find(one => one.id === documentId)
  const revised = REVISED.find(({ stage }) => stage === named?.kind)
  if (!revised)
    throw new AgentJobError(
      'nothing-to-revise',
      'Only a treatment and a beat sheet can be revised by what came after them.',
    )
  return { kind: revised.stage, reads: revised.against }
}

/** The documents of stages in a timeline, and whether each is under a lock. */
async function stageDocuments(sql: Sql, timelineId: string): Promise<StageDocument[]> {
  return sql<StageDocument[]>`
    select d.id, d.kind, d.timeline_id as "timelineId", l.document_id is not null as locked,
      coalesce(l.approved, false) as approved
    from documents d
    left join locks l on l.document_id = d.id and l.root is null and l.released_at is null
    where d.kind in ${sql(STAGES.map(stage => stage.kind))}
      and d.timeline_id = ${timelineId}`
}

/** Throws {@link AgentJobError} 'stage-waits' while the stage before one is not locked in a timeline. */
export async function requireStageBefore(sql: Sql, timelineId: string, id: StageId): Promise<void> {
  const stage = stageNamed(id)
  if (stage) refuseWaiting(stage, await stageDocuments(sql, timelineId))
}

function refuseWaiting(stage: Stage, documents: readonly StageDocument[]): void {
  const before = STAGES.find(({ id }) => id === stage.after)
  if (!before || documents.some(one => one.kind === before.kind && one.approved)) return
  throw new AgentJobError(
    'stage-waits',
    `The ${stage.title.toLowerCase()} waits for the ${before.title.toLowerCase()}: “${before.approve}” comes first. Nothing was asked.`,
    409,
  )
}

/** Is there something already that would be made anew? Then somebody must say why; a script is not written twice. */
function refuseUnasked(
  target: StageTarget,
  doc: Y.Doc,
  { instruction = '', rowId = '', task, anew = false }: AgentRequest,
): void {
  const hasWhy = instruction.trim().length >= WHY_LENGTH.least
  if (target === 'beat') {
    if (!task) throw new AgentJobError('task-needed', 'Say what is wanted: add, brainstorm or expand.')
    if (!beatRow(doc, rowId))
      throw new AgentJobError('row-gone', 'This beat was taken off the sheet meanwhile. Nothing was changed.', 409)
    if (task === 'add' && !hasWhy) throw whyNeeded('A new beat')
  }
  if (target === 'treatment' && readVariants(doc).length > 0 && !hasWhy) throw whyNeeded('Another set of treatments')
  if (target === 'beats' && readBeats(doc).length > 0 && !hasWhy) throw whyNeeded('A new beat sheet')
  if (target === 'script' && !anew && readScenes(doc).some(scene => scene.heading !== ''))
    throw new AgentJobError(
      'script-written',
      'There are scenes in the script already, and it is not written over. Nothing was changed. Have it written anew on a branch, or ask for single passages.',
      409,
    )
}

const whyNeeded = (what: string): AgentJobError =>
  new AgentJobError(
    'why-needed',
    `${what} needs a reason of ${WHY_LENGTH.least} characters or more: say what should be different.`,
  )
