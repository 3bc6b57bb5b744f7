import type * as Y from 'yjs'
import { z } from 'zod'
import { type Against, differences, type Fingerprint, FLAGS, fingerprintOf } from '../core/dependencies/stageFlags.ts'
import type { StageId } from '../core/stages/stages.ts'
import { storableJson } from '../core/text/storable.ts'
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
