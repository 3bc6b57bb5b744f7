import {
  Asterisk,
  ListOrdered,
  type LucideIcon,
  MessagesSquare,
  Search as SearchIcon,
  StickyNote,
  Volume2,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { BeatsPanel } from '../beats/BeatsPanel.tsx'
import { CommentsPanel } from '../comments/CommentsPanel.tsx'
import { FindPanel } from '../find/FindPanel.tsx'
import { NotesPanel } from '../notes/NotesPanel.tsx'
import { ReadingPanel } from '../reading/ReadingPanel.tsx'
import { ChangesPanel } from '../revisions/ChangesPanel.tsx'

/** Something that opens on the right of the page, one at a time, from a button of the toolbar, by key and by command. */
export interface ScriptPanel {
  /** Stays the same for ever: it is remembered. */
  name: string
  label: string
  keys?: string
  /** Further words the palette finds it by. */
  keywords?: string
  Icon: LucideIcon
  /** Its button is the first to leave a toolbar that is too narrow. */
  seldom?: true
  /** Its content; it finds the editor with useScript(). */
  Content: ComponentType
}

/** In the order of their buttons. */
export const SCRIPT_PANELS: readonly ScriptPanel[] = [
  { name: 'find', label: 'Find and replace', keywords: 'search rename regex', Icon: SearchIcon, Content: FindPanel },
  {
    name: 'comments',
    label: 'Comments',
    keywords: 'threads answers mentions resolve',
    Icon: MessagesSquare,
    Content: CommentsPanel,
  },
  {
    name: 'beats',
    label: 'Beat sheet',
    keywords: 'story turns stage 3',
    Icon: ListOrdered,
    seldom: true,
    Content: BeatsPanel,
  },
  {
    name: 'changes',
    label: 'Changes',
    keywords: 'revision asterisk marks',
    Icon: Asterisk,
    seldom: true,
    Content: ChangesPanel,
  },
  {
    name: 'notes',
    label: 'Notes and bookmarks',
    keywords: 'marks places',
    Icon: StickyNote,
    seldom: true,
    Content: NotesPanel,
  },
  {
    name: 'reading',
    label: 'Read aloud',
    keywords: 'voice listen table read speech',
    Icon: Volume2,
    seldom: true,
    Content: ReadingPanel,
  },
]
