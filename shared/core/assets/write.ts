import type * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { addRow, deleteRows, rowIn, setRowEntries, setRowText, setRowValues } from '../documents/table.ts'
import { newId } from '../ids.ts'
import { ASSET_LIMITS, ASSETS, type AssetDraft, type AssetKind, assetKey, type ImageKey, readAssets } from './assets.ts'

/** Writers of the asset list. Each is one transaction; an asset that is gone is left alone. */

/** Adds an asset behind `after` (left out: at the end) and returns its id. */
export function addAsset(
  doc: Y.Doc,
  { kind, name, description, from, master, scene, library, sources }: AssetDraft,
  { madeBy = null, after, origin }: { madeBy?: Author | null; after?: string | null; origin?: unknown } = {},
): string {
  const draft = {
    texts: { name, description },
    values: { kind, from: from || null, master, scene, library },
    maps: { sources: sources ?? [] },
    madeBy,
  }
  return addRow(doc, ASSETS, draft, { after, origin })
}

export interface Added {
  added: AssetDraft[]
  /** Those of which there is one with their kind and name already: it was not changed, a person may have written in it. */
  known: AssetDraft[]
  /** Those for which there is no room. */
  over: AssetDraft[]
}

/** Adds assets at the end, in their order and in one transaction. */
export function addAssets(doc: Y.Doc, drafts: readonly AssetDraft[], madeBy: Author | null, origin?: unknown): Added {
  const told: Added = { added: [], known: [], over: [] }
  const keys = new Set(readAssets(doc).map(assetKey))
  doc.transact(() => {
    for (const draft of drafts) {
      if (keys.has(assetKey(draft))) told.known.push(draft)
      else if (keys.size >= ASSET_LIMITS.assets) told.over.push(draft)
      else {
        keys.add(assetKey(draft))
        addAsset(doc, draft, { madeBy, origin })
        told.added.push(draft)
      }
    }
  }, origin)
  return told
}

export const setAssetText = (
  doc: Y.Doc,
  id: string,
  name: (typeof ASSETS.texts)[number],
  text: string,
  origin?: unknown,
): void => setRowText(doc, ASSETS, id, name, text, origin)

export const setAssetKind = (doc: Y.Doc, id: string, kind: AssetKind, origin?: unknown): void =>
  setRowValues(doc, ASSETS, id, { kind }, origin)

export const deleteAssets = (doc: Y.Doc, ids: Iterable<string>, origin?: unknown): void =>
  deleteRows(doc, ASSETS, ids, origin)

/** Keeps an image key beside the earlier ones and puts it in use, unless one is locked. Null when the asset is gone. */
export function addImageKey(doc: Y.Doc, id: string, key: Omit<ImageKey, 'id'>, origin?: unknown): string | null {
  if (!rowIn(doc, ASSETS, id)) return null
  const keyId = newId()
  doc.transact(() => {
    setRowEntries(doc, ASSETS, id, 'keys', [[keyId, key]])
    setRowValues(doc, ASSETS, id, { imageKey: keyId })
  }, origin)
  return keyId
}

/** Locks an image key as the master of its asset; null unlocks. Locking another one is the rollback. */
export function lockImageKey(doc: Y.Doc, id: string, keyId: string | null, origin?: unknown): void {
  if (keyId !== null && !readAssets(doc).some(asset => asset.id === id && asset.keys.some(key => key.id === keyId)))
    return
  setRowValues(
    doc,
    ASSETS,
    id,
    { lockedKey: keyId, ...(keyId === null ? {} : { imageKey: keyId, invalidated: null }) },
    origin,
  )
}
