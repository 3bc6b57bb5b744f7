import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { layerOf } from './layer.ts'

const never = () => () => {}
const none = () => 0

/** How many suggestions wait for a decision in this editor. */
export function useOpenSuggestions(binding: ScreenplayBinding | null, doc: Y.Doc): number {
  const layer = binding ? layerOf(binding, doc) : null
  return useSyncExternalStore(layer?.subscribe ?? never, layer ? () => layer.snapshot.open.length : none)
}
