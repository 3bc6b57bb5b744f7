import { useEffect, useRef, useState } from 'react'
import type { SceneRow } from '../../shared/core/api/schemas.ts'
import { announce } from '../ui/announce.ts'
import { compareScenes, spokenChanges } from './changes.ts'

/** Milliseconds that a changed row stays marked. */
const MARKED = 2_400

/** Ids of the scenes that have just changed, for a moment each; the changes are also announced. */
export function useSceneChanges(scenes: readonly SceneRow[] | undefined): ReadonlySet<string> {
  const before = useRef<readonly SceneRow[] | undefined>(undefined)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const was = before.current
    before.current = scenes
    if (!was || !scenes || was === scenes) return
    const changes = compareScenes(was, scenes)
    const sentence = spokenChanges(changes, scenes)
    if (sentence === '') return
    announce(sentence)
    setMarked(new Set([...changes.added, ...changes.changed]))
  }, [scenes])
  useEffect(() => {
    if (marked.size === 0) return
    const timer = setTimeout(() => setMarked(new Set()), MARKED)
    return () => clearTimeout(timer)
  }, [marked])
  return marked
}
