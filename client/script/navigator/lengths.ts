import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { sceneEighths } from '../../../shared/core/pages/sceneEighths.ts'
import { FRONT } from '../../../shared/core/script/scenes.ts'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import { pagesKey } from '../pages/pagesKey.ts'

/** Milliseconds of quiet until lengths are counted again: nobody reads them while typing. */
const QUIET = 600

/** Scene -> eighths of a page. */
type Lengths = ReadonlyMap<string, number>
const NONE: Lengths = new Map()

const counted = new WeakMap<object, Lengths>()

/** As the pages of the editor are now; null while there are none yet. */
function lengthsOf(state: EditorState): Lengths | null {
  const pagination = pagesKey.getState(state)?.pagination
  if (!pagination) return null
  let lengths = counted.get(pagination)
  if (!lengths) {
    lengths = sceneEighths(pagination, scenesOfLines(state))
    counted.set(pagination, lengths)
  }
  return lengths
}

function scenesOfLines(state: EditorState): Map<string, string> {
  const starts = new Map(sceneNumbersKey.getState(state)?.scenes.map(({ position, id }) => [position, id]))
  const scenes = new Map<string, string>()
  let scene: string = FRONT
  state.doc.forEach((line, position) => {
    scene = starts.get(position) ?? scene
    scenes.set(String(line.attrs.id ?? ''), scene)
  })
  return scenes
}

/** The lengths of scenes while people write, a moment after they pause. */
export function useSceneLengths(editor: Editor): Lengths {
  const [lengths, setLengths] = useState(NONE)
  useEffect(() => {
    let timer = 0
    let now = NONE
    const count = () => {
      const next = editor.isDestroyed ? null : lengthsOf(editor.state)
      if (!next) return
      const isSame = next.size === now.size && [...next].every(([id, eighths]) => now.get(id) === eighths)
      now = next
      if (!isSame) setLengths(next)
    }
    const later = ({ transaction }: { transaction: Transaction }) => {
      if (!transaction.getMeta(pagesKey)) return
      window.clearTimeout(timer)
      timer = window.setTimeout(count, now === NONE ? 0 : QUIET)
    }
    timer = window.setTimeout(count, 0)
    editor.on('transaction', later)
    return () => {
      window.clearTimeout(timer)
      editor.off('transaction', later)
    }
  }, [editor])
  return lengths
}
