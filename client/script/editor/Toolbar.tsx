import { toggleMark } from '@tiptap/pm/commands'
import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { Bold, Columns2, Italic, Redo2, Sparkles, Underline, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { isLineType, LINE_TYPES, type LineType } from '../../../shared/core/script/line.ts'
import { IconButton } from '../../ui/Button.tsx'
import { lineAtCaret, setType } from './commands.ts'
import { dualAtCaret, toggleDual } from './writing.ts'
import './toolbar.css'

export const TYPE_NAMES: Record<LineType, string> = {
  scene_heading: 'Scene heading',
  action: 'Action',
  character: 'Character',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  transition: 'Transition',
  lyrics: 'Lyrics',
  centered: 'Centred',
  section: 'Section',
  synopsis: 'Synopsis',
  note: 'Note',
  page_break: 'Page break',
  shot: 'Shot',
  general: 'General',
}

const MARKS = [
  { name: 'bold', label: 'Bold', keys: 'mod+b', Icon: Bold },
  { name: 'italic', label: 'Italic', keys: 'mod+i', Icon: Italic },
  { name: 'underline', label: 'Underline', keys: 'mod+u', Icon: Underline },
] as const

export const READER = 'You may read this script; ask an owner for the editor role.'

export interface ToolbarProps {
  /** What stands before and behind the tools. */
  start?: ReactNode
  end?: ReactNode
  editor: Editor
  canWrite: boolean
  /** Why nothing can be written; null while one may. */
  reason: string | null
  onUndo: () => void
  onRedo: () => void
  onAsk: () => void
}

/** Element, emphasis, one's own undo, and the way to an agent. */
export function Toolbar({ start, end, editor, canWrite, reason, onUndo, onRedo, onAsk }: ToolbarProps) {
  const { type, active, selected, isDual, mayBeDual } = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      type: lineAtCaret(at.state).type,
      active: MARKS.filter(mark => at.isActive(mark.name)).map(mark => mark.name as string),
      selected: !at.state.selection.empty,
      ...dualAtCaret(at.state),
    }),
  })
  return (
    <div className="script-toolbar" role="toolbar" aria-label="Script">
      {start}
      <label className="script-element">
        <span className="sr-only">Element</span>
        <select
          value={type}
          disabled={!canWrite}
          onChange={event => {
            const next = event.target.value
            if (isLineType(next)) setType(next)(editor.state, editor.view.dispatch)
            editor.view.focus()
          }}
        >
          {LINE_TYPES.map(name => (
            <option key={name} value={name}>
              {TYPE_NAMES[name]}
            </option>
          ))}
        </select>
      </label>
      <span className="script-toolbar-rule" aria-hidden="true" />
      {MARKS.map(({ name, label, keys, Icon }) => (
        <IconButton
          key={name}
          label={label}
          keys={keys}
          pressed={active.includes(name)}
          disabledReason={reason}
          onMouseDown={event => event.preventDefault()}
          onClick={() => {
            const mark = editor.schema.marks[name]
            if (mark) toggleMark(mark)(editor.state, editor.view.dispatch)
          }}
        >
          <Icon size={15} />
        </IconButton>
      ))}
      <IconButton
        label="Dual dialogue"
        keys="mod+d"
        pressed={isDual}
        disabledReason={reason ?? (mayBeDual ? null : 'Put the caret into one of two speeches that follow each other.')}
        onMouseDown={event => event.preventDefault()}
        onClick={() => toggleDual(editor.state, editor.view.dispatch)}
      >
        <Columns2 size={15} />
      </IconButton>
      <span className="script-toolbar-rule" aria-hidden="true" />
      <IconButton label="Undo your last change" keys="mod+z" disabledReason={reason} onClick={onUndo}>
        <Undo2 size={15} />
      </IconButton>
      <IconButton label="Redo" keys="mod+shift+z" disabledReason={reason} onClick={onRedo}>
        <Redo2 size={15} />
      </IconButton>
      <span className="script-toolbar-rule" aria-hidden="true" />
      <IconButton
        label="Ask an agent about the selected words"
        keys="mod+j"
        disabledReason={reason ?? (selected ? null : 'Select words first.')}
        onMouseDown={event => event.preventDefault()}
        onClick={onAsk}
      >
        <Sparkles size={15} />
      </IconButton>
      {end}
    </div>
  )
}
