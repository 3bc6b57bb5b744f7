import { useCallback, useEffect, useRef, useState } from 'react'
import { STORY_KINDS } from '../../../shared/core/documents/storyTexts.ts'
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

/** Opens the shot tables, the brief, the treatment, the beat sheet and the assets, while `wanted`. Returns whether some are still on their way. */
export function useOtherDocuments(wanted: boolean): boolean {
  const { project, documents } = useProjectContext()
  const session = useFindSession()
  const scenes = useScenes(project.id).data
  const [opening, setOpening] = useState(false)
  useEffect(() => {
    if (!wanted || !scenes) return
    session.want(
      scenes.flatMap(({ id, number, documentId, shots }) =>
        shots > 0 && documentId !== null ? [{ documentId, sceneId: id, number }] : [],
      ),
      STORY_KINDS.flatMap(kind => {
        const row = documents.find(one => one.kind === kind && one.timelineId === project.timelineId)
        return row ? [{ documentId: row.id, kind }] : []
      }),
    )
    const follow = () => setOpening(session.opening)
    follow()
    return session.onOthers(follow)
  }, [wanted, scenes, documents, project.timelineId, session])
  return wanted && opening
}

/** What may be searched, as it is now: read when asked. */
export function useHaystack(withOthers: boolean, withTitlePage: boolean): () => Haystack {
  const { editor, open } = useScript()
  const session = useFindSession()
  return useCallback(() => {
    const { state } = editor
    return haystackOf(
      state.doc,
      sceneNumbersKey.getState(state)?.scenes ?? [],
      withOthers ? session.tables : [],
      withTitlePage ? readTitlePage(open.doc) : [],
      withOthers ? session.sheets : [],
    )
  }, [editor, open, session, withOthers, withTitlePage])
}

/** Calls `look` at once when it changes, and a moment after the script or another document changed. */
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
    const stop = session.onOthers(later)
    return () => {
      titlePage.unobserve(later)
      editor.off('update', later)
      stop()
      if (timer) clearTimeout(timer)
    }
  }, [editor, open, session])
}
