import { createHash } from 'node:crypto'
import type { LibraryCopies, LibraryDetail, LibraryUse } from '../../shared/core/api/library.ts'
import type { Query } from '../../shared/node/database.ts'
import { announce } from '../projects.ts'

interface StoredUse extends LibraryUse {
  assetId: string
  readable: boolean
}

/**
 * The timelines on which there is a copy of a library asset: by name where the account may read the project, the other
 * projects counted. What is on a deleted timeline or in an archived project is not used.
 */
export async function usesOf(sql: Query, userId: string, id: string): Promise<LibraryDetail['usedIn']> {
  const rows = await sql<StoredUse[]>`
    select p.id as "projectId", p.name as project, t.id as "timelineId", t.name as timeline, u.asset_id as "assetId",
      exists (select from project_roles r where r.project_id = p.id and r.user_id = ${userId}) as readable
    from library_uses u
    join timelines t on t.id = u.timeline_id and t.deleted_at is null
    join projects p on p.id = t.project_id and p.archived_at is null
    where u.library_asset_id = ${id}
    order by lower(p.name), p.id, t.created_at, t.id, u.asset_id`
  const places = new Map<string, LibraryUse>()
  const others = new Set<string>()
  for (const { projectId, project, timelineId, timeline, readable } of rows)
    if (readable) places.set(timelineId, { projectId, project, timelineId, timeline })
    else others.add(projectId)
  const all = rows.map(({ timelineId, assetId }) => `${timelineId} ${assetId}`).sort()
  return {
    places: [...places.values()],
    others: others.size,
    seen: all.length === 0 ? '' : createHash('sha256').update(all.join('\n')).digest('base64url').slice(0, 22),
  }
}

/** How the originals of a timeline's copies stand now, as the account may know it. */
export async function copiesOn(sql: Query, userId: string, timelineId: string): Promise<LibraryCopies> {
  const rows = await sql<LibraryCopies>`
    select u.asset_id as "assetId", u.library_asset_id as "libraryAssetId", u.version,
      case when a.deleted_at is null then a.version end as now,
      a.user_id is not distinct from ${userId} or r.role is not null as readable
    from library_uses u
    left join library_assets a on a.id = u.library_asset_id
    left join organisation_roles r on r.organisation_id = a.organisation_id and r.user_id = ${userId}
    where u.timeline_id = ${timelineId} order by u.asset_id`
  return [...rows]
}

/** Tells everybody at work where there are copies that their original stands otherwise, once `tx` commits. */
export async function tellCopies(tx: Query, id: string): Promise<void> {
  const projects = await tx<{ id: string }[]>`
    select distinct t.project_id as id from library_uses u join timelines t on t.id = u.timeline_id
    where u.library_asset_id = ${id}`
  for (const project of projects) await announce(tx, project.id, 'documents')
}
