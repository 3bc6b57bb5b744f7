import { TAG_LIMITS } from '../../shared/core/vault/tags.ts'
import { CHANNEL, notify, type Query, type Sql } from '../../shared/node/database.ts'
import { ApiError } from '../http/errors.ts'
import { findArtifact } from './artifacts.ts'

const tagsOf = async (tx: Query, projectId: string, id: string): Promise<string[]> => {
  const rows = await tx<{ tag: string }[]>`
    select tag from artifact_tags where project_id = ${projectId} and artifact = ${id} order by lower(tag)`
  return rows.map(({ tag }) => tag)
}

/**
 * Puts a tag on an artifact, in the spelling that the project has for it already. Returns the tags that it has then. Throws
 * {@link ApiError} for too many, and the 404 of an artifact that is not there.
 */
export async function addTag(
  sql: Sql,
  { projectId, id, tag, by }: { projectId: string; id: string; tag: string; by: string },
): Promise<string[]> {
  return sql.begin(async tx => {
    await findArtifact(tx, projectId, id)
    // one at a time, so that two who tag at once stay within the limits
    await tx`select from projects where id = ${projectId} for no key update`
    const [known] = await tx<{ tag: string | null; tags: number }[]>`
      select (select tag from artifact_tags where project_id = ${projectId} and lower(tag) = lower(${tag})
          order by created_at limit 1) as tag,
        (select count(distinct lower(tag)) from artifact_tags where project_id = ${projectId}) as tags`
    const before = await tagsOf(tx, projectId, id)
    if (before.some(one => one.toLowerCase() === tag.toLowerCase())) return before
    if (before.length >= TAG_LIMITS.each)
      throw new ApiError(409, 'too-many-tags', `It has ${TAG_LIMITS.each} tags already. Remove one first.`)
    if (!known?.tag && (known?.tags ?? 0) >= TAG_LIMITS.project)
      throw new ApiError(
        409,
        'too-many-tags',
        `The project has ${TAG_LIMITS.project} different tags already. Use one of them, or remove one from everything.`,
      )
    await tx`
      insert into artifact_tags (project_id, artifact, tag, added_by)
      values (${projectId}, ${id}, ${known?.tag ?? tag}, ${by}) on conflict do nothing`
    await notify(tx, CHANNEL.projectEvent, { projectId, type: 'vault' })
    return tagsOf(tx, projectId, id)
  })
}

/** Takes a tag off. Returns the tags that are left. */
export async function removeTag(sql: Sql, projectId: string, id: string, tag: string): Promise<string[]> {
  return sql.begin(async tx => {
    await findArtifact(tx, projectId, id)
    const { count } = await tx`
      delete from artifact_tags where project_id = ${projectId} and artifact = ${id} and lower(tag) = lower(${tag})`
    if (count > 0) await notify(tx, CHANNEL.projectEvent, { projectId, type: 'vault' })
    return tagsOf(tx, projectId, id)
  })
}
