import type { z } from 'zod'
import type { makeStyle, patchStyle, SampleRow, StyleDetail, StyleRow } from '../../shared/core/api/styles.ts'
import { newId } from '../../shared/core/ids.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import type { Query } from '../../shared/node/database.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'

type StoredRow = Omit<StyleRow, 'createdAt'> & { createdAt: Date }

/** The styles that an account may see, its own and its organisations' first; `id` narrows to one. */
export async function listStyles(sql: Query, userId: string, id: string | null = null): Promise<StyleRow[]> {
  const rows = await sql<StoredRow[]>`
    select s.id, s.name, s.description, s.organisation_id as "organisationId", s.made_by_name as "madeBy",
      case when s.organisation_id is not null then 'organisation' when s.user_id is not null then 'person'
        else 'shipped' end as scope,
      case when s.user_id is not null then 'owner' else coalesce(r.role, 'viewer') end as role,
      counts.samples, counts.chunks, counts.pending, counts.failed, s.created_at as "createdAt"
    from styles s
    left join organisation_roles r on r.organisation_id = s.organisation_id and r.user_id = ${userId}
    cross join lateral (
      select count(*)::int as samples, coalesce(sum(chunks), 0)::int as chunks,
        (count(*) filter (where state in ('reading', 'embedding')))::int as pending,
        (count(*) filter (where state = 'failed'))::int as failed
      from style_samples where style_id = s.id
    ) counts
    where (${id}::text is null or s.id = ${id})
      and (s.user_id = ${userId} or r.role is not null or num_nonnulls(s.organisation_id, s.user_id) = 0)
    order by num_nonnulls(s.organisation_id, s.user_id) desc, lower(s.name), s.id`
  return rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

type StoredSample = Omit<SampleRow, 'createdAt'> & { createdAt: Date }

/** The samples of a style in the order in which they came; `id` narrows to one. */
export async function listSamples(sql: Query, styleId: string, id: string | null = null): Promise<SampleRow[]> {
  // a server that ended while it read a file leaves it unread
  const rows = await sql<StoredSample[]>`
    select id, name, kind, case when lost then 'failed' else state end as state,
      case when lost then 'Reading it was interrupted. Remove it and add it again.' else problem end as problem,
      words, chunks, embedded, uploaded_by_name as "uploadedBy", created_at as "createdAt"
    from (
      select *, state = 'reading' and created_at < now() - interval '10 minutes' as lost from style_samples
    ) s
    where style_id = ${styleId} and (${id}::text is null or id = ${id}) order by created_at, id`
  return rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** A style with its samples and where it is used, as this account may see it. */
export async function readStyle(
  sql: Query,
  userId: string,
  id: string,
  embedder: StyleDetail['embedder'],
): Promise<StyleDetail> {
  const [row] = await listStyles(sql, userId, id)
  if (!row) throw notFound()
  return { ...row, sampleRows: await listSamples(sql, id), embedder, usedIn: await usesOf(sql, userId, id) }
}

/** Projects whose brief names the style: those that the account may read by name, the others counted. */
async function usesOf(sql: Query, userId: string, styleId: string): Promise<StyleDetail['usedIn']> {
  const rows = await sql<{ id: string; name: string; readable: boolean }[]>`
    select p.id, p.name, exists (
      select from project_roles r where r.project_id = p.id and r.user_id = ${userId}) as readable
    from projects p
    where exists (select from timelines t where t.project_id = p.id and t.written_style = ${styleId} and t.deleted_at is null)
    order by lower(p.name), p.id`
  const projects = rows.filter(({ readable }) => readable).map(({ id, name }) => ({ id, name }))
  return { projects, others: rows.length - projects.length }
}

/** Makes an empty style of an organisation, or of the person. In the caller's transaction. */
export async function insertStyle(
  tx: Query,
  maker: Person,
  { name, description, organisationId }: z.output<typeof makeStyle>,
): Promise<string> {
  const id = newId()
  const userId = organisationId === null ? maker.id : null
  // one at a time, so that nobody makes more than there may be
  if (organisationId === null) await tx`select from "user" where id = ${maker.id} for update`
  else await tx`select from organisations where id = ${organisationId} for update`
  const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
    select count(*)::int as count from styles where organisation_id = ${organisationId} or user_id = ${userId}`
  if (count >= STYLE_LIMITS.styles)
    throw new ApiError(
      409,
      'too-many-styles',
      `There are ${STYLE_LIMITS.styles} styles here already. It was not made; delete one that is not needed.`,
    )
  await tx`
    insert into styles (id, organisation_id, user_id, name, description, made_by_name)
    values (${id}, ${organisationId}, ${userId}, ${name}, ${description}, ${maker.name})`
  return id
}

export async function changeStyle(
  sql: Query,
  id: string,
  { name, description }: z.output<typeof patchStyle>,
): Promise<void> {
  await sql`
    update styles set name = coalesce(${name ?? null}, name), description = coalesce(${description ?? null}, description)
    where id = ${id}`
}

/**
 * Deletes a style with its samples. One that briefs name is only deleted by somebody who has read where (`anyway`): what is
 * written from these briefs afterwards is in neutral prose, what is written already stays.
 */
export async function deleteStyle(tx: Query, userId: string, id: string, anyway: boolean): Promise<void> {
  await tx`select from styles where id = ${id} for update`
  const { projects, others } = await usesOf(tx, userId, id)
  const names = [
    ...projects.map(({ name }) => `“${name}”`),
    ...(others > 0 ? [`${others} ${others === 1 ? 'project' : 'projects'} that you may not see`] : []),
  ]
  if (names.length > 0 && !anyway)
    throw new ApiError(
      409,
      'style-in-use',
      `It was not deleted: the brief of ${names.join(', ')} names it. Choose another style there, or delete it anyway.`,
    )
  await tx`delete from styles where id = ${id}`
}
