import { EditorContent, useEditorState } from '@tiptap/react'
import { MessageSquarePlus, MessageSquareText, Sparkles } from 'lucide-react'
import { memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { AgentCard } from '../../shared/core/api/schemas.ts'
import type { Suggestion } from '../../shared/core/suggestions/suggestion.ts'
import { sentenceOf } from '../api/request.ts'
import { AuthorsButton, useAuthorsShown } from '../authorship/AuthorsButton.tsx'
import { LockButton } from '../locks/LockButton.tsx'
import { LockNotice } from '../locks/LockNotice.tsx'
import type { OpenDocument, Person } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import { ContextMenu } from '../ui/Menu.tsx'
import { type Command, useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import { AskAgent } from './ask/AskAgent.tsx'
import { getAskedRange, setAskedRange } from './ask/askedRange.ts'
import { DraftCards } from './ask/DraftCards.tsx'
import { setDraftMarks } from './ask/draftMarks.ts'
import { type AskRequest, linesOf, selectionRequest } from './ask/request.ts'
import { useDrafts } from './ask/useDrafts.ts'
import { authorLayerOf } from './authorship/layerOf.ts'
import { ScriptLegend } from './authorship/ScriptLegend.tsx'
import { useBeginComment } from './comments/useBegin.ts'
import { ScriptProvider } from './context.tsx'
import { CompletionList } from './editor/CompletionList.tsx'
import { mayTakeFocus } from './editor/focus.ts'
import { jumpToLine } from './editor/jump.ts'
import { NUMBER_KEYS } from './editor/keys.ts'
import { sceneNumbersKey } from './editor/sceneNumbers.ts'
import { READER, Toolbar, TYPE_NAMES } from './editor/Toolbar.tsx'
import { useScreenplayEditor } from './editor/useScreenplayEditor.ts'
import { useSceneLengths } from './navigator/lengths.ts'
import { sceneOfLink } from './navigator/link.ts'
import { Navigator } from './navigator/Navigator.tsx'
import { type Outline, type OutlineScene, type OutlineSection, sameOutline, sceneAt } from './navigator/outline.ts'
import { ScenesButton } from './navigator/ScenesButton.tsx'
import { SidePanel } from './panels/SidePanel.tsx'
import { SuggestionCards } from './suggestions/SuggestionCards.tsx'
import { useOpenSuggestions } from './suggestions/useOpenSuggestions.ts'
import { TitlePage } from './titlePage/TitlePage.tsx'
import { SCRIPT_TOOLS } from './tools.tsx'
import './editor/screenplay.css'
import './script.css'

const NO_SCENES: Outline = { scenes: [], sections: [] }

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
  const scroller = useRef<HTMLDivElement>(null)
  const [asking, setAsking] = useState<{ words: string; initial: string } | null>(null)
  const toast = useToast()
  const askRef = useRef<() => void>(() => {})
  const { editor, binding } = useScreenplayEditor(
    open,
    canWrite,
    () => askRef.current(),
    (title, detail) => toast({ title, detail, tone: 'danger' }),
  )

  const ask = useCallback(
    (range: { from: number; to: number } | null = null, initial = '') => {
      if (!canWrite) return
      const { from, to } = range ?? editor.state.selection
      if (from === to)
        return toast({ title: 'Select the words first', detail: 'Then press / or Ctrl+J and say what should change.' })
      editor.view.dispatch(setAskedRange(editor.state.tr, { from, to }))
      setAsking({ words: editor.state.doc.textBetween(from, to, ' '), initial })
    },
    [editor, canWrite, toast],
  )
  askRef.current = () => ask()

  const stopAsking = useCallback(() => {
    setAsking(null)
    if (editor.isDestroyed) return
    editor.view.dispatch(setAskedRange(editor.state.tr, null))
    editor.view.focus()
  }, [editor])

  const send = async (instruction: string) => {
    const range = getAskedRange(editor.state)
    if (!range || !binding) throw new Error('The selected words are gone. Select the passage again; nothing was sent.')
    await onAsk(selectionRequest(binding, editor.state.doc, range, instruction))
    stopAsking()
  }

  const anchor = useMemo(
    () => ({
      current: {
        getBoundingClientRect: () => {
          const range = getAskedRange(editor.state) ?? editor.state.selection
          const start = editor.view.coordsAtPos(range.from)
          const end = editor.view.coordsAtPos(range.to)
          return new DOMRect(start.left, start.top, 1, Math.max(1, end.bottom - start.top))
        },
      },
    }),
    [editor],
  )

  const outline = useEditorState({
    editor,
    selector: ({ editor: at }) => sceneNumbersKey.getState(at.state) ?? NO_SCENES,
    equalityFn: (a, b) => b !== null && sameOutline(a, b),
  })
  const current = useEditorState({
    editor,
    selector: ({ editor: at }) =>
      sceneAt(sceneNumbersKey.getState(at.state)?.scenes ?? [], at.state.selection.head)?.id ?? null,
  })
  const lengths = useSceneLengths(editor)
  const isEmpty = useEditorState({
    editor,
    selector: ({ editor: { state } }) => state.doc.childCount <= 1 && state.doc.textContent === '',
  })
  // an import has filled the page, and the button that was pressed for it is gone
  useEffect(() => {
    if (!isEmpty && canWrite && mayTakeFocus(window.document)) editor.view.focus()
  }, [isEmpty, canWrite, editor])
  const drafts = useDrafts(open.documentId)
  const waiting = useOpenSuggestions(binding, open.doc) + drafts.length
  const [cardsShown, setCardsShown] = useState(true)
  const authors = binding && authorLayerOf(binding, open, user.id)
  const [authorsShown, setAuthorsShown] = useAuthorsShown()
  useEffect(() => {
    authors?.turn(authorsShown)
    return () => authors?.turn(false)
  }, [authors, authorsShown])
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
  const comment = useBeginComment(part, open.documentId)
  const rewriting = drafts.flatMap(draft => draft.target.lineIds).join(' ')
  useEffect(() => {
    if (binding) editor.view.dispatch(setDraftMarks(editor.state.tr, rewriting.split(' ')))
  }, [binding, editor, rewriting])

  useCommands(
    useMemo<Command[]>(
      () => [
        { label: 'Ask an agent about the selection', group: 'Script', keys: 'mod+j', run: () => askRef.current() },
        { label: 'Next element', group: 'Script', keys: 'Tab' },
        { label: 'Previous element', group: 'Script', keys: 'shift+Tab' },
        { label: 'Line break inside an element', group: 'Script', keys: 'shift+Enter' },
        { label: 'Leave the text for the toolbar', group: 'Script', keys: 'Escape' },
        { label: 'Undo your last change', group: 'Script', keys: 'mod+z' },
        { label: 'Redo', group: 'Script', keys: 'mod+shift+z' },
        { label: 'Set two speeches beside each other', group: 'Script', keys: 'mod+d' },
        ...NUMBER_KEYS.map(({ key, type }) => ({ label: TYPE_NAMES[type], group: 'Element', keys: `mod+${key}` })),
      ],
      [],
    ),
  )

  useEffect(() => {
    open.awareness.setLocalStateField('place', { page: 'script', ...(current ? { sceneId: current } : {}) })
  }, [open, current])

  const go = useCallback(
    ({ lineId }: OutlineScene | OutlineSection) => {
      if (binding) jumpToLine(editor.view, binding, lineId, undefined, 'start')
    },
    [editor, binding],
  )
  // an address may name a scene: it is shown once the script is there
  useEffect(() => {
    const id = binding && sceneOfLink(window.location)
    const scene = id && sceneNumbersKey.getState(editor.state)?.scenes.find(other => other.id === id)
    if (scene) jumpToLine(editor.view, binding, scene.lineId, undefined, 'start')
  }, [editor, binding])
  const openShots = useCallback((scene: OutlineScene) => onOpenScene(scene.id), [onOpenScene])
  const askAgain = ({ instruction, edit }: Suggestion) => {
    onAsk({ instruction, lineIds: linesOf(edit) }).catch((error: unknown) =>
      toast({ title: 'The agent was not asked again', detail: sentenceOf(error), tone: 'danger' }),
    )
  }

  const scenes = { outline, current, people, lengths, onGo: go, onOpen: openShots }
  return (
    <ScriptProvider value={part}>
      <div className="script-room" data-panel={part && panel ? 'open' : 'none'}>
        <Navigator {...scenes} />
        <main className="script-main" data-cards={cardsShown && waiting > 0 ? 'shown' : 'hidden'}>
          <h1 className="sr-only">{title}</h1>
          <div>
            <LockNotice document={open} lock={lock} canWrite={canWrite} />
            <Toolbar
              start={<ScenesButton {...scenes} />}
              end={
                <>
                  {part && SCRIPT_TOOLS.map(({ name, Tool }) => <Tool key={name} />)}
                  <AuthorsButton group="Script" shown={authorsShown} onToggle={() => setAuthorsShown(!authorsShown)} />
                  <LockButton documentId={open.documentId} lock={lock} root={null} what="script" />
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
                </>
              }
              editor={editor}
              canWrite={canWrite}
              reason={reason}
              onUndo={() => binding?.undoManager.undo()}
              onRedo={() => binding?.undoManager.redo()}
              onAsk={() => ask()}
            />
            {authors && authorsShown && <ScriptLegend layer={authors} />}
          </div>
          <div className="desk" ref={scroller}>
            <div className="desk-inner">
              {binding && <TitlePage doc={open.doc} canWrite={canWrite} />}
              <ContextMenu
                items={[
                  {
                    label: 'Ask an agent…',
                    keys: '/',
                    icon: <Sparkles />,
                    onSelect: () => window.setTimeout(() => ask(), 0),
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
                  {binding && isEmpty && whenEmpty}
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
        </main>
        {part && panel && <SidePanel />}
        <CompletionList editor={editor} ydoc={open.doc} />
        {asking && (
          <AskAgent
            key={asking.words}
            open
            agent={rewriteAgent}
            words={asking.words}
            initial={asking.initial}
            anchor={anchor}
            onAsk={send}
            onClose={stopAsking}
          />
        )}
      </div>
    </ScriptProvider>
  )
})
