import type { Editor } from '@tiptap/react'
import { MessageSquarePlus, Sparkles } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef } from 'react'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'
import { sentenceOf } from '../api/request.ts'
import type { OpenDocument } from '../sync/hooks.ts'
import { ContextMenu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'
import { DraftCards } from './ask/DraftCards.tsx'
import { type AskRequest, linesOf } from './ask/request.ts'
import type { ScreenplayBinding } from './binding/binding.ts'
import { SuggestionCards } from './suggestions/SuggestionCards.tsx'

export interface TextDeskProps {
  editor: Editor
  /** Null while the editor is not in the page yet. */
  binding: ScreenplayBinding | null
  open: OpenDocument
  user: { id: string; name: string }
  canWrite: boolean
  drafts: readonly Draft[]
  /** Stands above the paper. */
  above?: ReactNode
  /** The paper with the text on it: it has a menu of its own. */
  children: ReactElement
  onAsk: (request: AskRequest) => Promise<void>
  /** Opens the field in which one asks an agent. */
  onQuestion: () => void
  /** Begins a comment on the selected words. */
  onComment: () => void
}

/** A text on its paper, with its menu, and suggestions and running drafts in the margin. */
export function TextDesk(props: TextDeskProps) {
  const { editor, binding, open, user, canWrite, drafts, above, children, onAsk, onQuestion, onComment } = props
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
        {above}
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
          {children}
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
