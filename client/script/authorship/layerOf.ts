import { documentAuthors } from '../../../shared/core/api/authors.ts'
import { api } from '../../api/request.ts'
import type { OpenDocument } from '../../sync/hooks.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { AuthorLayer } from './layer.ts'

const layers = new WeakMap<ScreenplayBinding, AuthorLayer>()

/** The one layer of an editor. `me` is the reader's id. */
export function authorLayerOf(binding: ScreenplayBinding, open: OpenDocument, me: string): AuthorLayer {
  let layer = layers.get(binding)
  if (!layer) {
    const isSettled = () => {
      const { state, unsaved } = open.getState()
      return (state === 'saved' || state === 'read-only') && unsaved === 0
    }
    const { awareness, subscribe } = open
    const path = `/api/documents/${encodeURIComponent(open.documentId)}/authors`
    layer = new AuthorLayer(binding, { awareness, isSettled, subscribe }, me, () => api.get(path, documentAuthors))
    layers.set(binding, layer)
  }
  return layer
}
