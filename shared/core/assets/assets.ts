import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { readMadeBy } from '../documents/madeBy.ts'
import { orderOfRow, type Row, rowOrder } from '../documents/rows.ts'
import { byOrder, type Ordered } from '../order.ts'

/**
 * What the film shows again and again: its characters, settings and props. Root `assets`, a Y.Map id -> Y.Map: `order`, `kind`,
 * `name` and `description` (Y.Text each), `from` (where it was read: a file and its line), `madeBy`, `deleted`. Rows are never
 * removed, as those of shots and beats.
 */
export const ASSET_KINDS = ['character', 'setting', 'prop'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

export const ASSET_TEXTS = ['name', 'description'] as const
type AssetText = (typeof ASSET_TEXTS)[number]
export const ASSET_VALUES = ['order', 'kind', 'from', 'madeBy', 'deleted'] as const

export const ASSET_LIMITS = { assets: 500, name: 120, description: 4_000 } as const

export interface AssetDraft {
  kind: AssetKind
  name: string
  description: string
  /** 'cast.csv, line 4'; '' for one that people made. */
  from: string
}

export interface Asset extends AssetDraft {
  id: string
  order: string
  madeBy: Author | null
}

export const assetRows = (doc: Y.Doc): Y.Map<Row> => doc.getMap('assets')

const isShown = (row: Row): boolean => row.get('deleted') !== true

export const assetOrder = (doc: Y.Doc): Ordered[] => rowOrder(assetRows(doc), isShown)

/** The shared text of an asset, to bind an editor to. */
export function assetText(doc: Y.Doc, id: string, name: AssetText): Y.Text | null {
  const text = assetRows(doc).get(id)?.get(name)
  return text instanceof Y.Text ? text : null
}

function readText(row: Row, name: string): string {
  const value = row.get(name)
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : ''
}

/** All assets in their order. */
export function readAssets(doc: Y.Doc): Asset[] {
  const assets: Asset[] = []
  for (const [id, row] of assetRows(doc).entries()) {
    if (!(row instanceof Y.Map) || !isShown(row)) continue
    const kind = ASSET_KINDS.find(kind => kind === row.get('kind')) ?? 'prop'
    const [name, description, from] = [readText(row, 'name'), readText(row, 'description'), readText(row, 'from')]
    assets.push({ id, order: orderOfRow(row), kind, name, description, from, madeBy: readMadeBy(row.get('madeBy')) })
  }
  return assets.sort(byOrder)
}

/** By what two assets are the same: kind and name, whatever the capitals and the spaces. */
export const assetKey = ({ kind, name }: Pick<AssetDraft, 'kind' | 'name'>): string =>
  `${kind} ${name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()}`

/** A row with its texts, so that two people never make them twice. */
export function makeAsset(order: string, draft: AssetDraft, madeBy: Author | null): Row {
  const row: Row = new Y.Map()
  row.set('order', order)
  row.set('kind', draft.kind)
  for (const name of ASSET_TEXTS) row.set(name, new Y.Text(draft[name]))
  if (draft.from !== '') row.set('from', draft.from)
  if (madeBy) row.set('madeBy', madeBy)
  return row
}
