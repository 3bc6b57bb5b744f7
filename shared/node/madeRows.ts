import type * as Y from 'yjs'
import { isId } from '../core/ids.ts'
import { clipped, storableJson } from '../core/text/storable.ts'
import { type MadeRow, readMadeRows } from '../core/vault/madeRows.ts'
import { CHANNEL, notify, type Query } from './database.ts'
import type { DocumentRecord } from './documents.ts'

/** Characters that are kept of a row for lists and the search. */
const KEPT = { title: 200, body: 20_000, name: 200 } as const

const isStorable = ({ id, scene, shot, asset }: MadeRow): boolean =>
  [id, scene, shot, asset].every(one => one === null || isId(one))

const timeOf = (at: string): string | null => {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) || time.getTime() > Date.now() ? null : time.toISOString()
}

/**
 * Keeps what was made as rows of a document, for the vault. A row that is on several timelines was made where its agent's job
 * ran; without one, where it was seen first, unless it is older than that timeline: then it came along when that was forked,
 * and is of the timeline before. `doc` is only read.
 */
export async function storeMadeRows(tx: Query, document: DocumentRecord, doc: Y.Doc): Promise<void> {
  const { projectId, timelineId, kind, sceneId } = document
  const rows = readMadeRows(kind, doc, sceneId)
    .filter(isStorable)
    .map(({ madeBy, at, ...row }) => ({
      kind: row.kind,
      row_id: row.id,
      scene_id: row.scene,
      shot_id: row.shot,
      asset_id: row.asset,
      title: clipped(row.title, KEPT.title),
      body: clipped(row.body, KEPT.body),
      media: row.media === null ? null : clipped(row.media, KEPT.name),
      model: clipped(row.model, KEPT.name),
      credits: row.credits,
      input_hash: clipped(row.inputHash, KEPT.name),
      agent: madeBy?.kind === 'agent' ? clipped(madeBy.agent, KEPT.name) : null,
      job_id: madeBy?.kind === 'agent' ? madeBy.jobId : null,
      made_by: madeBy ? clipped(madeBy.name, KEPT.name) : null,
      at: timeOf(at),
    }))
  if (rows.length === 0) return
  const { count } = await tx`
    insert into made_rows (project_id, kind, row_id, timeline_id, scene_id, shot_id, asset_id, title, body, media, model,
      credits, input_hash, agent, job_id, made_by, made_at)
    select ${projectId}, r.kind, r.row_id, coalesce(j.timeline_id, before.id, ${timelineId}), r.scene_id, r.shot_id,
      r.asset_id, r.title, r.body, r.media, r.model, r.credits, r.input_hash, r.agent, j.id, r.made_by,
      coalesce(r.at, now())
    from jsonb_to_recordset(${tx.json(storableJson(rows))}) as r (kind text, row_id text, scene_id text, shot_id text,
      asset_id text, title text, body text, media text, model text, credits real, input_hash text, agent text,
      job_id text, made_by text, at timestamptz)
    left join jobs j on j.id = r.job_id and j.project_id = ${projectId}
    left join lateral (
      with recursive line as (
        select id, parent_id, created_at from timelines where id = ${timelineId}
        union all
        select t.id, t.parent_id, t.created_at from timelines t join line on t.id = line.parent_id
          where r.at < line.created_at)
      select id from line order by created_at limit 1
    ) before on true
    on conflict (project_id, kind, row_id) do update set title = excluded.title, body = excluded.body,
      media = excluded.media, model = excluded.model, credits = excluded.credits, input_hash = excluded.input_hash
      where made_rows.timeline_id = ${timelineId} and (made_rows.title, made_rows.body, made_rows.media,
        made_rows.model, made_rows.credits, made_rows.input_hash) is distinct from (excluded.title, excluded.body,
        excluded.media, excluded.model, excluded.credits, excluded.input_hash)`
  if (count > 0) await notify(tx, CHANNEL.projectEvent, { projectId, type: 'vault' })
}
