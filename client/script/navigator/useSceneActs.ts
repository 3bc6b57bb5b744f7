import { useMemo } from 'react'
import { setOmitted } from '../../../shared/core/script/production.ts'
import { announce } from '../../ui/announce.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useWarning } from '../../warning/WarningProvider.tsx'
import { useScriptPart } from '../context.tsx'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import { linkToScene } from './link.ts'
import { moveByOne, moveIntoGap, moveSentence, type SceneMove } from './moves.ts'
import type { OutlineScene } from './outline.ts'

/** What can be done with a scene from the list of scenes. Each is undone by one's own undo, as one step. */
export interface SceneActs {
  canWrite: boolean
  reason: string | null
  /** One place up or down; false at the ends of the script. */
  moveByOne: (id: string, by: -1 | 1) => boolean
  moveIntoGap: (id: string, gap: number) => void
  omit: (scene: OutlineScene, omitted: boolean) => void
  ask: (scene: OutlineScene) => void
  copyLink: (scene: OutlineScene) => void
}

/** Null while the editor is not in the page yet. */
export function useSceneActs(): SceneActs | null {
  const part = useScriptPart()
  const toast = useToast()
  const warn = useWarning()
  return useMemo(() => {
    if (!part) return null
    const { editor, binding, open, canWrite, reason, ask } = part
    const outline = () => sceneNumbersKey.getState(editor.state)?.scenes ?? []
    const move = (to: SceneMove | null): boolean => {
      if (!to || !canWrite) return false
      const number = outline().find(({ id }) => id === to.id)?.number ?? ''
      void warn({
        operation: { kind: 'moveScene', sceneId: to.id, after: to.after },
        title: `Move scene ${number}?`,
        confirm: 'Move',
        before: `moving scene ${number}`,
        quiet: 'moveScene',
        run: () => {
          const before = outline()
          if (binding.moveScene(to.id, to.after)) announce(moveSentence(before, to))
        },
      })
      return true
    }
    return {
      canWrite,
      reason,
      moveByOne: (id, by) => move(moveByOne(outline(), id, by)),
      moveIntoGap: (id, gap) => void move(moveIntoGap(outline(), id, gap)),
      omit: (scene, omitted) =>
        void warn({
          operation: { kind: 'omitScene', sceneId: scene.id, omitted },
          title: omitted ? `Omit scene ${scene.number}?` : `Bring scene ${scene.number} back?`,
          confirm: omitted ? 'Omit' : 'Bring back',
          before: `${omitted ? 'omitting' : 'bringing back'} scene ${scene.number}`,
          quiet: 'omitScene',
          run: () => {
            binding.undoManager.stopCapturing()
            setOmitted(open.doc, scene.id, omitted, binding)
            binding.undoManager.stopCapturing()
            announce(`Scene ${scene.number} is ${omitted ? 'omitted; its lines are kept' : 'back in the script'}.`)
          },
        }),
      ask: scene => {
        const now = outline()
        const place = now.findIndex(other => other.id === scene.id)
        const from = now[place]?.position
        if (from === undefined) return
        const end = now[place + 1]?.position ?? editor.state.doc.content.size
        ask({ from: from + 1, to: end - 1 })
      },
      copyLink: scene => {
        void navigator.clipboard
          .writeText(linkToScene(window.location, scene.id))
          .then(() => toast({ title: `Copied a link to scene ${scene.number}` }))
          .catch(() =>
            toast({ title: 'The link was not copied', detail: 'This browser does not allow it.', tone: 'danger' }),
          )
      },
    }
  }, [part, toast, warn])
}
