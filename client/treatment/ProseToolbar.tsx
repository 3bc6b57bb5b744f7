import { toggleMark } from '@tiptap/pm/commands'
import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { ArrowLeft, Bold, Italic, Redo2, Sparkles, Underline, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { proseFigures } from '../../shared/core/treatment/figures.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { depthAtCaret, setHeading } from './editor/proseCommands.ts'
import '../script/editor/toolbar.css'

const MARKS = [
  { name: 'bold', label: 'Bold', keys: 'mod+b', Icon: Bold },
  { name: 'italic', label: 'Italic', keys: 'mod+i', Icon: Italic },
  { name: 'underline', label: 'Underline', keys: 'mod+u', Icon: Underline },
] as const

const HEADINGS = [
  { depth: null, label: 'Paragraph' },
  { depth: 1, label: 'Heading 1' },
  { depth: 2, label: 'Heading 2' },
  { depth: 3, label: 'Heading 3' },
] as const

interface ProseToolbarProps {
  editor: Editor
  canWrite: boolean
  /** Why nothing can be written; null while one may. */
  reason: string | null
  onGallery: () => void
  onUndo: () => void
  onRedo: () => void
  onAsk: () => void
  /** What stands behind the tools. */
  end: ReactNode
}

/** The way back, headings, emphasis, one's own undo, and the way to an agent. */
export function ProseToolbar({ editor, canWrite, reason, onGallery, onUndo, onRedo, onAsk, end }: ProseToolbarProps) {
  const { depth, active } = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      depth: depthAtCaret(at.state),
      active: MARKS.filter(mark => at.isActive(mark.name)).map(mark => mark.name as string),
    }),
  })
  return (
    <div className="script-toolbar prose-toolbar" role="toolbar" aria-label="Treatment">
      <Button variant="quiet" icon={<ArrowLeft aria-hidden="true" />} onClick={onGallery}>
        Gallery
      </Button>
      <span className="script-toolbar-rule" aria-hidden="true" />
      <label className="script-element">
        <span className="sr-only">Paragraph or heading</span>
        <select
          value={String(depth)}
          disabled={!canWrite}
          onChange={event => {
            const chosen = HEADINGS.find(one => String(one.depth) === event.target.value)
            if (chosen) setHeading(chosen.depth)(editor.state, editor.view.dispatch)
            editor.view.focus()
          }}
        >
          {HEADINGS.map(one => (
            <option key={one.label} value={String(one.depth)}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
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
      <span className="script-toolbar-rule" aria-hidden="true" />
      <IconButton label="Undo your last change" keys="mod+z" disabledReason={reason} onClick={onUndo}>
        <Undo2 size={15} />
      </IconButton>
      <IconButton label="Redo" keys="mod+shift+z" disabledReason={reason} onClick={onRedo}>
        <Redo2 size={15} />
      </IconButton>
      <span className="script-toolbar-rule" aria-hidden="true" />
      <IconButton
        label="Ask an agent about the selected words or the paragraph"
        keys="mod+j"
        disabledReason={reason}
        onMouseDown={event => event.preventDefault()}
        onClick={onAsk}
      >
        <Sparkles size={15} />
      </IconButton>
      {end}
    </div>
  )
}

/** How much is written, and how long it is to read. */
export function ProseCount({ editor }: { editor: Editor }) {
  const { words, minutes } = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const lines = state.doc.content.content.map(line => ({ type: 'general' as const, text: line.textContent }))
      const figures = proseFigures(lines)
      return { words: figures.words, minutes: figures.minutes }
    },
  })
  return (
    <span className="prose-count">
      {words === 1 ? '1 word' : `${words.toLocaleString('en')} words`}
      {minutes > 0 && ` · ${minutes} min to read`}
    </span>
  )
}
