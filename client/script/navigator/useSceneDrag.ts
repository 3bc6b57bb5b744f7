import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'

/** A scene on its way to another place. */
export interface SceneDrag {
  id: string
  /** The gap it would go into: 0 is before the first scene. */
  gap: number
}

/** Pixels until a press is a drag and no click. */
const SLACK = 5
/** Pixels from the edge of the list in which it scrolls along. */
const EDGE = 32

/**
 * Dragging scenes in their list, with the mouse or a pen anywhere on the row, with a finger by its number: elsewhere a finger
 * scrolls. Escape gives it up.
 */
export function useSceneDrag(
  list: RefObject<HTMLElement | null>,
  onDrop: (drag: SceneDrag) => void,
): { drag: SceneDrag | null; start: (id: string, event: ReactPointerEvent) => void } {
  const [drag, setDrag] = useState<SceneDrag | null>(null)
  const latest = useRef(onDrop)
  useEffect(() => {
    latest.current = onDrop
  })
  const stop = useRef<(() => void) | null>(null)
  useEffect(() => () => stop.current?.(), [])

  const start = useCallback(
    (id: string, event: ReactPointerEvent) => {
      const byNumber = event.target instanceof Element && event.target.closest('.navigator-number') !== null
      if (event.button !== 0 || (event.pointerType === 'touch' && !byNumber)) return
      const from = event.clientY
      let current: SceneDrag | null = null
      const gapAt = (y: number): number => {
        const rows = [...(list.current?.querySelectorAll('[data-scene]') ?? [])]
        const below = rows.find(row => {
          const { top, height } = row.getBoundingClientRect()
          return y < top + height / 2
        })
        const last = Number(rows.at(-1)?.getAttribute('data-place') ?? -1)
        // places count all scenes, also those in sections that are folded
        return below ? Number(below.getAttribute('data-place')) : last + 1
      }
      const move = (e: PointerEvent) => {
        if (!current && Math.abs(e.clientY - from) < SLACK) return
        current = { id, gap: gapAt(e.clientY) }
        setDrag(current)
        const { top = 0, bottom = 0 } = list.current?.getBoundingClientRect() ?? {}
        if (e.clientY < top + EDGE) list.current?.scrollBy(0, -12)
        else if (e.clientY > bottom - EDGE) list.current?.scrollBy(0, 12)
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
    [list],
  )
  return { drag, start }
}
