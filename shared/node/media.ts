import { createHash } from 'node:crypto'
import { type Picture, readPicture } from '../core/media/picture.ts'
import type { Query } from './database.ts'

/**
 * Keeps a picture, once however often it comes, and returns its id. It stays while a project or an asset of a library names
 * it; whoever calls this names it in the same transaction. Throws a {@link import('../core/media/picture.ts').PictureError}.
 */
export async function storePicture(tx: Query, bytes: Uint8Array): Promise<string> {
  const { type, width, height } = readPicture(bytes)
  const id = createHash('sha256').update(bytes).digest('hex')
  // takes the row also where there is one, so that nobody drops it meanwhile
  await tx`
    insert into media (id, type, width, height, content) values (${id}, ${type}, ${width}, ${height}, ${Buffer.from(bytes)})
    on conflict (id) do update set type = excluded.type`
  return id
}

/** Lets a project show a picture. */
export async function giveToProject(tx: Query, projectId: string, mediaId: string): Promise<void> {
  await tx`
    insert into project_media (project_id, media_id) values (${projectId}, ${mediaId}) on conflict do nothing`
}

/** May this project show it? A document could name any id. */
export async function isOfProject(sql: Query, projectId: string, mediaId: string): Promise<boolean> {
  const [row] = await sql`select from project_media where project_id = ${projectId} and media_id = ${mediaId}`
  return row !== undefined
}

interface StoredPicture extends Pick<Picture, 'type'> {
  content: Buffer
}

/** A picture that one of the account's projects or libraries shows; null for any other. */
export async function readMedia(sql: Query, userId: string, id: string): Promise<StoredPicture | null> {
  const [row] = await sql<StoredPicture[]>`
    select m.type, m.content from media m
    where m.id = ${id} and (
      exists (
        select from project_media pm join project_roles r on r.project_id = pm.project_id
        where pm.media_id = m.id and r.user_id = ${userId})
      or exists (
        select from library_assets a
        left join organisation_roles r on r.organisation_id = a.organisation_id and r.user_id = ${userId}
        where a.media_id = m.id and (a.user_id = ${userId} or r.role is not null)))`
  return row ?? null
}
