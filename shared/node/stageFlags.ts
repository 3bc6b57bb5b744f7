import * as Y from 'yjs'
import { z } from 'zod'
import { REVISER } from '../core/agents/catalog.ts'
import {
  type Against,
  type Fingerprint,
  FLAGS,
  fingerprintOf,
  isMutual,
  REVISED,
  reasonsOf,
} from '../core/dependencies/stageFlags.ts'
import { type StageId, stageNamed } from '../core/stages/stages.ts'
import { decidedAnswer } from '../core/suggestions/decided.ts'
import type { SuggestionEdit } from '../core/suggestions/suggestion.ts'
import { storableJson } from '../core/text/storable.ts'
import { createCommit } from './commits.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { loadDocument } from './documents.ts'
import { lockTimeline } from './sceneDocuments.ts'

const fingerprint = z.record(
  z.string(),
  z.object({ hash: z.string(), label: z.string(), turn: z.array(z.string()).optional() }),
)

/** Remembers that a stage is in step with what another says. Behind {@link lockTimeline}. */
async function setInStep(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  against: Against,
  doc: Y.Doc,
): Promise<void> {
  const baseline = tx.json(storableJson(fingerprintOf(against, doc)))
  await tx`
    insert into stage_flags (timeline_id, stage, against, baseline)
    values (${of.timelineId}, ${stage}, ${against}, ${baseline})
    on conflict (timeline_id, stage, against) do update set baseline = excluded.baseline, reasons = '[]'`
  await notify(tx, CHANNEL.projectEvent, { projectId: of.projectId, type: 'documents' })
}

/**
 * Remembers what a stage was made from, and what that says otherwise by now: somebody may have written while the agent was at
 * it. `doc` has what the agent made where that is of the same document.
 */
export async function setMadeFrom(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  against: Against,
  doc: Y.Doc,
): Promise<void> {
  // a projection would write what it found against the baseline before
  await lockTimeline(tx, of.timelineId)
  await setInStep(tx, of, stage, against, doc)
  const [row] = await tx<{ id: string }[]>`
    select id from documents where timeline_id = ${of.timelineId} and kind = ${against}`
  if (!row) return
  const now = await loadDocument(tx, row.id)
  Y.applyUpdate(now, Y.encodeStateAsUpdate(doc))
  await projectFlags(tx, of, against, now)
  now.destroy()
}

type Baselines = (stage: StageId, against: Against) => Fingerprint | null

/** What each stage of a timeline was last in step with. */
export const readBaselines = (sql: Query, timelineId: string): Promise<Baselines> => baselinesOf(sql, timelineId, false)

/** The same of stages that are in step still. */
export const readInStep = (sql: Query, timelineId: string): Promise<Baselines> => baselinesOf(sql, timelineId, true)

async function baselinesOf(sql: Query, timelineId: string, inStep: boolean): Promise<Baselines> {
  const rows = await sql<{ stage: string; against: string; baseline: unknown }[]>`
    select stage, against, baseline from stage_flags
    where timeline_id = ${timelineId} and (not ${inStep} or reasons = '[]')`
  return (stage, against) => {
    const row = rows.find(row => row.stage === stage && row.against === against)
    return row ? fingerprint.parse(row.baseline) : null
  }
}

/**
 * A revision of a stage that people have decided about to its end, and took some of: the stage is in step again, and the
 * timeline gets a commit. Each revision once. `doc` is only read.
 */
export async function projectRevision(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  doc: Y.Doc,
): Promise<void> {
  const revised = REVISED.find(one => one.stage === stage)
  const decided = decidedAnswer(doc, REVISER)
  if (!revised || !decided) return
  const { suggestion: revision, taken: edits } = decided
  const taken = await tx`
    update stage_flags set revision = ${revision.group}
    where timeline_id = ${of.timelineId} and stage = ${stage} and against = ${revised.against}
      and revision is distinct from ${revision.group}`
  if (taken.count === 0) return
  await acceptFlag(tx, of, stage, revised.against)
  if (isMutual(stage, revised.against))
    await settleElements(tx, of, revised.against, revised.stage, doc, edits.flatMap(elementsOf))
  await createCommit(tx, of.timelineId, {
    kind: 'revision',
    name: `${stageNamed(stage)?.title} revised`,
    message: revision.instruction || revision.rationale,
    author: revision.author,
  })
}

/** The rows that an edit is about. */
function elementsOf(edit: SuggestionEdit): string[] {
  if (edit.kind === 'cell-text') return [edit.shotId]
  return edit.kind === 'insert-rows' || edit.kind === 'delete-rows' ? edit.rows.map(({ id }) => id) : []
}

/** Compares every stage that was in step with `against` with what that says now. `doc` is only read. */
export async function projectFlags(
  tx: Query,
  of: { projectId: string; timelineId: string },
  against: Against,
  doc: Y.Doc,
): Promise<void> {
  const rows = await tx<{ stage: string; baseline: unknown; reasons: unknown }[]>`
    select stage, baseline, reasons from stage_flags where timeline_id = ${of.timelineId} and against = ${against}`
  if (rows.length === 0) return
  let changed = false
  for (const { stage, baseline, reasons } of rows) {
    const found = reasonsOf(against, fingerprint.parse(baseline), doc)
    if (JSON.stringify(found) === JSON.stringify(reasons)) continue
    changed = true
    await tx`
      update stage_flags set reasons = ${tx.json(storableJson(found))}
      where timeline_id = ${of.timelineId} and stage = ${stage} and against = ${against}`
  }
  if (changed) await notify(tx, CHANNEL.projectEvent, { projectId: of.projectId, type: 'documents' })
}

/** A person says that a stage still fits the other one; of two that tell the same, that is said of both. */
export async function acceptFits(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  against: StageId,
): Promise<void> {
  // before they are read: two who say it at once wait for each other, and for what is projected
  await lockTimeline(tx, of.timelineId)
  await acceptFlag(tx, of, stage, against)
  if (isMutual(stage, against)) await acceptFlag(tx, of, against, stage)
}

/** What was written after another stage is in step with that one, element by element: other edits stay reasons. */
async function settleElements(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  against: Against,
  doc: Y.Doc,
  ids: readonly string[],
): Promise<void> {
  const was = (await readBaselines(tx, of.timelineId))(stage, against)
  if (!was) return
  const now = fingerprintOf(against, doc)
  const settled = new Set(ids)
  const baseline = Object.fromEntries([
    ...Object.entries(was).filter(([id]) => !settled.has(id)),
    ...Object.entries(now).filter(([id]) => settled.has(id)),
  ])
  await tx`
    update stage_flags set baseline = ${tx.json(storableJson(baseline))},
      reasons = ${tx.json(storableJson(reasonsOf(against, baseline, doc)))}
    where timeline_id = ${of.timelineId} and stage = ${stage} and against = ${against}`
}

/** The same from the documents as they are committed now. Throws when there is no such flag. */
export async function acceptFlag(
  tx: Query,
  of: { projectId: string; timelineId: string },
  stage: StageId,
  against: StageId,
): Promise<void> {
  const flag = FLAGS.find(flag => flag.stage === stage && flag.against === against)
  const [row] = await tx<{ id: string }[]>`
    select id from documents where timeline_id = ${of.timelineId} and kind = ${against}`
  if (!flag || !row) throw new Error(`No flag of ${stage} against ${against}.`)
  const doc = await loadDocument(tx, row.id)
  await setInStep(tx, of, stage, flag.against, doc)
  doc.destroy()
}
