import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * The browser takes the focus from what is put elsewhere in a list. Whoever was writing in a row that a colleague moves goes
 * on writing there, caret and all: a textarea keeps its selection.
 */
export function useHeldFocus(list: RefObject<HTMLElement | null>, order: readonly { id: string }[]): void {
  const held = useRef<Element | null>(null)
  const ids = order.map(({ id }) => id).join()
  const before = useRef(ids)
  // noted while drawing: afterwards the browser has let go already
  if (before.current !== ids) held.current = document.activeElement
  useLayoutEffect(() => {
    before.current = ids
    const was = held.current
    held.current = null
    if (was instanceof HTMLElement && was !== document.activeElement && list.current?.contains(was))
      was.focus({ preventScroll: true })
  }, [list, ids])
}
