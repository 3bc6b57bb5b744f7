import type { Query } from '../../shared/node/database.ts'
import { copyOpenInvalidations } from '../../shared/node/invalidations.ts'
import { type Boss, enqueueProjection } from '../../shared/node/queues.ts'
import { copyInvalidated } from './invalidated.ts'

/** Gives the documents of a fork the locks, and the timeline the flags and the regenerations it has commits of, that the commit `from` was made under. */
export async function takeStanding(tx: Query, timelineId: string, from: string): Promise<void> {
  await tx`
    insert into locks (document_id, root, locked_by, locked_by_name, reason, approved, seq, locked_at)
    select d.id, l.root, (select id from "user" where id = l.by), l."byName", l.reason, l.approved, 0, l.at
    from commits c
    cross join jsonb_to_recordset(c.standing -> 'locks')
      as l (kind text, scene text, root text, approved boolean, by text, "byName" text, reason text, at timestamptz)
    join documents d on d.timeline_id = ${timelineId} and d.kind = l.kind and d.scene_id is not distinct from l.scene
    where c.id = ${from}`
  await tx`
    insert into stage_flags (timeline_id, stage, against, baseline, reasons)
    select ${timelineId}, f.stage, f.against, f.baseline, f.reasons
    from commits c cross join jsonb_to_recordset(c.standing -> 'flags')
      as f (stage text, against text, baseline jsonb, reasons jsonb)
    where c.id = ${from}`
  await tx`
    insert into regenerations (timeline_id, answer)
    select ${timelineId}, r.answer from regenerations r join commits c on c.timeline_id = r.timeline_id where c.id = ${from}`
}

/**
 * What lists read of a fork. Of one from the head of `head` it is what they read there, at once; what is not projected there
 * yet settles here when it is opened. Of one from an earlier commit (null) it is read from the documents by a worker.
 */
export async function projectFork(tx: Query, boss: Boss, timelineId: string, head: string | null): Promise<void> {
  if (head === null) {
    const documents = await tx<{ id: string }[]>`
      select id from documents where timeline_id = ${timelineId} and kind <> 'comments' order by kind = 'scene'`
    for (const { id } of documents) await enqueueProjection(boss, tx, id)
    return
  }
  await tx`
    update timelines set written_style = (select written_style from timelines where id = ${head}) where id = ${timelineId}`
  await tx`
    insert into library_uses
    select ${timelineId}, asset_id, library_asset_id, version from library_uses where timeline_id = ${head}`
  await tx`
    insert into scenes
    select (jsonb_populate_record(s, jsonb_build_object('timeline_id', ${timelineId}::text, 'document_id', d.id))).*
    from scenes s
    left join documents d on d.timeline_id = ${timelineId} and d.kind = 'scene' and d.scene_id = s.id
    where s.timeline_id = ${head}`
  await tx`
    insert into dependencies
    select (jsonb_populate_record(s, jsonb_build_object('document_id', mine.id))).*
    from dependencies s
    join documents d on d.id = s.document_id and d.timeline_id = ${head}
    join documents mine on mine.timeline_id = ${timelineId} and mine.kind = 'scene' and mine.scene_id = d.scene_id`
  await tx`
    insert into document_settled (document_id, hash)
    select mine.id, s.hash from document_settled s
    join documents d on d.id = s.document_id and d.timeline_id = ${head}
    join documents mine on mine.timeline_id = ${timelineId} and mine.kind = d.kind
      and mine.scene_id is not distinct from d.scene_id and mine.target_document_id is null
    where d.target_document_id is null and s.projected`
  await copyOpenInvalidations(tx, head, timelineId)
  await copyInvalidated(tx, head, timelineId)
}
