import { toggleMark } from '@tiptap/pm/commands'
import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { Bold, Italic, Redo2, Sparkles, Underline, Undo2 } from 'lucide-react'
import { IconButton } from '../../ui/Button.tsx'

/** The tools of every toolbar over lines. */

const MARKS = [
  { name: 'bold', label: 'Bold', keys: 'mod+b', Icon: Bold },
  { name: 'italic', label: 'Italic', keys: 'mod+i', Icon: Italic },
  { name: 'underline', label: 'Underline', keys: 'mod+u', Icon: Underline },
] as const

export const ToolRule = () => <span className="script-toolbar-rule" aria-hidden="true" />

export function EmphasisButtons({ editor, reason }: { editor: Editor; reason: string | null }) {
  const active = useEditorState({
    editor,
    selector: ({ editor: at }) => MARKS.filter(mark => at.isActive(mark.name)).map(mark => mark.name as string),
  })
  return MARKS.map(({ name, label, keys, Icon }) => (
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
  ))
}

export interface ActsProps {
  /** Why nothing can be written; null while one may. */
  reason: string | null
  onUndo: () => void
  onRedo: () => void
}

export function UndoButtons({ reason, onUndo, onRedo }: ActsProps) {
  return (
    <>
      <IconButton label="Undo your last change" keys="mod+z" disabledReason={reason} onClick={onUndo}>
        <Undo2 size={15} />
      </IconButton>
      <IconButton label="Redo" keys="mod+shift+z" disabledReason={reason} onClick={onRedo}>
        <Redo2 size={15} />
      </IconButton>
    </>
  )
}

export function AskButton({ label, reason, onAsk }: { label: string; reason: string | null; onAsk: () => void }) {
  return (
    <IconButton
      label={label}
      keys="mod+j"
      disabledReason={reason}
      onMouseDown={event => event.preventDefault()}
      onClick={onAsk}
    >
      <Sparkles size={15} />
    </IconButton>
  )
}
