import type { Query } from './database.ts'

/** A timeline and the project that it is of. */
export interface Place {
  projectId: string
  timelineId: string
}

/** The timeline of a project that was asked for, or its first one. Null: there is none, or it was deleted. */
export async function findPlace(sql: Query, projectId: string, asked: string | null = null): Promise<Place | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from timelines
    where project_id = ${projectId} and deleted_at is null and (${asked}::text is null or id = ${asked})
    order by created_at, id limit 1`
  return row ? { projectId, timelineId: row.id } : null
}
