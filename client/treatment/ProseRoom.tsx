import { EditorContent } from '@tiptap/react'
import { MessagesSquare } from 'lucide-react'
import { type ReactNode, useCallback, useMemo, useRef } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { AgentCard } from '../../shared/core/api/schemas.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { Line } from '../../shared/core/script/line.ts'
import { type Variant, variantTitle } from '../../shared/core/treatment/variants.ts'
import { AuthorsButton } from '../authorship/AuthorsButton.tsx'
import { LockNotice } from '../locks/LockNotice.tsx'
import type { AskRequest } from '../script/ask/request.ts'
import { useAsking } from '../script/ask/useAsking.tsx'
import { ScriptLegend } from '../script/authorship/ScriptLegend.tsx'
import { CommentsPanel } from '../script/comments/CommentsPanel.tsx'
import { CommentTool } from '../script/comments/CommentTool.tsx'
import { useBeginComment } from '../script/comments/useBegin.ts'
import { ScriptProvider } from '../script/context.tsx'
import { LineInAddress } from '../script/LineInAddress.tsx'
import { PanelButtons } from '../script/panels/PanelButtons.tsx'
import { SidePanel } from '../script/panels/SidePanel.tsx'
import { TextDesk } from '../script/TextDesk.tsx'
import { useTextRoom } from '../script/useTextRoom.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { announce } from '../ui/announce.ts'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { Angle, titleOf } from './angle.tsx'
import { askedPassage, takeAcross } from './editor/proseCommands.ts'
import { useProseEditor } from './editor/useProseEditor.ts'
import { ProseCount, ProseToolbar } from './ProseToolbar.tsx'
import { ReadingPane } from './ReadingPane.tsx'
import { TitleField } from './TitleField.tsx'
import type { Treatment } from './treatmentStore.ts'
import { VariantTools } from './VariantTools.tsx'
import '../script/editor/marks.css'
import '../script/script.css'
import './prose.css'

export interface ProseRoomProps {
  open: OpenDocument
  variant: Variant
  treatment: Treatment
  /** The variant that is shown beside it. */
  beside: Variant | null
  user: { id: string; name: string }
  canWrite: boolean
  /** Why nothing can be changed; null while it can. */
  reason: string | null
  lock: DocumentLock | null
  drafts: readonly Draft[]
  rewriteAgent: AgentCard | undefined
  /** The button for a full regeneration. */
  regenerate: ReactNode
  notices: ReactNode
  onAsk: (request: AskRequest) => Promise<void>
  onShow: (variantId: string | null, besideId?: string) => void
}

const PANELS = [
  {
    name: 'comments',
    label: 'Comments',
    keywords: 'threads answers mentions resolve',
    Icon: MessagesSquare,
    Content: CommentsPanel,
  },
]

const KEY_HELP = [
  { label: 'Heading', group: 'Treatment', keys: 'mod+alt+1' },
  { label: 'Smaller heading', group: 'Treatment', keys: 'mod+alt+2' },
  { label: 'Smallest heading', group: 'Treatment', keys: 'mod+alt+3' },
  { label: 'Paragraph', group: 'Treatment', keys: 'mod+alt+0' },
  { label: 'Undo your last change', group: 'Treatment', keys: 'mod+z' },
  { label: 'Redo', group: 'Treatment', keys: 'mod+shift+z' },
]

/** One variant being written together, perhaps with another beside it. */
export function ProseRoom(props: ProseRoomProps) {
  const { open, variant, treatment, beside, user, canWrite, reason, lock, drafts, onShow } = props
  const isChosen = treatment.active === variant.id
  const askRef = useRef<() => void>(() => {})
  const { editor, binding, titleOrigin } = useProseEditor(open, variant.id, canWrite, () => askRef.current())
  const { ask, question } = useAsking({ editor, binding }, 'treatment', canWrite, props.rewriteAgent, props.onAsk)
  askRef.current = () => ask(askedPassage(editor.state))
  useCommands(
    useMemo(
      () => [
        {
          label: 'Ask an agent about the selection',
          group: 'Treatment',
          keys: 'mod+j',
          run: () => askRef.current(),
        },
        ...KEY_HELP,
      ],
      [],
    ),
  )

  const { part, authors, cards, cardsButton } = useTextRoom({
    editor,
    binding,
    open,
    userId: user.id,
    canWrite,
    reason,
    ask,
    drafts,
  })
  const comment = useBeginComment(part, open.documentId)

  const undo = useCallback(() => void binding?.undoManager.undo(), [binding])
  const redo = useCallback(() => void binding?.undoManager.redo(), [binding])
  const take = (line: Line) => {
    if (!binding) return
    binding.undoManager.stopCapturing()
    editor.view.dispatch(takeAcross(editor.state, line))
    binding.undoManager.stopCapturing()
    announce('The paragraph was taken across.')
  }
  const others = treatment.variants.filter(({ id }) => id !== variant.id)
  const title = variantTitle(open.doc, variant.id)
  return (
    <ScriptProvider value={part}>
      <div className="prose-room" data-beside={beside ? 'open' : 'none'} data-panel={part?.panel ? 'open' : 'none'}>
        <main className="script-main" data-cards={cards}>
          <h1 className="sr-only">Treatment: {titleOf(variant)}</h1>
          <div>
            <LockNotice document={open} lock={lock} canWrite={canWrite} />
            <ProseToolbar
              editor={editor}
              canWrite={canWrite}
              reason={reason}
              onGallery={() => onShow(null)}
              onUndo={undo}
              onRedo={redo}
              onAsk={() => askRef.current()}
              end={
                <>
                  {part && <PanelButtons panels={PANELS} group="Treatment" />}
                  {part && <CommentTool />}
                  {part && <LineInAddress />}
                  <AuthorsButton group="Treatment" shown={authors.shown} onToggle={authors.toggle} />
                  {cardsButton}
                  <span className="prose-end">
                    <ProseCount editor={editor} />
                    <VariantTools {...props} isChosen={isChosen} other={beside ? undefined : others[0]} />
                  </span>
                </>
              }
            />
            {authors.layer && authors.shown && <ScriptLegend layer={authors.layer} />}
            {props.notices}
          </div>
          <TextDesk
            editor={editor}
            binding={binding}
            open={open}
            user={user}
            canWrite={canWrite}
            drafts={drafts}
            onAsk={props.onAsk}
            onQuestion={() => askRef.current()}
            onComment={comment}
          >
            <div className="paper-of-prose">
              <header className="prose-head">
                {title && (
                  <TitleField
                    text={title}
                    origin={titleOrigin}
                    readOnly={!canWrite}
                    onUndo={undo}
                    onRedo={redo}
                    onLeave={() => editor.view.focus()}
                  />
                )}
                <Angle of={variant} className="prose-angle" />
              </header>
              <EditorContent editor={editor} />
            </div>
          </TextDesk>
        </main>
        {beside && (
          <ReadingPane
            key={beside.id}
            doc={open.doc}
            variant={beside}
            others={others}
            onTake={isChosen ? take : null}
            reason={reason}
            onShow={id => onShow(variant.id, id)}
            onClose={() => onShow(variant.id)}
          />
        )}
        {part?.panel && <SidePanel panels={PANELS} />}
        {question}
      </div>
    </ScriptProvider>
  )
}
