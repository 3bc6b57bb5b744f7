import { useEditorState } from '@tiptap/react'
import { BY_PAGES_HINT, formatByPages } from '../../../shared/core/reports/format.ts'
import { useScript } from '../context.tsx'
import { useSceneLengths } from '../navigator/lengths.ts'
import { pagesKey } from './pagesKey.ts'
import { pageOfCaret } from './where.ts'
import './pages.css'

/** "Page 12 of 98", and how long the film is by its pages. */
export function PageStatus() {
  const { editor } = useScript()
  const lengths = useSceneLengths(editor)
  const where = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const pagination = pagesKey.getState(state)?.pagination
      if (!pagination) return null
      return { page: pageOfCaret(pagination, state), last: pagination.pages.at(-1)?.label ?? '1' }
    },
  })
  if (!where) return null
  const eighths = [...lengths.values()].reduce((sum, one) => sum + one, 0)
  return (
    <span className="page-status" title={BY_PAGES_HINT}>
      Page {where.page} of {where.last} · {formatByPages(eighths)}
    </span>
  )
}
