import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type * as Y from 'yjs'
import { findText } from '../../shared/core/comments/textAnchor.ts'
import { useComments } from '../comments/useComments.ts'
import { useProjectContext } from '../project/context.tsx'

/**
 * An address that leads to a thread (`#comment=ID`) shows the variant that the thread is in, whichever was shown. The editor of
 * that variant then goes to its words.
 */
export function useFollowedThread(doc: Y.Doc, documentId: string, shown: string | undefined): void {
  const { project } = useProjectContext()
  const { threads } = useComments(documentId)
  const { hash, state } = useLocation()
  const navigate = useNavigate()
  const followed = useRef('')
  useEffect(() => {
    const id = /^comment=(.+)$/.exec(hash)?.[1]
    const visit = `${state.__TSR_key} ${hash}`
    const thread = id === undefined ? undefined : threads.find(one => one.id === decodeURIComponent(id))
    if (thread?.anchor.kind !== 'text' || followed.current === visit) return
    followed.current = visit
    const variant = findText(doc, thread.anchor)?.element.getAttribute('scene')
    if (!variant || variant === shown) return
    void navigate({
      to: '/p/$projectId/treatment',
      params: { projectId: project.id },
      search: { variant },
      hash,
      replace: true,
    })
  }, [hash, state, threads, doc, shown, navigate, project.id])
}
