import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { cellId } from './ShotRow.tsx'
import { at, type Rect, rectOf, repaired, type Selection } from './selection.ts'

interface State {
  selection: Selection | null
  rows: readonly string[]
  /** Counts the person's own selecting: each time the focus follows. */
  turn: number
  /** What is scrolled into view: the moving end of a range that grows by keys, else the active cell. */
  follow: 'active' | 'head'
}

/** The selection of the grid. It survives what colleagues do to the rows, and the DOM focus follows its active cell. */
export function useGridSelection(
  rows: readonly string[],
  grid: RefObject<HTMLElement | null>,
): {
  selection: Selection | null
  rect: Rect | null
  select: (next: Selection | null, follow?: State['follow']) => void
} {
  const [state, setState] = useState<State>({ selection: null, rows, turn: 0, follow: 'active' })
  let { selection } = state
  if (state.rows !== rows) {
    selection = selection && repaired(selection, state.rows, rows)
    setState({ ...state, selection, rows })
  }
  const first = rows[0]
  const current = useMemo(
    () => selection ?? (first === undefined ? null : at({ shotId: first, column: 'action' })),
    [selection, first],
  )

  /** Selects and takes the focus there; null: takes the focus back to the active cell. */
  const select = useCallback((next: Selection | null, follow: State['follow'] = 'active') => {
    setState(old => ({ ...old, selection: next ?? old.selection, turn: old.turn + 1, follow }))
  }, [])

  const { turn } = state
  const seen = useRef(turn)
  const wasActive = useRef<string | null>(null)
  const active = current && cellId(current.active)
  const shown = current && cellId(state.follow === 'head' ? current.head : current.active)
  useEffect(() => {
    if (active === null || shown === null) return
    const asked = seen.current !== turn
    seen.current = turn
    // when the focused row is deleted, the browser gives the focus to the page
    const lost =
      wasActive.current !== active && document.activeElement === document.body && grid.current?.dataset.focus === 'true'
    wasActive.current = active
    if (!asked && !lost) return
    document.getElementById(active)?.focus({ preventScroll: true })
    document.getElementById(shown)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [turn, active, shown, grid])

  return { selection: current, rect: current && rectOf(current, rows), select }
}
