import type * as Y from 'yjs'
import { z } from 'zod'
import { REVISER } from '../core/agents/catalog.ts'
import {
  type Against,
  differences,
  type Fingerprint,
  FLAGS,
  fingerprintOf,
  REVISED,
} from '../core/dependencies/stageFlags.ts'
import { type StageId, stageNamed } from '../core/stages/stages.ts'
import { decidedAnswer } from '../core/suggestions/decided.ts'
import { storableJson } from '../core/text/storable.ts'
import { createCommit } from './commits.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import { loadDocument } from './documents.ts'

const fingerprint = z.record(z.string(), z.object({ hash: z.string(), label: z.string() }))

/** Remembers that a stage is in step with what another says now: it was made from it, or a person says that it fits. */
export async function setInStep(
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

/** What each stage of a timeline was last in step with. */
export async function readBaselines(
  sql: Query,
  timelineId: string,
): Promise<(stage: StageId, against: Against) => Fingerprint | null> {
  const rows = await sql<{ stage: string; against: string; baseline: unknown }[]>`
    select stage, against, baseline from stage_flags where timeline_id = ${timelineId}`
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
  const revision = revised && decidedAnswer(doc, REVISER)?.suggestion
  if (!revised || !revision) return
  const taken = await tx`
    update stage_flags set revision = ${revision.group}
    where timeline_id = ${of.timelineId} and stage = ${stage} and against = ${revised.against}
      and revision is distinct from ${revision.group}`
  if (taken.count === 0) return
  await acceptFlag(tx, of, stage, revised.against)
  await createCommit(tx, of.timelineId, {
    kind: 'revision',
    name: `${stageNamed(stage)?.title} revised`,
    message: revision.instruction || revision.rationale,
    author: revision.author,
  })
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
  const now: Fingerprint = fingerprintOf(against, doc)
  let changed = false
  for (const { stage, baseline, reasons } of rows) {
    const found = differences(fingerprint.parse(baseline), now)
    if (JSON.stringify(found) === JSON.stringify(reasons)) continue
    changed = true
    await tx`
      update stage_flags set reasons = ${tx.json(storableJson(found))}
      where timeline_id = ${of.timelineId} and stage = ${stage} and against = ${against}`
  }
  if (changed) await notify(tx, CHANNEL.projectEvent, { projectId: of.projectId, type: 'documents' })
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
