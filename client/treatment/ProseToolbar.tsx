import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { proseFigures } from '../../shared/core/treatment/figures.ts'
import { type ActsProps, AskButton, EmphasisButtons, ToolRule, UndoButtons } from '../script/editor/TextTools.tsx'
import { Button } from '../ui/Button.tsx'
import { depthAtCaret, setHeading } from './editor/proseCommands.ts'
import '../script/editor/toolbar.css'

const HEADINGS = [
  { depth: null, label: 'Paragraph' },
  { depth: 1, label: 'Heading 1' },
  { depth: 2, label: 'Heading 2' },
  { depth: 3, label: 'Heading 3' },
] as const

interface ProseToolbarProps extends ActsProps {
  editor: Editor
  canWrite: boolean
  onGallery: () => void
  onAsk: () => void
  /** What stands behind the tools. */
  end: ReactNode
}

/** The way back, headings, emphasis, one's own undo, and the way to an agent. */
export function ProseToolbar({ editor, canWrite, reason, onGallery, onUndo, onRedo, onAsk, end }: ProseToolbarProps) {
  const depth = useEditorState({ editor, selector: ({ editor: at }) => depthAtCaret(at.state) })
  return (
    <div className="script-toolbar prose-toolbar" role="toolbar" aria-label="Treatment">
      <Button variant="quiet" icon={<ArrowLeft aria-hidden="true" />} onClick={onGallery}>
        Gallery
      </Button>
      <ToolRule />
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
      <EmphasisButtons editor={editor} reason={reason} />
      <ToolRule />
      <UndoButtons reason={reason} onUndo={onUndo} onRedo={onRedo} />
      <ToolRule />
      <AskButton label="Ask an agent about the selected words or the paragraph" reason={reason} onAsk={onAsk} />
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
