import { type Editor, EditorContent } from '@tiptap/react'
import { MessageSquarePlus, Sparkles } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'
import { sentenceOf } from '../api/request.ts'
import { DraftCards } from '../script/ask/DraftCards.tsx'
import { type AskRequest, linesOf } from '../script/ask/request.ts'
import type { ScreenplayBinding } from '../script/binding/binding.ts'
import { SuggestionCards } from '../script/suggestions/SuggestionCards.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { ContextMenu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'

interface ProseDeskProps {
  editor: Editor
  /** Null while the editor is not in the page yet. */
  binding: ScreenplayBinding | null
  open: OpenDocument
  user: { id: string; name: string }
  canWrite: boolean
  drafts: readonly Draft[]
  /** Title and angle. */
  head: ReactNode
  onAsk: (request: AskRequest) => Promise<void>
  /** Opens the field in which one asks. */
  onQuestion: () => void
  /** Begins a comment on the selected words. */
  onComment: () => void
}

/** The page of prose, with suggestions and running drafts in its margin. */
export function ProseDesk(props: ProseDeskProps) {
  const { editor, binding, open, user, canWrite, drafts, head, onAsk, onQuestion, onComment } = props
  const scroller = useRef<HTMLDivElement>(null)
  const toast = useToast()
  const askAgain = ({ instruction, edit }: Suggestion) => {
    onAsk({ instruction, lineIds: linesOf(edit) }).catch((error: unknown) =>
      toast({ title: 'The agent was not asked again', detail: sentenceOf(error), tone: 'danger' }),
    )
  }
  return (
    <div className="desk" ref={scroller}>
      <div className="desk-inner">
        <ContextMenu
          items={[
            {
              label: 'Ask an agent…',
              keys: '/',
              icon: <Sparkles />,
              disabledReason: canWrite ? null : 'It cannot be changed now.',
              onSelect: () => window.setTimeout(onQuestion, 0),
            },
            {
              label: 'Comment…',
              keys: 'mod+alt+m',
              icon: <MessageSquarePlus />,
              onSelect: () => window.setTimeout(onComment, 0),
            },
            { kind: 'separator' },
            { label: 'Copy', keys: 'mod+c', onSelect: () => window.document.execCommand('copy') },
            { label: 'Cut', keys: 'mod+x', onSelect: () => window.document.execCommand('cut') },
          ]}
          onCloseAutoFocus={event => event.preventDefault()}
        >
          <div className="paper-of-prose">
            {head}
            <EditorContent editor={editor} />
          </div>
        </ContextMenu>
        <div className="margin">
          {binding && (
            <SuggestionCards
              doc={open.doc}
              binding={binding}
              view={editor.view}
              user={user}
              canWrite={canWrite}
              scroller={scroller}
              onAskAgain={askAgain}
            />
          )}
          <DraftCards drafts={drafts} userId={user.id} />
        </div>
      </div>
    </div>
  )
}
