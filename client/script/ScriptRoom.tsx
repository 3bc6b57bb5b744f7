import { useEditorState } from '@tiptap/react'
import { MessageSquareText } from 'lucide-react'
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { AgentCard } from '../../shared/core/api/schemas.ts'
import { AuthorsButton } from '../authorship/AuthorsButton.tsx'
import { LockButton } from '../locks/LockButton.tsx'
import { LockNotice } from '../locks/LockNotice.tsx'
import type { OpenDocument, Person } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import { setDraftMarks } from './ask/draftMarks.ts'
import type { AskRequest } from './ask/request.ts'
import { useAsking } from './ask/useAsking.tsx'
import { useDrafts } from './ask/useDrafts.ts'
import { ScriptLegend } from './authorship/ScriptLegend.tsx'
import { useAuthors } from './authorship/useAuthors.ts'
import { ScriptProvider } from './context.tsx'
import { Desk } from './Desk.tsx'
import { CompletionList } from './editor/CompletionList.tsx'
import { mayTakeFocus } from './editor/focus.ts'
import { jumpToLine } from './editor/jump.ts'
import { KEY_HELP } from './editor/keyHelp.ts'
import { READER, Toolbar } from './editor/Toolbar.tsx'
import { useScreenplayEditor } from './editor/useScreenplayEditor.ts'
import { Navigator } from './navigator/Navigator.tsx'
import { ScenesButton } from './navigator/ScenesButton.tsx'
import { useScenes } from './navigator/useScenes.ts'
import { SCRIPT_PANELS } from './panels/panels.tsx'
import { SidePanel } from './panels/SidePanel.tsx'
import { ScriptWriting } from './ScriptWriting.tsx'
import { useOpenSuggestions } from './suggestions/useOpenSuggestions.ts'
import { MoreTools } from './toolbar/MoreTools.tsx'
import { SCRIPT_TOOLS } from './tools.tsx'
import './editor/marks.css'
import './editor/screenplay.css'
import './script.css'

export interface ScriptRoomProps {
  document: OpenDocument
  /** Of the project, for those who hear the page. */
  title: string
  user: { id: string; name: string }
  canWrite: boolean
  /** Nobody may write now; `canWrite` is false then. */
  lock: DocumentLock | null
  people: readonly Person[]
  rewriteAgent: AgentCard | undefined
  /** Stands on the page while nothing is written. */
  whenEmpty: ReactNode
  onAsk: (request: AskRequest) => Promise<void>
  onOpenScene: (sceneId: string) => void
}

/**
 * Scenes on the left, the page in the middle, suggestions and running drafts in its margin. Drawn again for its own changes
 * only: the page around it hears of every key that is saved.
 */
export const ScriptRoom = memo(function ScriptRoom({
  document: open,
  title,
  user,
  canWrite,
  lock,
  people,
  rewriteAgent,
  whenEmpty,
  onAsk,
  onOpenScene,
}: ScriptRoomProps) {
  const toast = useToast()
  const askRef = useRef<() => void>(() => {})
  const { editor, binding } = useScreenplayEditor(
    open,
    canWrite,
    () => askRef.current(),
    (title, detail) => toast({ title, detail, tone: 'danger' }),
  )
  const { ask, question } = useAsking({ editor, binding }, canWrite, rewriteAgent, onAsk)
  askRef.current = ask
  useCommands(
    useMemo(
      () => [
        { label: 'Ask an agent about the selection', group: 'Script', keys: 'mod+j', run: () => askRef.current() },
        ...KEY_HELP,
      ],
      [],
    ),
  )

  const [panel, showPanel] = useState<string | null>(null)
  const reason = canWrite ? null : lock ? lockSentence(lock) : READER
  const part = useMemo(
    () =>
      binding && {
        editor,
        binding,
        open,
        canWrite,
        reason,
        panel,
        showPanel,
        ask,
        goToLine: (lineId: string, selected?: { from: number; to: number }) =>
          jumpToLine(editor.view, binding, lineId, selected),
      },
    [editor, binding, open, canWrite, reason, panel, ask],
  )

  const isEmpty = useEditorState({
    editor,
    selector: ({ editor: { state } }) => state.doc.childCount <= 1 && state.doc.textContent === '',
  })
  // an import has filled the page, and the button that was pressed for it is gone
  useEffect(() => {
    if (!isEmpty && canWrite && mayTakeFocus(window.document)) editor.view.focus()
  }, [isEmpty, canWrite, editor])

  const drafts = useDrafts(open.documentId)
  const rewriting = drafts.flatMap(draft => draft.target.lineIds).join(' ')
  useEffect(() => {
    if (binding) editor.view.dispatch(setDraftMarks(editor.state.tr, rewriting.split(' ')))
  }, [binding, editor, rewriting])
  const waiting = useOpenSuggestions(binding, open.doc) + drafts.length
  const [cardsShown, setCardsShown] = useState(true)
  const authors = useAuthors(binding, open, user.id)
  const scenes = useScenes(editor, part, open, people, onOpenScene)
  return (
    <ScriptProvider value={part}>
      <div className="script-room" data-panel={part && panel ? 'open' : 'none'}>
        <Navigator {...scenes} />
        <main className="script-main" data-cards={cardsShown && waiting > 0 ? 'shown' : 'hidden'}>
          <h1 className="sr-only">{title}</h1>
          <div>
            <LockNotice document={open} lock={lock} canWrite={canWrite} />
            <ScriptWriting documentId={open.documentId} />
            <Toolbar
              start={<ScenesButton {...scenes} />}
              end={
                <>
                  {part && SCRIPT_TOOLS.map(({ name, Tool }) => <Tool key={name} />)}
                  <span data-leaves-first="">
                    <AuthorsButton group="Script" shown={authors.shown} onToggle={authors.toggle} />
                  </span>
                  <span data-leaves-first="">
                    <LockButton documentId={open.documentId} lock={lock} root={null} what="script" />
                  </span>
                  {waiting > 0 && (
                    <Button
                      variant="quiet"
                      className="cards-button"
                      aria-pressed={cardsShown}
                      icon={<MessageSquareText size={15} aria-hidden="true" />}
                      onClick={() => setCardsShown(!cardsShown)}
                    >
                      {waiting === 1 ? '1 suggestion' : `${waiting} suggestions`}
                    </Button>
                  )}
                  <MoreTools />
                </>
              }
              editor={editor}
              canWrite={canWrite}
              reason={reason}
              onUndo={() => binding?.undoManager.undo()}
              onRedo={() => binding?.undoManager.redo()}
              onAsk={() => ask()}
            />
            {authors.layer && authors.shown && <ScriptLegend layer={authors.layer} />}
          </div>
          <Desk
            editor={editor}
            part={part}
            open={open}
            user={user}
            canWrite={canWrite}
            drafts={drafts}
            whenEmpty={isEmpty && whenEmpty}
            onAsk={onAsk}
          />
        </main>
        {part && panel && <SidePanel panels={SCRIPT_PANELS} />}
        <CompletionList editor={editor} ydoc={open.doc} />
        {question}
      </div>
    </ScriptProvider>
  )
})
