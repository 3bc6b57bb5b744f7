import { type Action, may, type Role } from '../core/access.ts'
import type { Query } from './database.ts'

/** What is asked about: one id. Documents and jobs are their project's; written styles and assets of the library are an organisation's or a person's. */
export type Resource =
  | { project: string }
  | { document: string }
  | { job: string }
  | { organisation: string }
  | { style: string }
  | { libraryAsset: string }

/** A role, and the project or organisation that it is a role in. */
export interface Standing {
  role: Role
  /** Of the project, or of the organisation, style or asset itself. */
  id: string
}

/**
 * The role of an account on a resource: in a project the strongest of membership, organisation and share links that it
 * opened. Null for a stranger, for who is suspended, and for what does not exist.
 */
export async function standingOf(sql: Query, userId: string, resource: Resource): Promise<Standing | null> {
  const [row] = await ('organisation' in resource
    ? sql<Standing[]>`
        select organisation_id as id, role from organisation_roles
        where organisation_id = ${resource.organisation} and user_id = ${userId}`
    : 'style' in resource
      ? sql<Standing[]>`
          select s.id, case when s.user_id = u.id then 'owner' else coalesce(r.role, 'viewer') end as role
          from styles s join "user" u on u.id = ${userId} and u.suspended_at is null
          left join organisation_roles r on r.organisation_id = s.organisation_id and r.user_id = u.id
          where s.id = ${resource.style}
            and (s.user_id = u.id or r.role is not null or num_nonnulls(s.organisation_id, s.user_id) = 0)`
      : 'libraryAsset' in resource
        ? sql<Standing[]>`
          select a.id, case when a.user_id = u.id then 'owner' else r.role end as role
          from library_assets a join "user" u on u.id = ${userId} and u.suspended_at is null
          left join organisation_roles r on r.organisation_id = a.organisation_id and r.user_id = u.id
          where a.id = ${resource.libraryAsset} and (a.user_id = u.id or r.role is not null)`
        : 'project' in resource
          ? sql<Standing[]>`
          select project_id as id, role from project_roles where project_id = ${resource.project} and user_id = ${userId}`
          : 'document' in resource
            ? sql<Standing[]>`
            select r.project_id as id, r.role from documents d join project_roles r on r.project_id = d.project_id
            where d.id = ${resource.document} and r.user_id = ${userId}`
            : sql<Standing[]>`
            select r.project_id as id, r.role from jobs j join project_roles r on r.project_id = j.project_id
            where j.id = ${resource.job} and r.user_id = ${userId}`)
  return row ?? null
}

/** May this account do this to that? The one question that HTTP, the socket and the jobs ask. */
export async function can(sql: Query, userId: string, action: Action, resource: Resource): Promise<boolean> {
  const standing = await standingOf(sql, userId, resource)
  return may(standing?.role ?? null, action)
}
