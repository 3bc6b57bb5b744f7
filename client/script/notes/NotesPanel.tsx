import { BookmarkPlus, ChevronDown, ChevronUp, StickyNote, X } from 'lucide-react'
import { readBookmarks } from '../../../shared/core/script/bookmarks.ts'
import { notesOf } from '../../../shared/core/script/notes.ts'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { useScript } from '../context.tsx'
import { usePausedLines } from '../panels/usePausedLines.ts'
import { BookmarkName } from './BookmarkName.tsx'
import { useNoteActs } from './useNoteActs.ts'
import '../revisions/revisions.css'

/** What the writers left for themselves in the script: notes, which are not printed, and places to come back to. */
export function NotesPanel() {
  const { goToLine, canWrite, reason } = useScript()
  const acts = useNoteActs()
  const { notes, bookmarks } = usePausedLines(doc => {
    const lines = readLines(doc)
    const texts = new Map(lines.map(line => [line.id, line.text.trim()]))
    return {
      notes: notesOf(lines),
      bookmarks: readBookmarks(doc).map(bookmark => ({ ...bookmark, text: texts.get(bookmark.line) ?? '' })),
    }
  }, '')
  return (
    <div className="changes">
      <section aria-labelledby="bookmarks-heading">
        <h3 id="bookmarks-heading" className="panel-heading">
          Bookmarks
        </h3>
        <ul className="marked-lines">
          {bookmarks.map(bookmark => (
            <li key={bookmark.id}>
              <button type="button" onClick={() => goToLine(bookmark.line)}>
                <span className="marked-words">{bookmark.name || bookmark.text || 'Empty line'}</span>
                {bookmark.name !== '' && <span className="marked-place">{bookmark.text.slice(0, 80)}</span>}
              </button>
              {canWrite && <BookmarkName bookmark={bookmark} onRename={acts.rename} />}
              {canWrite && (
                <IconButton
                  size="small"
                  label={`Remove the bookmark ${bookmark.name || bookmark.text.slice(0, 40)}`}
                  onClick={() => acts.toggle(bookmark.line)}
                >
                  <X />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
        {bookmarks.length === 0 && <p className="panel-empty">Mark a line to come back to it.</p>}
        <div className="changes-tools">
          <Button
            size="small"
            icon={<BookmarkPlus size={14} aria-hidden="true" />}
            disabledReason={reason}
            onClick={() => acts.toggle()}
          >
            Bookmark this line
          </Button>
        </div>
      </section>
      <section aria-labelledby="notes-heading">
        <h3 id="notes-heading" className="panel-heading">
          {notes.length === 0 ? 'Notes' : notes.length === 1 ? '1 note' : `${notes.length} notes`}
        </h3>
        <div className="changes-tools">
          <Button
            size="small"
            icon={<StickyNote size={14} aria-hidden="true" />}
            disabledReason={reason}
            onClick={acts.insert}
          >
            Note at the caret
          </Button>
          <IconButton size="small" label="Previous note" keys="shift+F4" onClick={() => acts.go(-1)}>
            <ChevronUp />
          </IconButton>
          <IconButton size="small" label="Next note" keys="F4" onClick={() => acts.go(1)}>
            <ChevronDown />
          </IconButton>
        </div>
        {notes.length === 0 && <p className="panel-empty">Notes are read here and in the script, and never printed.</p>}
        <ul className="marked-lines">
          {notes.map(note => (
            <li key={`${note.line} ${note.from}`}>
              <button type="button" onClick={() => goToLine(note.line, note)}>
                <span className="marked-words">{note.text || 'Empty note'}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
