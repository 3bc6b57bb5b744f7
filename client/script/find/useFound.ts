import { useCallback, useEffect, useRef, useState } from 'react'
import { scriptRoots } from '../../../shared/core/script/scenes.ts'
import { readTitlePage } from '../../../shared/core/script/titlePage.ts'
import { useScenes } from '../../api/hooks.ts'
import { useProjectContext } from '../../project/context.tsx'
import { useScript } from '../context.tsx'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import { type Haystack, haystackOf } from './places.ts'
import { type FindSession, findSessionOf } from './session.ts'

/** Milliseconds after somebody's change until the list follows it. */
const PAUSE = 120

export const useFindSession = (): FindSession => {
  const part = useScript()
  const { user } = useProjectContext()
  return findSessionOf(part, user)
}

/** Opens the shot tables of all scenes that have shots, while `wanted`. Returns whether some are still on their way. */
export function useShotTables(wanted: boolean): boolean {
  const { project } = useProjectContext()
  const session = useFindSession()
  const scenes = useScenes(project.id).data
  const [opening, setOpening] = useState(false)
  useEffect(() => {
    if (!wanted || !scenes) return
    session.tables.want(scenes.filter(scene => scene.shots > 0))
    const follow = () => setOpening(session.tables.opening)
    follow()
    return session.onTables(follow)
  }, [wanted, scenes, session])
  return wanted && opening
}

/** What may be searched, as it is now: read when asked. */
export function useHaystack(withShots: boolean, withTitlePage: boolean): () => Haystack {
  const { editor, open } = useScript()
  const session = useFindSession()
  return useCallback(() => {
    const { state } = editor
    return haystackOf(
      state.doc,
      sceneNumbersKey.getState(state)?.scenes ?? [],
      withShots ? session.tables.tables : [],
      withTitlePage ? readTitlePage(open.doc) : [],
    )
  }, [editor, open, session, withShots, withTitlePage])
}

/** Calls `look` at once when it changes, and a moment after the script or a shot table changed. */
export function useFollow(look: () => void): void {
  const { editor, open } = useScript()
  const session = useFindSession()
  const latest = useRef(look)
  latest.current = look
  useEffect(() => {
    look()
  }, [look])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = null
        latest.current()
      }, PAUSE)
    }
    editor.on('update', later)
    const { titlePage } = scriptRoots(open.doc)
    titlePage.observe(later)
    const stop = session.onTables(later)
    return () => {
      titlePage.unobserve(later)
      editor.off('update', later)
      stop()
      if (timer) clearTimeout(timer)
    }
  }, [editor, open, session])
}
