import { EditorContent } from '@tiptap/react'
import { MessageSquarePlus, Sparkles } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'
import { sentenceOf } from '../api/request.ts'
import type { OpenDocument } from '../sync/hooks.ts'
import { ContextMenu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'
import { DraftCards } from './ask/DraftCards.tsx'
import { type AskRequest, linesOf } from './ask/request.ts'
import { useBeginComment } from './comments/useBegin.ts'
import type { ScriptPart } from './context.tsx'
import { SuggestionCards } from './suggestions/SuggestionCards.tsx'
import { TitlePage } from './titlePage/TitlePage.tsx'

interface DeskProps {
  editor: ScriptPart['editor']
  /** Null while the editor is not in the page yet. */
  part: ScriptPart | null
  open: OpenDocument
  user: { id: string; name: string }
  canWrite: boolean
  drafts: readonly Draft[]
  /** Stands on the page while nothing is written. */
  whenEmpty: ReactNode
  onAsk: (request: AskRequest) => Promise<void>
}

/** The title page and the pages, with suggestions and running drafts in their margin. */
export function Desk({ editor, part, open, user, canWrite, drafts, whenEmpty, onAsk }: DeskProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const toast = useToast()
  const comment = useBeginComment(part, open.documentId)
  const askAgain = ({ instruction, edit }: Suggestion) => {
    onAsk({ instruction, lineIds: linesOf(edit) }).catch((error: unknown) =>
      toast({ title: 'The agent was not asked again', detail: sentenceOf(error), tone: 'danger' }),
    )
  }
  return (
    <div className="desk" ref={scroller}>
      <div className="desk-inner">
        {part && <TitlePage doc={open.doc} canWrite={canWrite} />}
        <ContextMenu
          items={[
            {
              label: 'Ask an agent…',
              keys: '/',
              icon: <Sparkles />,
              onSelect: () => window.setTimeout(() => part?.ask(), 0),
            },
            {
              label: 'Comment…',
              keys: 'mod+alt+m',
              icon: <MessageSquarePlus />,
              onSelect: () => window.setTimeout(comment, 0),
            },
            { kind: 'separator' },
            { label: 'Copy', keys: 'mod+c', onSelect: () => window.document.execCommand('copy') },
            { label: 'Cut', keys: 'mod+x', onSelect: () => window.document.execCommand('cut') },
          ]}
          onCloseAutoFocus={event => event.preventDefault()}
        >
          <div className="paper">
            <EditorContent editor={editor} />
            {part && whenEmpty}
          </div>
        </ContextMenu>
        <div className="margin">
          {part && (
            <SuggestionCards
              doc={open.doc}
              binding={part.binding}
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
