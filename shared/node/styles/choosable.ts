import type { StyleChoice } from '../../core/api/styles.ts'
import type { Query } from '../database.ts'

/**
 * The styles that the brief of a project may name: those that ship, those of its organisation, and those of its owners. Nobody
 * brings what they keep for themselves into a project by only working in it: its people read in traces what agents were told. What stands in a brief is asked here again: anybody who writes in it could name any id.
 */
async function choosable(sql: Query, projectId: string, styleId: string | null): Promise<StyleChoice[]> {
  const rows = await sql<StyleChoice[]>`
    select s.id, s.name, s.description,
      case when s.organisation_id is not null then 'organisation' when s.user_id is not null then 'person'
        else 'shipped' end as scope
    from styles s join projects p on p.id = ${projectId}
    where (${styleId}::text is null or s.id = ${styleId}) and (
      num_nonnulls(s.organisation_id, s.user_id) = 0
      or s.organisation_id = p.organisation_id
      or exists (
        select from project_roles r where r.project_id = p.id and r.user_id = s.user_id
          and r.role = 'owner'))
    order by s.organisation_id is null, s.user_id is null, lower(s.name), s.id`
  return [...rows]
}

export const stylesForProject = (sql: Query, projectId: string): Promise<StyleChoice[]> =>
  choosable(sql, projectId, null)

/** A style by its id, when the brief of the project may name it. */
export async function styleForProject(sql: Query, projectId: string, styleId: string): Promise<StyleChoice | null> {
  const [row] = await choosable(sql, projectId, styleId)
  return row ?? null
}
