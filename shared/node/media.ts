import { createHash } from 'node:crypto'
import { PICTURE_SIZES, type Picture, type PictureSize, readPicture } from '../core/media/picture.ts'
import type { Query, Sql } from './database.ts'
import type { Log } from './log.ts'
import type { ObjectStore } from './objectStore.ts'

/** Everybody who puts the bytes of a picture somewhere, or takes them away there, waits for the others. Ends with the transaction. */
const inTurn = (tx: Query, id: string) => tx`select pg_advisory_xact_lock(hashtextextended(${`media ${id}`}, 0))`

/**
 * Keeps a picture, in the database or in the object store, once however often it comes, and returns its id. It stays while a
 * project or an asset of a library names it; whoever calls this names it in the same transaction. Throws a
 * {@link import('../core/media/picture.ts').PictureError} or an {@link import('./objectStore.ts').ObjectStoreError}.
 */
export async function storePicture(tx: Query, objects: ObjectStore | null, bytes: Uint8Array): Promise<string> {
  const { type, width, height } = readPicture(bytes)
  const id = createHash('sha256').update(bytes).digest('hex')
  await inTurn(tx, id)
  // takes the row also where there is one, so that nobody drops it meanwhile
  const [row] = await tx<{ isNew: boolean }[]>`
    insert into media (id, type, width, height, content, bytes)
    values (${id}, ${type}, ${width}, ${height}, ${objects ? null : Buffer.from(bytes)}, ${bytes.length})
    on conflict (id) do update set type = excluded.type, bytes = excluded.bytes returning xmax = 0 as "isNew"`
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

/** A picture that one of the account's projects or libraries shows; null for any other. */
export async function findPicture(sql: Query, userId: string, id: string): Promise<Picture | null> {
  const [row] = await sql<Picture[]>`
    select m.type, m.width, m.height from media m
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

/** A picture as it came. Whoever calls this knows that it may be shown. Null: it is gone. */
export async function pictureBytes(sql: Query, objects: ObjectStore | null, id: string): Promise<Uint8Array | null> {
  const [row] = await sql<{ content: Buffer | null }[]>`select content from media where id = ${id}`
  return row ? (row.content ?? (await objects?.get(id)) ?? null) : null
}

const SIZES = Object.keys(PICTURE_SIZES) as PictureSize[]

/** The name of a smaller copy in the object store. */
const thumbnailKey = (id: string, size: PictureSize): string => `${id}.${size}.webp`

/** A smaller copy of a picture that was made before. */
export async function findThumbnail(
  sql: Query,
  objects: ObjectStore | null,
  id: string,
  size: PictureSize,
): Promise<Uint8Array | null> {
  const [row] = await sql<{ isElsewhere: boolean; content: Buffer | null }[]>`
    select m.content is null as "isElsewhere", t.content
    from media m left join media_thumbnails t on t.media_id = m.id and t.size = ${size} where m.id = ${id}`
  return row?.content ?? (row?.isElsewhere ? ((await objects?.get(thumbnailKey(id, size))) ?? null) : null)
}

/** Keeps a smaller copy where its picture is, as long as that is there. */
export async function keepThumbnail(
  sql: Sql,
  objects: ObjectStore | null,
  id: string,
  size: PictureSize,
  content: Uint8Array,
): Promise<void> {
  await sql.begin(async tx => {
    await inTurn(tx, id)
    const [row] = await tx<{ isElsewhere: boolean }[]>`
      select content is null as "isElsewhere" from media where id = ${id} for key share`
    if (!row) return
    if (row.isElsewhere) await objects?.put(thumbnailKey(id, size), content, 'image/webp')
    else
      await tx`
        insert into media_thumbnails (media_id, size, content) values (${id}, ${size}, ${Buffer.from(content)})
        on conflict do nothing`
  })
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
      if (!row) for (const key of [id, ...SIZES.map(size => thumbnailKey(id, size))]) await objects.remove(key)
      await tx`delete from media_dropped where id = ${id}`
    })
  return dropped.length
}

/** Milliseconds between two looks for what may be removed. */
const SWEEP = 60_000

/** Sweeps until the function that it returns is called. */
export function sweepRegularly({ sql, objects, log }: { sql: Sql; objects: ObjectStore; log: Log }): () => void {
  const sweep = (): void =>
    void sweepObjects(sql, objects).catch(error => log.warn({ err: error }, 'pictures wait to be removed'))
  const timer = setInterval(sweep, SWEEP)
  return () => clearInterval(timer)
}
