import { useMemo } from 'react'
import { readProduction, setRevision } from '../../../shared/core/script/production.ts'
import { clearRevised, linesOfRevision, readRevisions } from '../../../shared/core/script/revisions.ts'
import { announce } from '../../ui/announce.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useScript } from '../context.tsx'
import { neighbourLine } from '../panels/neighbour.ts'
import { revisionName } from './names.ts'

/** What can be done with revisions, from the menu, by key and from the list of changes. */
export function useRevisionActs() {
  const { editor, binding, open, goToLine } = useScript()
  const toast = useToast()
  return useMemo(() => {
    /** The one that is written, or else the last one. */
    const shown = () => readProduction(open.doc).revision ?? readRevisions(open.doc).at(-1)?.id ?? null
    return {
      go(by: 1 | -1) {
        const id = shown()
        const lines = new Set(id === null ? [] : linesOfRevision(open.doc, id).map(line => line.id))
        const line = neighbourLine(editor.state, by, other => lines.has(other))
        if (line === null) toast({ title: 'Nothing is marked', detail: 'No line has changed in this revision.' })
        else goToLine(line)
      },
      stop() {
        setRevision(open.doc, null)
        announce('Changes are no longer marked.')
      },
      goOn(id: string) {
        setRevision(open.doc, id)
        announce('Changes are marked again.')
      },
      clear(id: string) {
        const name = revisionName(readRevisions(open.doc).find(one => one.id === id) ?? { name: '', colour: 'white' })
        binding.undoManager.stopCapturing()
        const count = clearRevised(open.doc, id, binding)
        binding.undoManager.stopCapturing()
        toast({
          title: count === 1 ? 'Cleared the mark of 1 line' : `Cleared the marks of ${count} lines`,
          detail: `${name} has no asterisks any more; its words stay.`,
          action: { label: 'Undo', run: () => void binding.undoManager.undo() },
        })
      },
    }
  }, [editor, binding, open, goToLine, toast])
}
