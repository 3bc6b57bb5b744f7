import type { z } from 'zod'
import { may } from '../../shared/core/access.ts'
import type { Promoted, promoteAsset } from '../../shared/core/api/library.ts'
import { type Asset, assetEver, assetKey, keyOf } from '../../shared/core/assets/assets.ts'
import { freeName } from '../../shared/core/library/freeName.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import { cleanName, clipped, storable } from '../../shared/core/text/storable.ts'
import { standingOf } from '../../shared/node/access.ts'
import type { Query, Sql } from '../../shared/node/database.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { isOfProject } from '../../shared/node/media.ts'
import type { Place } from '../../shared/node/timelines.ts'
import { allow } from '../access.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { documentOfKind } from '../projects.ts'
import {
  holdShelf,
  insertLibraryAsset,
  type LibraryWords,
  namesake,
  needFreeName,
  onShelf,
  readLibraryRow,
  type Shelf,
  shelfOf,
} from './assets.ts'
import { tellCopies } from './uses.ts'

type Asked = z.output<typeof promoteAsset>

/** What an asset of a project becomes in a library. */
interface Clone extends LibraryWords {
  mediaId: string | null
  inputHash: string
  /** The asset of a library that it is a copy of itself. */
  copyOf: string | null
}
/** Who promotes which asset. */
interface Origin {
  place: Place
  assetId: string
  by: Person
}

/**
 * “Promote to Global”: clones an asset of a timeline, with its image key and its description, into a library. One that is there
 * exactly so is not made twice, whoever promotes it and however often; where it has changed since, or another has its name,
 * nothing is written before somebody chose.
 */
export async function promote(
  { sql, sync }: Pick<Platform, 'sql' | 'sync'>,
  origin: Origin,
  { organisationId, keyId, choice }: Asked,
): Promise<Promoted> {
  const { place, assetId, by } = origin
  const shelf = await chosenShelf(sql, place.projectId, organisationId, by)
  const documentId = await documentOfKind(sql, place.timelineId, 'assets')
  await sync.drain([documentId])
  const doc = await loadDocument(sql, documentId)
  const asset = assetEver(doc, assetId)
  doc.destroy()
  if (!asset) throw notFound()
  const clone = await cloneOf(sql, place.projectId, asset, keyId)
  return sql.begin(async tx => {
    await holdShelf(tx, shelf)
    return put(tx, shelf, clone, origin, choice)
  })
}

/** The library that was asked for; without one that of the project's organisation where the person may write, else their own. */
async function chosenShelf(sql: Sql, projectId: string, asked: string | null | undefined, by: Person): Promise<Shelf> {
  if (asked != null) await allow(sql, by.id, 'library.write', { organisation: asked })
  if (asked !== undefined) return shelfOf(asked, by.id)
  const [project] = await sql<{ organisation: string | null }[]>`
    select organisation_id as organisation from projects where id = ${projectId}`
  const organisation = project?.organisation ?? null
  const standing = organisation === null ? null : await standingOf(sql, by.id, { organisation })
  return shelfOf(may(standing?.role ?? null, 'library.write') ? organisation : null, by.id)
}

async function cloneOf(sql: Sql, projectId: string, asset: Asset, keyId: string | undefined): Promise<Clone> {
  const name = clipped(cleanName(asset.name), LIBRARY_LIMITS.name).trimEnd()
  if (name === '')
    throw new ApiError(409, 'asset-unnamed', 'It has no name yet. Nothing was promoted; give it one and try again.')
  const description = storable(asset.description).trim()
  if (description.length > LIBRARY_LIMITS.description)
    throw new ApiError(
      409,
      'description-too-long',
      `Its description has more than ${LIBRARY_LIMITS.description.toLocaleString('en')} characters. Nothing was promoted; shorten it and try again.`,
    )
  const key = keyId === undefined ? keyOf(asset) : asset.keys.find(({ id }) => id === keyId)
  if (key === undefined) throw notFound()
  const mediaId = key !== null && (await isOfProject(sql, projectId, key.media)) ? key.media : null
  return {
    kind: asset.kind,
    name,
    description,
    mediaId,
    inputHash: storable(key?.inputHash ?? ''),
    copyOf: asset.library?.id ?? null,
  }
}

interface Known extends LibraryWords {
  id: string
  version: number
  mediaId: string | null
}

/** Without a picture of its own it says nothing against the one that the library has. */
const saysTheSame = (one: Known, wanted: Clone): boolean =>
  one.kind === wanted.kind &&
  one.name === wanted.name &&
  one.description === wanted.description &&
  (wanted.mediaId === null || one.mediaId === wanted.mediaId)

/** Behind {@link holdShelf}. */
async function put(tx: Query, shelf: Shelf, clone: Clone, origin: Origin, choice: Asked['choice']): Promise<Promoted> {
  const { place, assetId, by } = origin
  const wanted = choice?.do === 'another' ? { ...clone, name: choice.name } : clone
  const known = await tx<Known[]>`
    select id, version, kind, name, description, media_id as "mediaId" from library_assets
    where ${onShelf(tx, shelf)}
      and (from_project = ${place.projectId} and from_asset = ${assetId} or id = ${clone.copyOf})
    order by changed_at desc, id`
  const done = async (outcome: 'made' | 'updated' | 'same', id: string): Promise<Promoted> => ({
    outcome,
    asset: await readLibraryRow(tx, by.id, id),
  })
  const ask = async (because: 'promoted' | 'name', id: string): Promise<Promoted> => ({
    outcome: 'ask',
    because,
    asset: await readLibraryRow(tx, by.id, id),
    freeName: await freeNameOn(tx, shelf, wanted),
  })

  const same = known.find(one => saysTheSame(one, wanted))
  if (same) return done('same', same.id)
  if (choice?.do === 'update') {
    const [target] = await tx<{ version: number }[]>`
      select version from library_assets where ${onShelf(tx, shelf)} and id = ${choice.id}`
    if (!target) throw notFound()
    if (target.version !== choice.version)
      return ask(known.some(({ id }) => id === choice.id) ? 'promoted' : 'name', choice.id)
    await needFreeName(tx, shelf, wanted, choice.id)
    await tx`
      update library_assets set kind = ${wanted.kind}, name = ${wanted.name}, name_key = ${assetKey(wanted)},
        description = ${wanted.description}, media_id = coalesce(${wanted.mediaId}, media_id), version = version + 1,
        changed_by_name = ${by.name}, changed_at = now()
      where id = ${choice.id}`
    await note(tx, choice.id, clone, origin)
    await tellCopies(tx, choice.id)
    return done('updated', choice.id)
  }
  const [latest] = known
  if (!choice && latest) return ask('promoted', latest.id)
  const taken = await namesake(tx, shelf, wanted)
  if (taken !== null) return ask('name', taken)
  const id = await insertLibraryAsset(tx, shelf, wanted, wanted.mediaId, by.name)
  await note(tx, id, clone, origin)
  return done('made', id)
}

/** Keeps where an asset of a library came from. */
async function note(tx: Query, id: string, { inputHash }: Clone, { place, assetId, by }: Origin): Promise<void> {
  await tx`
    update library_assets set from_project = ${place.projectId}, from_timeline = ${place.timelineId},
      from_asset = ${assetId}, from_hash = ${inputHash}, promoted_by_name = ${by.name}, promoted_at = now()
    where id = ${id}`
}

async function freeNameOn(tx: Query, shelf: Shelf, { kind, name }: LibraryWords): Promise<string> {
  const rows = await tx<{ key: string }[]>`
    select name_key as key from library_assets where ${onShelf(tx, shelf)} and kind = ${kind}`
  const taken = new Set(rows.map(({ key }) => key))
  return freeName(name, tried => taken.has(assetKey({ kind, name: tried })))
}
