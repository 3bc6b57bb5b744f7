import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { Columns2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { isLineType, TYPE_NAMES } from '../../../shared/core/script/line.ts'
import { LINE_TYPES } from '../../../shared/core/script/lineTypes.ts'
import { IconButton } from '../../ui/Button.tsx'
import { lineAtCaret, setType } from './commands.ts'
import { type ActsProps, AskButton, EmphasisButtons, ToolRule, UndoButtons } from './TextTools.tsx'
import { dualAtCaret, toggleDual } from './writing.ts'
import './toolbar.css'

export const READER = 'You may read this script; ask an owner for the editor role.'

export interface ToolbarProps extends ActsProps {
  /** What stands before and behind the tools. */
  start?: ReactNode
  end?: ReactNode
  editor: Editor
  canWrite: boolean
  onAsk: () => void
}

/** Element, emphasis, one's own undo, and the way to an agent. */
export function Toolbar({ start, end, editor, canWrite, reason, onUndo, onRedo, onAsk }: ToolbarProps) {
  const { type, selected, isDual, mayBeDual } = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      type: lineAtCaret(at.state).type,
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
      <ToolRule />
      <EmphasisButtons editor={editor} reason={reason} />
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
      <ToolRule />
      <UndoButtons reason={reason} onUndo={onUndo} onRedo={onRedo} />
      <ToolRule />
      <AskButton
        label="Ask an agent about the selected words"
        reason={reason ?? (selected ? null : 'Select words first.')}
        onAsk={onAsk}
      />
      {end}
    </div>
  )
}
