import type { Editor } from '@tiptap/react'
import { MessageSquareText } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { OpenDocument } from '../sync/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { setDraftMarks } from './ask/draftMarks.ts'
import { useAuthors } from './authorship/useAuthors.ts'
import type { ScreenplayBinding } from './binding/binding.ts'
import type { ScriptPart } from './context.tsx'
import { jumpToLine } from './editor/jump.ts'
import { useOpenSuggestions } from './suggestions/useOpenSuggestions.ts'

interface TextRoomOptions {
  editor: Editor
  binding: ScreenplayBinding | null
  open: OpenDocument
  userId: string
  canWrite: boolean
  /** Why nothing can be written; null while one may. */
  reason: string | null
  ask: ScriptPart['ask']
  /** What agents write about the text now. */
  drafts: readonly Draft[]
}

export interface TextRoom {
  /** What tools and panels work with; null while the editor is not in the page yet. */
  part: ScriptPart | null
  authors: ReturnType<typeof useAuthors>
  /** Do the cards in the margin take room? */
  cards: 'shown' | 'hidden'
  /** Shows and hides them; says how many wait. */
  cardsButton: ReactNode
}

/** What every room around a text of lines has: its tools' part, whose words are whose, and the cards in the margin. */
export function useTextRoom(options: TextRoomOptions): TextRoom {
  const { editor, binding, open, userId, canWrite, reason, ask, drafts } = options
  const [panel, showPanel] = useState<string | null>(null)
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

  const rewriting = drafts.flatMap(draft => draft.target.lineIds).join(' ')
  useEffect(() => {
    if (binding) editor.view.dispatch(setDraftMarks(editor.state.tr, rewriting.split(' ')))
  }, [binding, editor, rewriting])

  const waiting = useOpenSuggestions(binding, open.doc) + drafts.length
  const [shown, setShown] = useState(true)
  const authors = useAuthors(binding, open, userId)
  const cardsButton = waiting > 0 && (
    <Button
      variant="quiet"
      className="cards-button"
      aria-pressed={shown}
      icon={<MessageSquareText size={15} aria-hidden="true" />}
      onClick={() => setShown(!shown)}
    >
      {waiting === 1 ? '1 suggestion' : `${waiting} suggestions`}
    </Button>
  )
  return { part, authors, cards: shown && waiting > 0 ? 'shown' : 'hidden', cardsButton }
}
