import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { type Asset, assetRows, readAssets } from '../../shared/core/assets/assets.ts'

/** The assets of an open document, as they are now; none while it is null. */
export function useAssets(doc: Y.Doc | null): readonly Asset[] {
  const [assets, setAssets] = useState<readonly Asset[]>([])
  useEffect(() => {
    if (!doc) return
    const read = () => setAssets(readAssets(doc))
    const rows = assetRows(doc)
    rows.observeDeep(read)
    read()
    return () => rows.unobserveDeep(read)
  }, [doc])
  return assets
}
