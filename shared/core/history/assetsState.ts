import type * as Y from 'yjs'
import type { AssetsView, AssetView } from '../api/versions.ts'
import { type Asset, assetText, keyOf, readAssets } from '../assets/assets.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import { mergedOrder, movedIds } from './sequence.ts'

interface StateAsset extends Asset {
  number: number
  authored: Readonly<Record<'name' | 'description', readonly AuthoredRun[]>>
}

/** All that is said of the assets, with who wrote it. */
export type AssetsState = readonly StateAsset[]

export function readAssetsState(doc: Y.Doc): AssetsState {
  const authored = (asset: Asset, name: 'name' | 'description'): AuthoredRun[] => {
    const text = assetText(doc, asset.id, name)
    return text ? authoredRuns(text) : asset[name] === '' ? [] : [{ text: asset[name], marks: [], client: -1 }]
  }
  return readAssets(doc).map((asset, at) => ({
    ...asset,
    number: at + 1,
    authored: { name: authored(asset, 'name'), description: authored(asset, 'description') },
  }))
}

const pictureOf = (asset: Asset | undefined): string | null => (asset && keyOf(asset)?.media) ?? null

/** What became of the assets between two states: by their id, texts word by word, and the picture that stands for each. */
export function diffAssets(before: AssetsState, after: AssetsState, hands: Hands): AssetsView {
  const was = new Map(before.map(asset => [asset.id, asset]))
  const is = new Map(after.map(asset => [asset.id, asset]))
  const moved = movedIds([...was.keys()], [...is.keys()])
  const assets = mergedOrder([...was.keys()], [...is.keys()]).flatMap((id): AssetView[] => {
    const [old, now] = [was.get(id), is.get(id)]
    const asset = now ?? old
    if (!asset) return []
    const pieces = (name: 'name' | 'description') =>
      old && now && old !== now
        ? diffPieces(old.authored[name], now.authored[name], hands)
        : piecesOf(asset.authored[name], old === now ? 'same' : now ? 'added' : 'removed', hands)
    const [title, body] = [pieces('name'), pieces('description')]
    const media = { before: pictureOf(old), after: pictureOf(now) }
    const changed =
      [...title, ...body].some(piece => piece.status !== 'same') ||
      old?.kind !== now?.kind ||
      media.before !== media.after
    const status = !now ? 'removed' : !old ? 'added' : changed ? 'changed' : moved.has(id) ? 'moved' : 'same'
    return [{ id, number: asset.number, status, title, body, media }]
  })
  return { kind: 'assets', assets }
}
