import { useEditorState } from '@tiptap/react'
import { useCallback, useEffect } from 'react'
import type { OpenDocument, Person } from '../../sync/hooks.ts'
import type { ScriptPart } from '../context.tsx'
import { jumpToLine } from '../editor/jump.ts'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import { useSceneLengths } from './lengths.ts'
import { sceneOfLink } from './link.ts'
import type { NavigatorProps } from './Navigator.tsx'
import { type Outline, type OutlineScene, type OutlineSection, sameOutline } from './outline.ts'
import { useSceneComments } from './useSceneComments.ts'
import { useSceneInView } from './useSceneInView.ts'

const NO_SCENES: Outline = { scenes: [], sections: [] }

/**
 * What the list of scenes shows while people write, and where it leads. Tells the others in which scene the caret is, and
 * follows an address that names a scene. `part` is null while the editor is not in the page yet.
 */
export function useScenes(
  editor: ScriptPart['editor'],
  part: ScriptPart | null,
  open: OpenDocument,
  people: readonly Person[],
  onOpenScene: (sceneId: string) => void,
): NavigatorProps {
  const binding = part?.binding ?? null
  const outline = useEditorState({
    editor,
    selector: ({ editor: at }) => sceneNumbersKey.getState(at.state) ?? NO_SCENES,
    equalityFn: (a, b) => b !== null && sameOutline(a, b),
  })
  const current = useSceneInView(editor)
  const lengths = useSceneLengths(editor)
  const { open: comments, read } = useSceneComments(part, open.documentId, outline)

  useEffect(() => {
    open.awareness.setLocalStateField('place', { page: 'script', ...(current ? { sceneId: current } : {}) })
  }, [open, current])

  const onGo = useCallback(
    ({ lineId }: OutlineScene | OutlineSection) => {
      if (binding) jumpToLine(editor.view, binding, lineId, undefined, 'start')
    },
    [editor, binding],
  )
  // an address may name a scene: it is shown once the script is there
  useEffect(() => {
    const id = binding && sceneOfLink(window.location)
    const scene = id && sceneNumbersKey.getState(editor.state)?.scenes.find(other => other.id === id)
    if (scene) jumpToLine(editor.view, binding, scene.lineId, undefined, 'start')
  }, [editor, binding])
  const onOpen = useCallback((scene: OutlineScene) => onOpenScene(scene.id), [onOpenScene])
  const onComments = useCallback((scene: OutlineScene) => read(scene.id), [read])
  return { outline, current, people, lengths, onGo, onOpen, comments, onComments }
}
