import { useEffect } from 'react'
import { useAuthorsShown } from '../../authorship/AuthorsButton.tsx'
import type { OpenDocument } from '../../sync/hooks.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { authorLayerOf } from './layerOf.ts'

/** Whose words are whose: shown while this person wants to see it. */
export function useAuthors(binding: ScreenplayBinding | null, open: OpenDocument, me: string) {
  const layer = binding && authorLayerOf(binding, open, me)
  const [shown, setShown] = useAuthorsShown()
  useEffect(() => {
    layer?.turn(shown)
    return () => layer?.turn(false)
  }, [layer, shown])
  return { layer, shown, toggle: () => setShown(!shown) }
}
