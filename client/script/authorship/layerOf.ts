import { authoredDocument } from '../../authorship/authoredDocument.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { AuthorLayer } from './layer.ts'
import { windowSight } from './sight.ts'

const layers = new WeakMap<ScreenplayBinding, AuthorLayer>()

/** The one layer of an editor. `me` is the reader's id. */
export function authorLayerOf(binding: ScreenplayBinding, open: OpenDocument, me: string): AuthorLayer {
  let layer = layers.get(binding)
  if (!layer) {
    layer = new AuthorLayer(binding, windowSight, me, ...authoredDocument(open))
    layers.set(binding, layer)
  }
  return layer
}
