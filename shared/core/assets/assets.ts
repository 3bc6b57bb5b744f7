import * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import type { Row } from '../documents/rows.ts'
import { readRow, readTable, rowsOf, type Table, type TableRow } from '../documents/table.ts'
import { amountValue, flagValue, hashesIn, idValue, textValue } from '../documents/values.ts'
import { isId } from '../ids.ts'

/**
 * Stage 5: every key character, prop and setting of a timeline. Root `assets` of its document, a Y.Map id -> Y.Map.
 *
 * An instance is a row of its own that names its `master`: “John Doe (scene 8 - muddy)”, with the scene that it was made for.
 * `keys` are the image keys that were made, each a value under a random id; `imageKey` is the one in use, `lockedKey` the one
 * that a person locked as master; `invalidated` says that it is to be locked again. `from` says where a row was read: a file and its line. `sources` are the script lines that speak of it, with their hashes: where the description
 * came from, and no dependency (a character would make the whole film outdated). `library` says of which asset of the library,
 * and of which version of it, a row is a copy.
 */
export const ASSETS = {
  root: 'assets',
  texts: ['name', 'description'],
  values: ['kind', 'from', 'imageKey', 'lockedKey', 'invalidated', 'master', 'scene', 'library'],
  maps: ['keys', 'sources'],
  title: 'Assets',
  shown: {
    kind: 'Kind',
    name: 'Name',
    description: 'Description',
    imageKey: 'Image key',
    invalidated: 'To be approved again',
  },
} as const satisfies Table

export const ASSET_KINDS = ['character', 'setting', 'prop'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

export const ASSET_LIMITS = { assets: 500, name: 120, description: 4_000 } as const

/** One image of an asset, as it was made. */
export interface ImageKey {
  id: string
  /** Id of the stored image. */
  media: string
  inputHash: string
  model: string
  /** What it cost. */
  credits: number
  /** What the person asked for. */
  guidance: string
  /** ISO 8601. */
  at: string
}

/** The asset of the library that a row is a copy of. */
export interface LibraryCopy {
  id: string
  version: number
}

export interface Asset {
  id: string
  order: string
  kind: AssetKind
  name: string
  description: string
  /** 'cast.csv, line 4'; '' for one that people made. */
  from: string
  /** Oldest first. */
  keys: readonly ImageKey[]
  /** The key in use, and the one that is locked; null: none yet. */
  imageKey: string | null
  lockedKey: string | null
  /** The script was written anew on this timeline since: it is a draft, and to be approved again. */
  invalidated: boolean
  /** Of an instance: the asset that it is of, and the scene that it was made for. */
  master: string | null
  scene: string | null
  library: LibraryCopy | null
  sources: ReadonlyMap<string, string>
  madeBy: Author | null
}

export type AssetDraft = Pick<Asset, 'kind' | 'name' | 'description' | 'from'> &
  Partial<Pick<Asset, 'master' | 'scene' | 'library' | 'sources'>>

export const assetRows = (doc: Y.Doc): Y.Map<Row> => rowsOf(doc, ASSETS)

/** The shared text of an asset, to bind an editor to. */
export function assetText(doc: Y.Doc, id: string, name: (typeof ASSETS.texts)[number]): Y.Text | null {
  const text = assetRows(doc).get(id)?.get(name)
  return text instanceof Y.Text ? text : null
}

function readKeys(map: ReadonlyMap<string, unknown>): ImageKey[] {
  const keys: ImageKey[] = []
  for (const [id, value] of map) {
    if (typeof value !== 'object' || value === null || !('media' in value)) continue
    const { media, inputHash, model, credits, guidance, at }: Partial<Record<keyof ImageKey, unknown>> = value
    const of = idValue(media)
    if (of === null) continue
    keys.push({
      id,
      media: of,
      inputHash: textValue(inputHash),
      model: textValue(model),
      credits: amountValue(credits),
      guidance: textValue(guidance),
      at: textValue(at),
    })
  }
  return keys.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
}

function readCopy(value: unknown): LibraryCopy | null {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('version' in value)) return null
  const { id, version } = value
  return isId(id) && typeof version === 'number' && Number.isInteger(version) && version > 0 && version < 2 ** 31
    ? { id, version }
    : null
}

export function assetOf({ id, order, madeBy, texts, values, maps }: TableRow<typeof ASSETS>): Asset {
  return {
    id,
    order,
    madeBy,
    kind: ASSET_KINDS.find(kind => kind === values.kind) ?? 'prop',
    name: texts.name,
    description: texts.description,
    from: textValue(values.from),
    keys: readKeys(maps.keys),
    imageKey: idValue(values.imageKey),
    lockedKey: idValue(values.lockedKey),
    invalidated: flagValue(values.invalidated),
    master: idValue(values.master),
    scene: idValue(values.scene),
    library: readCopy(values.library),
    sources: hashesIn(maps.sources),
  }
}

/** All assets and their instances, in the order of the list. */
export const readAssets = (doc: Y.Doc): Asset[] => readTable(doc, ASSETS).map(assetOf)

/** An asset by its id, also one that was taken out; null: there never was one. */
export function assetEver(doc: Y.Doc, id: string): Asset | null {
  const row: unknown = assetRows(doc).get(id)
  return row instanceof Y.Map ? assetOf(readRow(ASSETS, id, row)) : null
}

/** The image that stands for an asset: the locked one, else the one in use; null: none. */
export const keyOf = (asset: Pick<Asset, 'keys' | 'imageKey' | 'lockedKey'>): ImageKey | null =>
  asset.keys.find(key => key.id === (asset.lockedKey ?? asset.imageKey)) ?? null

/** By what two assets are the same: kind and name, whatever the capitals and the spaces. */
export const assetKey = ({ kind, name }: Pick<AssetDraft, 'kind' | 'name'>): string =>
  `${kind} ${name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()}`
