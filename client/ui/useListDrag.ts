import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** A row of a list on its way to another place. */
export interface ListDrag {
  id: string
  /** The gap it would go into: 0 is before the first row. */
  gap: number
  /** The row above that gap, as `data-row-id`; null: there is none. Stays right when others move rows meanwhile. */
  after: string | null
}

export interface DraggedList {
  /** What scrolls along when the pointer comes near its edge. */
  scroller: RefObject<HTMLElement | null>
  /** What a finger drags by, as a selector: elsewhere a finger scrolls. */
  grip: string
}

/** Pixels until a press is a drag and no click. */
const SLACK = 5
/** Pixels from the edge of the list in which it scrolls along. */
const EDGE = 32

/**
 * Dragging rows of a list, each with its id in `data-row-id` and its place from 0 in `data-place`. With the mouse or a pen
 * wherever `start` is called, with a finger by the grip. Escape gives it up.
 */
export function useListDrag(
  list: RefObject<HTMLElement | null>,
  { scroller, grip }: DraggedList,
  onDrop: (drag: ListDrag) => void,
): { drag: ListDrag | null; start: (id: string, event: ReactPointerEvent) => void } {
  const [drag, setDrag] = useState<ListDrag | null>(null)
  const latest = useRef(onDrop)
  useEffect(() => {
    latest.current = onDrop
  })
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])

  const start = useCallback(
    (id: string, event: ReactPointerEvent) => {
      const byGrip = event.target instanceof Element && event.target.closest(grip) !== null
      if (event.button !== 0 || (event.pointerType === 'touch' && !byGrip)) return
      const from = event.clientY
      let current: ListDrag | null = null
      const gapAt = (y: number): Omit<ListDrag, 'id'> => {
        const rows = [...(list.current?.querySelectorAll('[data-row-id]') ?? [])]
        const below = rows.findIndex(row => {
          const { top, height } = row.getBoundingClientRect()
          return y < top + height / 2
        })
        const above = below < 0 ? rows.at(-1) : rows[below - 1]
        // places count all rows, also those that are folded away
        const gap =
          below < 0
            ? Number(above?.getAttribute('data-place') ?? -1) + 1
            : Number(rows[below]?.getAttribute('data-place'))
        return { gap, after: above?.getAttribute('data-row-id') ?? null }
      }
      const move = (e: PointerEvent) => {
        if (!current && Math.abs(e.clientY - from) < SLACK) return
        current = { id, ...gapAt(e.clientY) }
        setDrag(current)
        const { top = 0, bottom = 0 } = scroller.current?.getBoundingClientRect() ?? {}
        if (e.clientY < top + EDGE) scroller.current?.scrollBy(0, -12)
        else if (e.clientY > bottom - EDGE) scroller.current?.scrollBy(0, 12)
      }
      const end = (drop: boolean) => {
        stop.current = null
        window.removeEventListener('pointermove', move)
        window.removeEventListener('pointerup', up)
        window.removeEventListener('pointercancel', cancel)
        window.removeEventListener('keydown', key, true)
        setDrag(null)
        if (!current) return
        // the release of a drag is no click on the row
        window.addEventListener('click', swallow, { capture: true, once: true })
        window.setTimeout(() => window.removeEventListener('click', swallow, true), 0)
        if (drop) latest.current(current)
      }
      const swallow = (e: Event) => {
        e.preventDefault()
        e.stopPropagation()
      }
      const up = () => end(true)
      const cancel = () => end(false)
      const key = (e: KeyboardEvent) => {
        if (e.key !== 'Escape') return
        swallow(e)
        end(false)
      }
      stop.current = cancel
      window.addEventListener('pointermove', move)
      window.addEventListener('pointerup', up)
      window.addEventListener('pointercancel', cancel)
      window.addEventListener('keydown', key, true)
    },
    [list, scroller, grip],
  )
  return { drag, start }
}
