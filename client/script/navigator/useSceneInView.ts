import { useEditorState } from '@tiptap/react'
import type { ScriptPart } from '../context.tsx'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import { sceneAt } from './outline.ts'

/** Id of the scene that the caret is in; null in none. */
export const useSceneInView = (editor: ScriptPart['editor']): string | null =>
  useEditorState({
    editor,
    selector: ({ editor: at }) =>
      sceneAt(sceneNumbersKey.getState(at.state)?.scenes ?? [], at.state.selection.head)?.id ?? null,
  })
