import type { MouseEvent } from 'react'

function keepPlace(from: Element): void {
  const row = from.closest('[data-row-id]')
  const id = row?.getAttribute('data-row-id')
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body && document.activeElement?.isConnected) return
    const rows = [...document.querySelectorAll('[data-row-id]')]
    const here = rows.find(one => one.getAttribute('data-row-id') === id) ?? rows[0]
    here?.querySelector<HTMLElement>('[data-part="number"]')?.focus({ preventScroll: true })
  })
}

/**
 * For a button that is gone once it was pressed, and takes the focus with it: the beat that it was on gets the focus, or the
 * first one.
 */
export const keepingPlace =
  (act: () => void) =>
  ({ currentTarget }: MouseEvent): void => {
    keepPlace(currentTarget)
    act()
  }
