import { EditorContent } from '@tiptap/react'
import type { ReactNode } from 'react'
import { useBeginComment } from './comments/useBegin.ts'
import type { ScriptPart } from './context.tsx'
import { TextDesk, type TextDeskProps } from './TextDesk.tsx'
import { TitlePage } from './titlePage/TitlePage.tsx'

interface DeskProps extends Pick<TextDeskProps, 'editor' | 'open' | 'user' | 'canWrite' | 'drafts' | 'onAsk'> {
  /** Null while the editor is not in the page yet. */
  part: ScriptPart | null
  /** Stands on the page while nothing is written. */
  whenEmpty: ReactNode
}

/** The title page and the pages, with suggestions and running drafts in their margin. */
export function Desk({ part, whenEmpty, ...desk }: DeskProps) {
  const comment = useBeginComment(part, desk.open.documentId)
  return (
    <TextDesk
      {...desk}
      binding={part?.binding ?? null}
      above={part && <TitlePage doc={desk.open.doc} canWrite={desk.canWrite} />}
      onQuestion={() => part?.ask()}
      onComment={comment}
    >
      <div className="paper">
        <EditorContent editor={desk.editor} />
        {part && whenEmpty}
      </div>
    </TextDesk>
  )
}
