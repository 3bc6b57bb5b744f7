import type { Node } from '@tiptap/pm/model'
import type { Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { isLineType } from '../../../shared/core/script/line.ts'
import { eighthsOf } from '../../../shared/core/script/measure.ts'
import { sceneNumbersKey } from '../editor/sceneNumbers.ts'
import type { OutlineScene } from './outline.ts'

/** Milliseconds of quiet until lengths are counted again: nobody reads them while typing. */
const QUIET = 600

interface Measured {
  lines: readonly Node[]
  eighths: number
}

/** Eighths of a page by scene. A scene whose lines are the same nodes as before is not counted again. */
export function sceneLengths(
  doc: Node,
  outline: readonly OutlineScene[],
  before: ReadonlyMap<string, Measured> = new Map(),
): Map<string, Measured> {
  const out = new Map<string, Measured>()
  const starts = new Map(outline.map(scene => [scene.position, scene.id]))
  let id: string | undefined
  let lines: Node[] = []
  const close = () => {
    if (id === undefined) return
    const was = before.get(id)
    const same = was?.lines.length === lines.length && was.lines.every((line, i) => line === lines[i])
    out.set(id, same ? was : { lines, eighths: eighthsOf(lines.map(measured)) })
  }
  doc.forEach((line, position) => {
    const next = starts.get(position)
    if (next !== undefined) {
      close()
      id = next
      lines = []
    }
    lines.push(line)
  })
  close()
  return out
}

const measured = (line: Node) => ({
  type: isLineType(line.attrs.type) ? line.attrs.type : 'action',
  text: line.textContent,
  dual: line.attrs.dual === '1',
})

/** The same while people write, a moment after they pause. */
export function useSceneLengths(editor: Editor): ReadonlyMap<string, Measured> {
  const [lengths, setLengths] = useState<ReadonlyMap<string, Measured>>(new Map())
  useEffect(() => {
    let timer = 0
    let now: ReadonlyMap<string, Measured> = new Map()
    const count = () => {
      if (editor.isDestroyed) return
      const next = sceneLengths(editor.state.doc, sceneNumbersKey.getState(editor.state)?.scenes ?? [], now)
      const same = next.size === now.size && [...next].every(([id, { eighths }]) => now.get(id)?.eighths === eighths)
      now = next
      if (!same) setLengths(next)
    }
    const later = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) return
      window.clearTimeout(timer)
      timer = window.setTimeout(count, QUIET)
    }
    timer = window.setTimeout(count, QUIET)
    editor.on('transaction', later)
    return () => {
      window.clearTimeout(timer)
      editor.off('transaction', later)
    }
  }, [editor])
  return lengths
}
