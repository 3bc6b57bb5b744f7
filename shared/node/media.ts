import { createHash } from 'node:crypto'
import { type Picture, readPicture } from '../core/media/picture.ts'
import type { Query, Sql } from './database.ts'
import type { ObjectStore } from './objectStore.ts'

/** Everybody who puts the bytes of a picture somewhere, or takes them away there, waits for the others. Ends with the transaction. */
const inTurn = (tx: Query, id: string) => tx`select pg_advisory_xact_lock(hashtextextended(${`media ${id}`}, 0))`

/**
 * Keeps a picture, in the database or in the object store, once however often it comes, and returns its id. It stays while a project or an asset of a library names
 * it; whoever calls this names it in the same transaction. Throws a {@link import('../core/media/picture.ts').PictureError} or an
 * {@link import('./objectStore.ts').ObjectStoreError}.
 */
export async function storePicture(tx: Query, objects: ObjectStore | null, bytes: Uint8Array): Promise<string> {
  const { type, width, height } = readPicture(bytes)
  const id = createHash('sha256').update(bytes).digest('hex')
  await inTurn(tx, id)
  // takes the row also where there is one, so that nobody drops it meanwhile
  const [row] = await tx<{ isNew: boolean }[]>`
    insert into media (id, type, width, height, content)
    values (${id}, ${type}, ${width}, ${height}, ${objects ? null : Buffer.from(bytes)})
    on conflict (id) do update set type = excluded.type returning xmax = 0 as "isNew"`
  if (objects && row?.isNew) await objects.put(id, bytes, type)
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
  content: Uint8Array
}

/** A picture that one of the account's projects or libraries shows; null for any other. */
export async function readMedia(
  sql: Query,
  objects: ObjectStore | null,
  userId: string,
  id: string,
): Promise<StoredPicture | null> {
  const [row] = await sql<{ type: Picture['type']; content: Buffer | null }[]>`
    select m.type, m.content from media m
    where m.id = ${id} and (
      exists (
        select from project_media pm join project_roles r on r.project_id = pm.project_id
        where pm.media_id = m.id and r.user_id = ${userId})
      or exists (
        select from library_assets a
        left join organisation_roles r on r.organisation_id = a.organisation_id and r.user_id = ${userId}
        where a.media_id = m.id and (a.user_id = ${userId} or r.role is not null)))`
  const content = row && (row.content ?? (await objects?.get(id)))
  return row && content ? { type: row.type, content } : null
}

/** Are there pictures that the database does not keep itself? */
export async function areElsewhere(sql: Query): Promise<boolean> {
  return (await sql`select from media where content is null limit 1`).length > 0
}

/** Removes from the object store what nothing names any more. Returns how many there were. */
export async function sweepObjects(sql: Sql, objects: ObjectStore): Promise<number> {
  const dropped = await sql<{ id: string }[]>`select id from media_dropped order by dropped_at`
  for (const { id } of dropped)
    await sql.begin(async tx => {
      await inTurn(tx, id)
      // it may have come again meanwhile
      const [row] = await tx`select from media where id = ${id} and content is null`
      if (!row) await objects.remove(id)
      await tx`delete from media_dropped where id = ${id}`
    })
  return dropped.length
}
