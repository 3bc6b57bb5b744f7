import { useMemo } from 'react'
import { readBookmarks, renameBookmark, toggleBookmark } from '../../../shared/core/script/bookmarks.ts'
import { notesOf } from '../../../shared/core/script/notes.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { announce } from '../../ui/announce.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useScript } from '../context.tsx'
import { insertNote } from '../editor/writing.ts'
import { neighbourLine } from '../panels/neighbour.ts'

/** What can be done with notes and bookmarks, from their panel and by key. */
export function useNoteActs() {
  const { editor, binding, open, goToLine } = useScript()
  const toast = useToast()
  return useMemo(() => {
    const goAmong = (lines: ReadonlySet<string>, by: 1 | -1, none: string) => {
      const line = neighbourLine(editor.state, by, id => lines.has(id))
      if (line === null) toast({ title: none })
      else goToLine(line)
    }
    return {
      insert() {
        insertNote(editor.state, editor.view.dispatch)
        editor.view.focus()
      },
      go: (by: 1 | -1) =>
        goAmong(new Set(notesOf(readLines(open.doc)).map(note => note.line)), by, 'There are no notes in this script'),
      goToBookmark: (by: 1 | -1) =>
        goAmong(new Set(readBookmarks(open.doc).map(({ line }) => line)), by, 'There are no bookmarks in this script'),
      /** At a line, or at that of the caret. */
      toggle(line = binding.lineAt(editor.state.selection.head)?.id) {
        if (line === undefined) return
        announce(toggleBookmark(open.doc, line) ? 'Bookmarked this line.' : 'Removed the bookmark.')
      },
      rename: (id: string, name: string) => renameBookmark(open.doc, id, name),
    }
  }, [editor, binding, open, goToLine, toast])
}
