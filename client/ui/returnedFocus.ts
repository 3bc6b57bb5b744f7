import { useMemo, useRef } from 'react'

/** For overlays that state opens: without a trigger of its own, Radix gives the focus back to nobody. */
export function useReturnedFocus(): { remember: () => void; giveBack: (event: Event) => void } {
  const before = useRef<Element | null>(null)
  return useMemo(
    () => ({
      /** For onOpenAutoFocus: whoever has the focus now gets it back. */
      remember: () => {
        before.current = document.activeElement
      },
      /** For onCloseAutoFocus. */
      giveBack: event => {
        event.preventDefault()
        if (before.current instanceof HTMLElement) before.current.focus()
      },
    }),
    [],
  )
}
