import { trackAcceptance } from '../../../shared/core/suggestions/marker.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'

const origins = new WeakMap<ScreenplayBinding, object>()

/** The origin under which this person accepts suggestions; their own undo takes back what they accepted. */
export function acceptOrigin(binding: ScreenplayBinding): object {
  let origin = origins.get(binding)
  if (!origin) {
    origin = { name: 'accepted suggestion' }
    origins.set(binding, origin)
    trackAcceptance(binding.undoManager, origin)
  }
  return origin
}
