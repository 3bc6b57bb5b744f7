import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import { useNoteActs } from './useNoteActs.ts'

/** The keys of notes and bookmarks, whether or not their panel is open. */
export function NoteCommands() {
  const { canWrite } = useScript()
  const acts = useNoteActs()
  useCommands(
    [
      ...(canWrite
        ? [
            { label: 'Note at the caret', keys: 'mod+shift+e', run: acts.insert, keywords: 'insert comment' },
            { label: 'Bookmark this line, or remove it', keys: 'mod+shift+k', run: () => acts.toggle() },
          ]
        : []),
      { label: 'Next note', keys: 'F4', run: () => acts.go(1) },
      { label: 'Previous note', keys: 'shift+F4', run: () => acts.go(-1) },
      { label: 'Next bookmark', keys: 'F7', run: () => acts.goToBookmark(1) },
      { label: 'Previous bookmark', keys: 'shift+F7', run: () => acts.goToBookmark(-1) },
    ].map(command => ({ ...command, group: 'Notes and bookmarks', inFields: true })),
  )
  return null
}
