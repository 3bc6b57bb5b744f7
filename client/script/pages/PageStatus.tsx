import { useEditorState } from '@tiptap/react'
import { PAPERS } from '../../../shared/core/pages/layout.ts'
import { useScript } from '../context.tsx'
import { pagesKey } from './pagesKey.ts'
import { pageOfCaret, runningTime } from './where.ts'
import './pages.css'

/** "Page 12 of 98", and how long the film is by its pages. */
export function PageStatus() {
  const { editor } = useScript()
  const where = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const pagination = pagesKey.getState(state)?.pagination
      if (!pagination) return null
      const { rows } = PAPERS[pagination.options.size ?? 'letter']
      return {
        page: pageOfCaret(pagination, state),
        last: pagination.pages.at(-1)?.label ?? '1',
        time: runningTime(pagination.pages, rows),
      }
    },
  })
  if (!where) return null
  return (
    <span className="page-status" title="A page is about a minute of the film">
      Page {where.page} of {where.last} · {where.time}
    </span>
  )
}
