import { useEditorState } from '@tiptap/react'
import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { AgentCard } from '../../shared/core/api/schemas.ts'
import { AuthorsButton } from '../authorship/AuthorsButton.tsx'
import { LockButton } from '../locks/LockButton.tsx'
import { LockNotice } from '../locks/LockNotice.tsx'
import type { OpenDocument, Person } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import type { AskRequest } from './ask/request.ts'
import { useAsking } from './ask/useAsking.tsx'
import { useDrafts } from './ask/useDrafts.ts'
import { ScriptLegend } from './authorship/ScriptLegend.tsx'
import { ScriptProvider } from './context.tsx'
import { Desk } from './Desk.tsx'
import { CompletionList } from './editor/CompletionList.tsx'
import { mayTakeFocus } from './editor/focus.ts'
import { KEY_HELP } from './editor/keyHelp.ts'
import { READER, Toolbar } from './editor/Toolbar.tsx'
import { useScreenplayEditor } from './editor/useScreenplayEditor.ts'
import { Navigator } from './navigator/Navigator.tsx'
import { ScenesButton } from './navigator/ScenesButton.tsx'
import { useScenes } from './navigator/useScenes.ts'
import { SCRIPT_PANELS } from './panels/panels.tsx'
import { SidePanel } from './panels/SidePanel.tsx'
import { ScriptWriting } from './ScriptWriting.tsx'
import { MoreTools } from './toolbar/MoreTools.tsx'
import { SCRIPT_TOOLS } from './tools.tsx'
import { useTextRoom } from './useTextRoom.tsx'
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
  const { ask, question } = useAsking({ editor, binding }, 'script', canWrite, rewriteAgent, onAsk)
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

  const drafts = useDrafts(open.documentId)
  const reason = canWrite ? null : lock ? lockSentence(lock) : READER
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

  const isEmpty = useEditorState({
    editor,
    selector: ({ editor: { state } }) => state.doc.childCount <= 1 && state.doc.textContent === '',
  })
  // an import has filled the page, and the button that was pressed for it is gone
  useEffect(() => {
    if (!isEmpty && canWrite && mayTakeFocus(window.document)) editor.view.focus()
  }, [isEmpty, canWrite, editor])

  const scenes = useScenes(editor, part, open, people, onOpenScene)
  return (
    <ScriptProvider value={part}>
      <div className="script-room" data-panel={part?.panel ? 'open' : 'none'}>
        <Navigator {...scenes} />
        <main className="script-main" data-cards={cards}>
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
                  {cardsButton}
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
        {part?.panel && <SidePanel panels={SCRIPT_PANELS} />}
        <CompletionList editor={editor} ydoc={open.doc} />
        {question}
      </div>
    </ScriptProvider>
  )
})
