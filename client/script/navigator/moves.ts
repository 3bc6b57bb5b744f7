import type { OutlineScene } from './outline.ts'

/** Where a scene goes: behind the scene `after`, null: to the very beginning. */
export interface SceneMove {
  id: string
  after: string | null
}

/** A scene dropped into the gap before scene `gap` of the outline; null where it already stands there. */
export function moveIntoGap(outline: readonly Pick<OutlineScene, 'id'>[], id: string, gap: number): SceneMove | null {
  const from = outline.findIndex(scene => scene.id === id)
  if (from < 0 || gap === from || gap === from + 1) return null
  return { id, after: outline[gap - 1]?.id ?? null }
}

/** One place up (-1) or down (1); null at the end of the script, and for a scene that is gone. */
export function moveByOne(outline: readonly Pick<OutlineScene, 'id'>[], id: string, by: -1 | 1): SceneMove | null {
  const from = outline.findIndex(scene => scene.id === id)
  const to = from + by
  if (from < 0 || to < 0 || to >= outline.length) return null
  return moveIntoGap(outline, id, by < 0 ? to : to + 1)
}

/** What is said once a scene has moved: `outline` is the one from before. */
export function moveSentence(outline: readonly OutlineScene[], { id, after }: SceneMove): string {
  const scene = outline.find(other => other.id === id)
  const name = scene?.heading.trim() || 'The scene'
  const above = outline.find(other => other.id === after)
  return above
    ? `${name} now follows ${above.heading.trim() || `scene ${above.number}`}.`
    : `${name} is now the first scene.`
}
