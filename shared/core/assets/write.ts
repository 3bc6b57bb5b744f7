import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { newId } from '../ids.ts'
import { keyAfter } from '../order.ts'
import { writeWords } from '../text/writeWords.ts'
import {
  ASSET_LIMITS,
  ASSET_TEXTS,
  type Asset,
  type AssetDraft,
  assetKey,
  assetOrder,
  assetRows,
  assetText,
  makeAsset,
  readAssets,
} from './assets.ts'

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
  const assets = readAssets(doc)
  const keys = new Set(assets.map(assetKey))
  const orders = assetOrder(doc).map(({ order }) => order)
  doc.transact(() => {
    for (const draft of drafts) {
      if (keys.has(assetKey(draft))) told.known.push(draft)
      else if (keys.size >= ASSET_LIMITS.assets) told.over.push(draft)
      else {
        const order = keyAfter(orders, orders.at(-1) ?? null)
        orders.push(order)
        keys.add(assetKey(draft))
        assetRows(doc).set(newId(), makeAsset(order, draft, madeBy))
        told.added.push(draft)
      }
    }
  }, origin)
  return told
}

/** Makes the live assets say what `target` said, by the fewest edits. One transaction. */
export function restoreAssets(doc: Y.Doc, target: readonly Asset[]): void {
  const rows = assetRows(doc)
  const wanted = new Set(target.map(({ id }) => id))
  doc.transact(() => {
    for (const { id } of assetOrder(doc)) if (!wanted.has(id)) rows.get(id)?.set('deleted', true)
    for (const asset of target) {
      const row: unknown = rows.get(asset.id)
      if (!(row instanceof Y.Map)) {
        rows.set(asset.id, makeAsset(asset.order, asset, asset.madeBy))
        continue
      }
      if (row.has('deleted')) row.delete('deleted')
      for (const name of ['order', 'kind'] as const) if (row.get(name) !== asset[name]) row.set(name, asset[name])
      for (const name of ASSET_TEXTS) {
        const text = assetText(doc, asset.id, name)
        if (!text) row.set(name, new Y.Text(asset[name]))
        else if (text.toString() !== asset[name]) writeWords(text, asset[name])
      }
    }
  })
}
