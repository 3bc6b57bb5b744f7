import * as Y from 'yjs'
import { ASSETS, assetOf, assetRows, readAssets } from '../assets/assets.ts'
import { readRow, rowIn } from '../documents/table.ts'
import { type AssetFact, assetFacts } from './things.ts'

/** Follows the assets of a timeline. Calls `onChange` at once with everything. */
export function watchAssets(
  doc: Y.Doc,
  onChange: (facts: readonly AssetFact[], removed: readonly string[]) => void,
): () => void {
  const rows = assetRows(doc)
  const known = new Map(readAssets(doc).map(asset => [asset.id, assetFacts(asset)]))
  const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const ids = new Set<string>()
    for (const event of events) {
      const [id] = event.path
      if (typeof id === 'string') ids.add(id)
      else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) ids.add(String(key))
    }
    const facts: AssetFact[] = []
    const removed: string[] = []
    for (const id of ids) {
      const row = rowIn(doc, ASSETS, id)
      const now = row ? assetFacts(assetOf(readRow(ASSETS, id, row))) : []
      const references = new Set<string>(now.map(fact => fact.reference))
      removed.push(...(known.get(id) ?? []).map(fact => fact.reference).filter(one => !references.has(one)))
      facts.push(...now)
      known.set(id, now)
    }
    onChange(facts, removed)
  }
  rows.observeDeep(listener)
  onChange([...known.values()].flat(), [])
  return () => rows.unobserveDeep(listener)
}
