import { useLocation } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CellAnchor } from '../../../shared/core/comments/thread.ts'
import type { ShotColumn } from '../../../shared/core/shots/columns.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import { type Comments, useComments } from '../../comments/useComments.ts'
import { cellValue } from '../grid/paste.ts'
import type { CellRef } from '../grid/selection.ts'

/** Columns of a shot that somebody has commented on. */
export type CommentedCells = ReadonlyMap<string, ReadonlySet<ShotColumn>>

export interface ShotComments {
  comments: Comments
  /** Cells with an open thread. */
  cells: CommentedCells
  /** The cell that a new comment is about to be on. */
  draft: CellAnchor | null
  active: string | null
  look: { id: string } | null
  begin: (cell: CellRef) => void
  endDraft: () => void
  choose: (thread: string) => void
}

/** The comments on the cells of a shot table. `onOpen` shows them. */
export function useShotComments(documentId: string, shots: readonly Shot[], onOpen: () => void): ShotComments {
  const comments = useComments(documentId)
  const { threads } = comments
  const [draft, setDraft] = useState<CellAnchor | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const [look, setLook] = useState<{ id: string } | null>(null)
  const cells = useMemo(() => {
    const out = new Map<string, Set<ShotColumn>>()
    for (const { anchor, resolvedBy } of threads)
      if (anchor.kind === 'cell' && resolvedBy === null)
        out.set(anchor.shot, (out.get(anchor.shot) ?? new Set()).add(anchor.column))
    return out
  }, [threads])
  const begin = useCallback(
    ({ shotId, column }: CellRef) => {
      const shot = shots.find(({ id }) => id === shotId)
      if (!shot) return
      const words = column === 'label' ? '' : cellValue(shot, column).slice(0, 200)
      setDraft({ kind: 'cell', shot: shotId, column, words: words.toWellFormed() })
      onOpen()
    },
    [shots, onOpen],
  )

  // an address may name a thread: it is shown once it is here
  const { hash, state } = useLocation()
  const followed = useRef('')
  useEffect(() => {
    const named = /^comment=(.+)$/.exec(hash)?.[1]
    const visit = `${state.__TSR_key} ${hash}`
    const id = named === undefined ? null : decodeURIComponent(named)
    if (id === null || followed.current === visit || !threads.some(thread => thread.id === id)) return
    followed.current = visit
    setActive(id)
    setLook({ id })
    onOpen()
  }, [hash, state, threads, onOpen])

  return { comments, cells, draft, active, look, begin, endDraft: () => setDraft(null), choose: setActive }
}
