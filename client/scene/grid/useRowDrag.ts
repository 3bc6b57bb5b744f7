import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** Rows on their way to another place. */
export interface RowDrag {
  ids: ReadonlySet<string>
  /** The gap they would go into: 0 is above the first row. */
  gap: number
}

/** Dragging rows by their handle, with the mouse, a pen or a finger. Escape gives it up. */
export function useRowDrag(
  grid: RefObject<HTMLElement | null>,
  blockOf: (shotId: string) => ReadonlySet<string>,
  onDrop: (drag: RowDrag) => void,
): { drag: RowDrag | null; start: (shotId: string, event: ReactPointerEvent) => void } {
  const [drag, setDrag] = useState<RowDrag | null>(null)
  const latest = useRef({ blockOf, onDrop })
  useEffect(() => {
    latest.current = { blockOf, onDrop }
  })

  const start = useCallback(
    (shotId: string, event: ReactPointerEvent) => {
      if (event.button !== 0) return
      event.preventDefault()
      event.stopPropagation()
      const ids = latest.current.blockOf(shotId)
      let current: RowDrag | null = null
      const gapAt = (y: number): number => {
        const rows = [...(grid.current?.querySelectorAll('[data-shot]') ?? [])]
        const at = rows.findIndex(row => {
          const { top, height } = row.getBoundingClientRect()
          return y < top + height / 2
        })
        return at < 0 ? rows.length : at
      }
      const move = (e: PointerEvent) => {
        current = { ids, gap: gapAt(e.clientY) }
        setDrag(current)
        const scroller = grid.current
        if (!scroller) return
        const { top, bottom } = scroller.getBoundingClientRect()
        if (e.clientY < top + 56) scroller.scrollTop -= 12
        else if (e.clientY > bottom - 32) scroller.scrollTop += 12
      }
      const end = (drop: boolean) => {
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', up)
        window.removeEventListener('pointercancel', cancel)
        window.removeEventListener('keydown', key, true)
        setDrag(null)
        if (drop && current) latest.current.onDrop(current)
      }
      const up = () => end(true)
      const cancel = () => end(false)
      const key = (e: KeyboardEvent) => {
        if (e.key !== 'Escape') return
        e.preventDefault()
        e.stopPropagation()
        end(false)
      }
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', up)
      window.addEventListener('pointercancel', cancel)
      window.addEventListener('keydown', key, true)
    },
    [grid],
  )
  return { drag, start }
}
