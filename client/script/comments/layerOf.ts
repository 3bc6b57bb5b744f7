import { windowSight } from '../authorship/sight.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { CommentLayer } from './layer.ts'

const layers = new WeakMap<ScreenplayBinding, CommentLayer>()

/** The one layer of comments of an editor. */
export function commentLayerOf(binding: ScreenplayBinding): CommentLayer {
  const layer = layers.get(binding) ?? new CommentLayer(binding, windowSight)
  layers.set(binding, layer)
  return layer
}
