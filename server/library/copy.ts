import type { LibraryRow, MadeCopy } from '../../shared/core/api/library.ts'
import { ASSET_LIMITS, assetKey, readAssets } from '../../shared/core/assets/assets.ts'
import { addAsset, addImageKey, deleteAssets } from '../../shared/core/assets/write.ts'
import { freeName } from '../../shared/core/library/freeName.ts'
import { giveToProject } from '../../shared/node/media.ts'
import type { Place } from '../../shared/node/timelines.ts'
import type { Person } from '../auth/auth.ts'
import { ApiError, notFound } from '../http/errors.ts'
import type { Platform } from '../http/platform.ts'
import { documentOfKind } from '../projects.ts'
import { holdAsset } from './assets.ts'

type Deps = Pick<Platform, 'sql' | 'sync'>
const authorOf = ({ id, name }: Person) => ({ kind: 'person', id, name }) as const

/**
 * Copies an asset of a library to the assets of a timeline, as one edit of whoever does it. Where another asset has its name,
 * the copy is counted on. Throws {@link ApiError} when a copy, or what it was promoted
 * from, is there already, and when there is no room.
 */
export async function copyToTimeline(
  { sql, sync }: Deps,
  { id, name }: Pick<LibraryRow, 'id' | 'name'>,
  place: Place,
  by: Person,
): Promise<MadeCopy> {
  const { projectId, timelineId } = place
  const original = await sql.begin(async tx => {
    const held = await holdAsset(tx, id)
    // before the document names it: whoever sees the copy arrive sees its picture
    if (held.mediaId !== null) await giveToProject(tx, projectId, held.mediaId)
    const [from] = await tx<{ hash: string; asset: string | null }[]>`
      select from_hash as hash, case when from_project = ${projectId} then from_asset end as asset
      from library_assets where id = ${id}`
    return { ...held, inputHash: from?.hash ?? '', source: from?.asset ?? null }
  })
  const author = authorOf(by)
  const copy = await sync.transact(await documentOfKind(sql, timelineId, 'assets'), author, doc => {
    const assets = readAssets(doc)
    const there = assets.find(asset => asset.library?.id === id || asset.id === original.source)
    if (there) return { refused: 'there', name: there.name } as const
    if (assets.length >= ASSET_LIMITS.assets) return { refused: 'full', name } as const
    const { kind, description, version, mediaId, inputHash } = original
    const taken = new Set(assets.map(assetKey))
    const free = freeName(original.name, tried => taken.has(assetKey({ kind, name: tried })))
    const draft = { kind, name: free, description, from: '', library: { id, version } }
    const assetId = addAsset(doc, draft, { madeBy: author })
    if (mediaId !== null) {
      const key = { media: mediaId, inputHash, model: '', credits: 0, guidance: '', at: new Date().toISOString() }
      addImageKey(doc, assetId, key)
    }
    return { refused: null, name: free, assetId, version } as const
  })
  if (copy.refused === 'there')
    throw new ApiError(409, 'copied-already', `It is on this timeline already, as “${copy.name}”. Nothing was added.`)
  if (copy.refused === 'full')
    throw new ApiError(
      409,
      'too-many-assets',
      `There are ${ASSET_LIMITS.assets} assets on this timeline already. Nothing was added; take one out that is not needed.`,
    )
  // the projection says the same when the document has settled: whoever deletes the original before that is told, too
  await sql`
    insert into library_uses (timeline_id, asset_id, library_asset_id, version)
    values (${timelineId}, ${copy.assetId}, ${id}, ${copy.version}) on conflict do nothing`
  return { projectId, timelineId, assetId: copy.assetId, name: copy.name }
}

/** Takes an asset out of a timeline, as an edit of whoever does it. Its words stay in the versions. */
export async function takeOut({ sql, sync }: Deps, { timelineId }: Place, assetId: string, by: Person): Promise<void> {
  const document = await documentOfKind(sql, timelineId, 'assets')
  const was = await sync.transact(document, authorOf(by), doc => {
    const isThere = readAssets(doc).some(asset => asset.id === assetId)
    deleteAssets(doc, [assetId])
    return isThere
  })
  if (!was) throw notFound()
  await sql`delete from library_uses where timeline_id = ${timelineId} and asset_id = ${assetId}`
}
