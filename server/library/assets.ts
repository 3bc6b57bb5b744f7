import type { z } from 'zod'
import type {
  LibraryDetail,
  LibraryPage,
  LibraryRow,
  makeLibraryAsset,
  patchLibraryAsset,
} from '../../shared/core/api/library.ts'
import { type AssetKind, assetKey } from '../../shared/core/assets/assets.ts'
import { newId } from '../../shared/core/ids.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import type { Query } from '../../shared/node/database.ts'
import { storePicture } from '../../shared/node/media.ts'
import type { ObjectStore } from '../../shared/node/objectStore.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import { tellCopies, usesOf } from './uses.ts'

/** A library: that of an organisation, or of one person. */
export type Shelf = { organisationId: string; userId: null } | { organisationId: null; userId: string }

export const shelfOf = (organisationId: string | null, userId: string): Shelf =>
  organisationId === null ? { organisationId, userId } : { organisationId, userId: null }

/** What a library asset says. */
export interface LibraryWords {
  kind: AssetKind
  name: string
  description: string
}

type StoredRow = Omit<LibraryRow, 'changedAt' | 'deletedAt'> & { changedAt: Date; deletedAt: Date | null }
const rowOf = (row: StoredRow): LibraryRow => ({
  ...row,
  changedAt: row.changedAt.toISOString(),
  deletedAt: row.deletedAt?.toISOString() ?? null,
})

const columns = (sql: Query) => sql`
  a.id, a.kind, a.name, a.description, a.organisation_id as "organisationId", a.version,
  case when a.user_id is not null then 'owner' else r.role end as role,
  a.changed_by_name as "changedBy", a.changed_at as "changedAt", a.deleted_at as "deletedAt",
  (select jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height) from media m where m.id = a.media_id) as picture`
/** Those that the account may see. */
const readable = (sql: Query, userId: string) => sql`
  library_assets a
  left join organisation_roles r on r.organisation_id = a.organisation_id and r.user_id = ${userId}
  where (a.user_id = ${userId} or r.role is not null)`

export interface LibrarySearch {
  /** Words that the name or the description has, all of them. */
  query: string
  kind: AssetKind | null
  /** Left out: all libraries of the account. */
  shelf: Shelf | null
  /** Those that were deleted, instead of those that are there. */
  deleted: boolean
  skip: number
}

/** A page of the assets of all libraries that an account may see: those whose name has the words first, then by name. */
export async function searchLibrary(
  sql: Query,
  userId: string,
  { query, kind, shelf, deleted, skip }: LibrarySearch,
): Promise<LibraryPage> {
  const words = query.split(/\s+/).filter(word => word !== '')
  const patterns = words.map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  const chosen = sql`
    ${readable(sql, userId)} and (a.deleted_at is not null) = ${deleted}
    and (${kind}::text is null or a.kind = ${kind})
    and (${shelf === null} or a.organisation_id = ${shelf?.organisationId ?? null} or a.user_id = ${shelf?.userId ?? null})
    and (a.name || E'\n' || a.description) ilike all(${patterns}::text[])`
  const rows = await sql<StoredRow[]>`
    select ${columns(sql)} from ${chosen}
    order by (a.name ilike all(${patterns}::text[])) desc, lower(a.name), a.id offset ${skip} limit ${LIBRARY_LIMITS.page}`
  // a page that is not full is the last one
  const isLast = rows.length < LIBRARY_LIMITS.page && (rows.length > 0 || skip === 0)
  const [counted] = isLast ? [] : await sql<{ total: number }[]>`select count(*)::int as total from ${chosen}`
  return { assets: rows.map(rowOf), total: counted?.total ?? skip + rows.length }
}

/** An asset of a library as this account sees it, also one that was deleted. */
export async function readLibraryRow(sql: Query, userId: string, id: string): Promise<LibraryRow> {
  const [row] = await sql<StoredRow[]>`select ${columns(sql)} from ${readable(sql, userId)} and a.id = ${id}`
  if (!row) throw notFound()
  return rowOf(row)
}

interface Origin {
  madeBy: string
  createdAt: Date
  by: string | null
  at: Date | null
  projectId: string | null
  project: string | null
  timelineId: string | null
  timeline: string | null
}

/** The same with where it came from and where it is used. */
export async function readLibraryAsset(sql: Query, userId: string, id: string): Promise<LibraryDetail> {
  const row = await readLibraryRow(sql, userId, id)
  const [origin] = await sql<Origin[]>`
    select a.made_by_name as "madeBy", a.created_at as "createdAt", a.promoted_by_name as by, a.promoted_at as at,
      p.id as "projectId", p.name as project, t.id as "timelineId", t.name as timeline
    from library_assets a
    left join project_roles r on r.project_id = a.from_project and r.user_id = ${userId}
    left join projects p on p.id = r.project_id
    left join timelines t on t.id = a.from_timeline and t.project_id = p.id and t.deleted_at is null
    where a.id = ${id}`
  if (!origin) throw notFound()
  const { by, at, projectId, project, timelineId, timeline } = origin
  const place =
    projectId === null || project === null || timelineId === null || timeline === null
      ? null
      : { projectId, project, timelineId, timeline }
  return {
    ...row,
    madeBy: origin.madeBy,
    createdAt: origin.createdAt.toISOString(),
    promoted: by === null || at === null ? null : { by, at: at.toISOString(), project: place },
    usedIn: await usesOf(sql, userId, id),
  }
}

/** One at a time writes in a library, so that nobody makes more than there may be, or the same twice. */
export async function holdShelf(tx: Query, { organisationId, userId }: Shelf): Promise<void> {
  if (organisationId === null) await tx`select from "user" where id = ${userId} for update`
  else await tx`select from organisations where id = ${organisationId} for update`
}

/** All that a library has, also what was deleted. */
export const ofShelf = (sql: Query, { organisationId, userId }: Shelf) =>
  organisationId === null ? sql`user_id = ${userId}` : sql`organisation_id = ${organisationId}`
export const onShelf = (sql: Query, shelf: Shelf) => sql`${ofShelf(sql, shelf)} and deleted_at is null`

/** The asset of that kind and name, whatever the capitals; null: the name is free. */
export async function namesake(
  tx: Query,
  shelf: Shelf,
  words: Pick<LibraryWords, 'kind' | 'name'>,
): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`
    select id from library_assets where ${onShelf(tx, shelf)} and kind = ${words.kind} and name_key = ${assetKey(words)}`
  return row?.id ?? null
}

/** Throws when another asset of the library has the name. */
export async function needFreeName(tx: Query, shelf: Shelf, words: LibraryWords, except: string | null): Promise<void> {
  const other = await namesake(tx, shelf, words)
  if (other !== null && other !== except)
    throw new ApiError(
      409,
      'name-taken',
      `There is a ${words.kind} called “${words.name}” in this library already. Nothing was changed; choose another name.`,
    )
}

/** Throws when the library is full. Behind {@link holdShelf}. */
export async function needRoom(tx: Query, shelf: Shelf): Promise<void> {
  const [{ count } = { count: 0 }] = await tx<{ count: number }[]>`
    select count(*)::int as count from library_assets where ${onShelf(tx, shelf)}`
  if (count >= LIBRARY_LIMITS.assets)
    throw new ApiError(
      409,
      'library-full',
      `There are ${LIBRARY_LIMITS.assets.toLocaleString('en')} assets in this library already. Nothing was added; delete one that is not needed.`,
    )
}

/** Adds an asset whose name is free. Behind {@link holdShelf}. Returns its id. */
export async function insertLibraryAsset(
  tx: Query,
  shelf: Shelf,
  words: LibraryWords,
  mediaId: string | null,
  by: string,
): Promise<string> {
  await needRoom(tx, shelf)
  const id = newId()
  await tx`
    insert into library_assets
      (id, organisation_id, user_id, kind, name, name_key, description, media_id, made_by_name, changed_by_name)
    values (${id}, ${shelf.organisationId}, ${shelf.userId}, ${words.kind}, ${words.name}, ${assetKey(words)},
      ${words.description}, ${mediaId}, ${by}, ${by})`
  return id
}

/** Makes an asset that comes from no project. In the caller's transaction. */
export async function makeAsset(
  tx: Query,
  maker: Person,
  { organisationId, ...words }: z.output<typeof makeLibraryAsset>,
): Promise<string> {
  const shelf = shelfOf(organisationId, maker.id)
  await holdShelf(tx, shelf)
  await needFreeName(tx, shelf, words, null)
  return insertLibraryAsset(tx, shelf, words, null, maker.name)
}

interface HeldAsset extends LibraryWords {
  shelf: Shelf
  version: number
  mediaId: string | null
}

/** Holds an asset and its library for a change. Throws for one that is deleted. */
export async function holdAsset(tx: Query, id: string): Promise<HeldAsset> {
  const [of] = await tx<Shelf[]>`
    select organisation_id as "organisationId", user_id as "userId" from library_assets where id = ${id}`
  if (!of) throw notFound()
  await holdShelf(tx, of)
  const [row] = await tx<(Omit<HeldAsset, 'shelf'> & { deletedBy: string | null })[]>`
    select kind, name, description, version, media_id as "mediaId", deleted_by_name as "deletedBy"
    from library_assets where id = ${id} for update`
  if (!row) throw notFound()
  const { deletedBy, ...asset } = row
  if (deletedBy !== null)
    throw new ApiError(
      409,
      'library-asset-deleted',
      `${deletedBy} deleted “${row.name}” from the library. Nothing was changed; restore it first.`,
    )
  return { ...asset, shelf: of }
}

export async function changeAsset(
  tx: Query,
  by: Person,
  id: string,
  { version, ...change }: z.output<typeof patchLibraryAsset>,
): Promise<void> {
  const { shelf, ...was } = await holdAsset(tx, id)
  if (was.version !== version)
    throw new ApiError(
      409,
      'changed-meanwhile',
      'Somebody changed it while you wrote. Nothing of yours was saved; look at what it says now, and save again.',
    )
  const now: LibraryWords = {
    kind: change.kind ?? was.kind,
    name: change.name ?? was.name,
    description: change.description ?? was.description,
  }
  await needFreeName(tx, shelf, now, id)
  await tx`
    update library_assets set kind = ${now.kind}, name = ${now.name}, name_key = ${assetKey(now)},
      description = ${now.description}, version = version + 1, changed_by_name = ${by.name}, changed_at = now()
    where id = ${id}`
  await tellCopies(tx, id)
}

/** Gives an asset another picture; null takes it away. */
export async function changePicture(
  tx: Query,
  objects: ObjectStore | null,
  by: Person,
  id: string,
  bytes: Uint8Array | null,
): Promise<void> {
  const { mediaId } = await holdAsset(tx, id)
  const stored = bytes && (await storePicture(tx, objects, bytes))
  if (stored === mediaId) return
  await tx`
    update library_assets set media_id = ${stored}, version = version + 1, changed_by_name = ${by.name}, changed_at = now()
    where id = ${id}`
  await tellCopies(tx, id)
}
