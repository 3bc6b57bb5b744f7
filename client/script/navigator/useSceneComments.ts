import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useComments } from '../../comments/useComments.ts'
import type { CommentLayer } from '../comments/layer.ts'
import { commentLayerOf } from '../comments/layerOf.ts'
import type { ScriptPart } from '../context.tsx'
import { type Outline, sceneWith } from './outline.ts'

const NONE: readonly string[] = []
const never = () => () => {}

export interface SceneComments {
  /** Scene -> its open threads, in the order of their words. */
  open: ReadonlyMap<string, readonly string[]>
  /** Shows the first open thread of a scene beside its words, and with each further call the next one. */
  read: (sceneId: string) => void
}

/** The open comments by scene, while people comment, answer and resolve. */
export function useSceneComments(part: ScriptPart | null, documentId: string, outline: Outline): SceneComments {
  const layer = part && commentLayerOf(part.binding)
  const { threads } = useComments(documentId)
  const placed = useSyncExternalStore(
    layer?.subscribe ?? never,
    useCallback(() => layer?.getSnapshot().placed ?? NONE, [layer]),
  )
  const open = useMemo(() => {
    const isOpen = new Set(threads.filter(({ resolvedBy }) => resolvedBy === null).map(({ id }) => id))
    return part && layer
      ? Map.groupBy(
          placed.filter(id => isOpen.has(id)),
          id => sceneOf(id, part, layer, outline),
        )
      : new Map<string, readonly string[]>()
  }, [threads, placed, part, layer, outline])
  const read = useCallback(
    (sceneId: string) => {
      const here = open.get(sceneId) ?? NONE
      const active = layer?.getSnapshot().active ?? ''
      const next = here[(here.indexOf(active) + 1) % here.length]
      if (!part || !layer || next === undefined) return
      const place = layer.placeOf(next)
      if (place) part.goToLine(place.lineId, place)
      layer.open(next)
    },
    [open, part, layer],
  )
  return { open, read }
}

/** The scene of a thread's words; what stands before the first heading is counted with the first scene, as on paper. */
function sceneOf(thread: string, { binding }: ScriptPart, layer: CommentLayer, { scenes }: Outline): string {
  const line = layer.placeOf(thread)?.lineId
  const position = line === undefined ? null : binding.positionOfLine(line)
  return (position && sceneWith(scenes, position.from)?.id) ?? ''
}
